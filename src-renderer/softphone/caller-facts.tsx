import { UnstyledButton } from '@mantine/core';
import { IconBell, IconBuilding, IconTruck, IconUser } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallerCard, CallerMatch } from '../../src-main/core/operations/twilio/people/contract.ts';
import { openAlert } from '../alerts/alert-actions.ts';
import { isSnoozed, orderAlerts } from '../alerts/alert-order.ts';
import { useAlerts } from '../alerts/alert-store.ts';
import { formatCount, formatMoment } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import classes from './softphone.module.css';
import { TruckLine } from './truck-line.tsx';

const icons = { driver: IconUser, vehicle: IconTruck, contact: IconBuilding } as const;

/** Open alerts of the truck or of the driver, the gravest first. */
function OpenAlerts({ match }: { readonly match: CallerMatch }) {
  const { t } = useTranslation('softphone');
  const alerts = useAlerts((state) => state.alerts);
  const minuteMs = useMinuteMs();
  const vehicleId = match.truck?.vehicleId ?? (match.kind === 'vehicle' ? match.id : null);
  const driverId = match.kind === 'driver' ? match.id : null;
  const its = useMemo(() => {
    const found = [...(alerts?.values() ?? [])].filter(
      (alert) =>
        alert.state === 'open' &&
        !isSnoozed(alert, minuteMs) &&
        ((vehicleId !== null && alert.vehicle?.id === vehicleId) ||
          (driverId !== null && alert.driver?.id === driverId)),
    );
    return orderAlerts(found);
  }, [alerts, minuteMs, vehicleId, driverId]);
  const [first] = its;
  if (first === undefined) return null;
  const count = t('who.alerts', { count: its.length, countText: formatCount(its.length) });
  return (
    <UnstyledButton className={classes.alert} onClick={() => openAlert(first.id)}>
      <IconBell size={14} aria-hidden />
      <span>
        {count}: {first.title}
      </span>
    </UnstyledButton>
  );
}

/** The only one is named above already. */
function Match({ match, isOnly }: { readonly match: CallerMatch; readonly isOnly: boolean }) {
  const { t } = useTranslation('softphone');
  const Icon = icons[match.kind];
  const details = [t(`who.${match.kind}`), match.detail]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
  return (
    <li className={classes.match}>
      <p className={classes.matchName}>
        <Icon size={16} stroke={1.7} aria-hidden />
        {isOnly ? <span className={classes.quiet}>{details}</span> : <b>{match.name}</b>}
      </p>
      {!isOnly && <p className={classes.quiet}>{details}</p>}
      {match.truck !== null && <TruckLine truck={match.truck} />}
      {match.truck === null && match.kind === 'driver' && <p className={classes.quiet}>{t('who.noTruck')}</p>}
      <OpenAlerts match={match} />
    </li>
  );
}

function LastCall({ last }: { readonly last: NonNullable<CallerCard['lastCall']> }) {
  const { t } = useTranslation('softphone');
  const time = formatMoment(last.atMs, useMinuteMs());
  return (
    <p className={classes.quiet}>
      {t(last.direction === 'incoming' ? 'who.lastIncoming' : 'who.lastOutgoing', { time })}
      {last.note !== null && <span className={classes.lastNote}>{last.note}</span>}
    </p>
  );
}

/** Whose number it is, with the truck of each: two matches are two, and nobody is chosen for the dispatcher. */
export function CallerFacts({
  number,
  card,
}: {
  readonly number: string | null;
  readonly card: CallerCard | null;
}) {
  const { t } = useTranslation('softphone');
  if (number === null) return null;
  if (card === null) return <p className={classes.quiet}>{t('who.loading')}</p>;
  const count = card.matches.length;
  return (
    <div className={classes.facts}>
      {card.isEmergency && <p className={classes.warn}>{t('who.emergency')}</p>}
      {card.isBlocked && <p className={classes.warn}>{t('ring.blocked')}</p>}
      {count === 0 && !card.isEmergency && <p className={classes.quiet}>{t('who.unknown')}</p>}
      {count > 1 && (
        <p className={classes.line}>{t('who.several', { count, countText: formatCount(count) })}</p>
      )}
      {count > 0 && (
        <ul className={classes.matches}>
          {card.matches.map((match) => (
            <Match key={`${match.kind} ${match.id}`} match={match} isOnly={count === 1} />
          ))}
        </ul>
      )}
      {card.lastCall !== null && <LastCall last={card.lastCall} />}
    </div>
  );
}
