import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Vehicle, VehicleCard as Card } from '../../src-main/core/operations/telematics/contract.ts';
import { CardDriver } from './card-driver.tsx';
import { CardPosition } from './card-position.tsx';
import { CardTruck } from './card-truck.tsx';
import { DutyClocksView } from './duty-clocks.tsx';
import { useFleetView } from './fleet-view-store.ts';
import { useRoster } from './roster-store.ts';
import { useVehicleCard } from './use-vehicle-card.ts';
import classes from './vehicle-card.module.css';

interface CardBodyProps {
  readonly vehicle: Vehicle;
  readonly details: Card | null;
}

function CardBody({ vehicle, details }: CardBodyProps) {
  return (
    <>
      <CardPosition vehicle={vehicle} address={details?.address ?? null} />
      <CardDriver vehicle={vehicle} assignedSinceMs={details?.assignedSinceMs ?? null} />
      <DutyClocksView clocks={details?.clocks ?? vehicle.clocks ?? null} />
      <CardTruck vehicle={vehicle} details={details} />
    </>
  );
}

function OpenCard({ vehicle }: { readonly vehicle: Vehicle }) {
  const { t } = useTranslation('fleet');
  const state = useVehicleCard(vehicle.id);
  const selectVehicle = useFleetView((view) => view.selectVehicle);
  const details = state.kind === 'shown' ? state.card : null;
  const makeAndModel = [vehicle.year, vehicle.make, vehicle.model].filter(Boolean).join(' ');
  return (
    <section
      className={classes.card}
      aria-label={t('card.label', { name: vehicle.name })}
      onKeyDown={(event) => event.key === 'Escape' && selectVehicle(null)}
    >
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.name}>{vehicle.name}</h2>
          <p className={classes.quiet}>{[vehicle.licensePlate, makeAndModel].filter(Boolean).join(' · ')}</p>
        </div>
        <CloseButton aria-label={t('card.close')} onClick={() => selectVehicle(null)} />
      </header>
      <div className={classes.body}>
        {state.kind === 'failed' && (
          <p role="alert" className={classes.bad}>
            {state.sentence}
          </p>
        )}
        <CardBody vehicle={vehicle} details={details} />
        {state.kind === 'loading' && <p className={classes.quiet}>{t('card.loading')}</p>}
      </div>
    </section>
  );
}

/** The chosen vehicle; nothing when none is chosen. */
export function VehicleCard() {
  const selectedId = useFleetView((view) => view.selectedVehicleId);
  const vehicle = useRoster(({ roster }) => (selectedId === null ? undefined : roster?.byId.get(selectedId)));
  return vehicle === undefined ? null : <OpenCard key={vehicle.id} vehicle={vehicle} />;
}
