import { UnstyledButton } from '@mantine/core';
import { IconBuilding, IconTruck, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { formatPhone } from '../ui/format.ts';
import { dialEntered } from './phone-actions.ts';
import { noSubject } from './phone-view-store.ts';
import classes from './softphone.module.css';
import type { DialFinding, FoundPerson } from './use-people.ts';

interface ResultProps {
  readonly icon: typeof IconUser;
  readonly name: string;
  readonly detail: string;
  readonly number: string | null;
  readonly onCall: () => void;
}

function Result({ icon: Icon, name, detail, number, onCall }: ResultProps) {
  const { t } = useTranslation('softphone');
  return (
    <li>
      <UnstyledButton
        className={classes.result}
        disabled={number === null}
        onClick={onCall}
        title={number === null ? t('dial.noNumberOf', { name }) : t('dial.callName', { name })}
      >
        <Icon size={17} stroke={1.7} aria-hidden />
        <span className={classes.resultWords}>
          <span className={classes.cut}>{name}</span>
          <span className={classes.quiet}>
            {[detail, number ?? t('dial.noNumber')].filter((part) => part !== '').join(' · ')}
          </span>
        </span>
      </UnstyledButton>
    </li>
  );
}

function PersonResult({ person }: { readonly person: FoundPerson }) {
  const { number } = person;
  return (
    <Result
      icon={person.kind === 'driver' ? IconUser : IconBuilding}
      name={person.name}
      detail={person.detail ?? ''}
      number={number === null ? null : person.numberText}
      onCall={() => number !== null && dialEntered(number)}
    />
  );
}

function VehicleResult({ vehicle }: { readonly vehicle: Vehicle }) {
  const phone = vehicle.driver?.phone ?? null;
  const subject = { ...noSubject, vehicleId: vehicle.id, vehicleName: vehicle.name };
  return (
    <Result
      icon={IconTruck}
      name={vehicle.name}
      detail={vehicle.driver?.name ?? ''}
      number={phone === null ? null : formatPhone(phone)}
      onCall={() => phone !== null && dialEntered(phone, subject)}
    />
  );
}

/** Whoever fits what is typed; a press calls. */
export function DialResults({ people, vehicles }: DialFinding) {
  const { t } = useTranslation('softphone');
  return (
    <ul className={classes.results} aria-label={t('dial.found')}>
      {people.map((person) => (
        <PersonResult key={`${person.kind} ${person.id}`} person={person} />
      ))}
      {vehicles.map((vehicle) => (
        <VehicleResult key={vehicle.id} vehicle={vehicle} />
      ))}
    </ul>
  );
}
