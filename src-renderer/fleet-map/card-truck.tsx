import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle, VehicleCard } from '../../src-main/core/operations/telematics/contract.ts';
import { ageText } from '../ui/age-text.ts';
import { formatCount, formatMiles, formatPercent } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import classes from './vehicle-card.module.css';

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function GatewayFact({ gateway }: { readonly gateway: NonNullable<VehicleCard['gateway']> }) {
  const { t } = useTranslation('fleet');
  const nowMs = useNowMs();
  const { lastConnectedAtMs } = gateway;
  return (
    <Fact label={t('card.gateway')}>
      {gateway.health}
      {lastConnectedAtMs !== null && (
        <span className={classes.quiet}>
          {' '}
          · {t('card.gatewayLast', { age: ageText(nowMs - lastConnectedAtMs) })}
        </span>
      )}
    </Fact>
  );
}

/** What Samsara measured; what it did not is left unknown, never zero. */
function MeasuredFacts({ details }: { readonly details: VehicleCard }) {
  const { t } = useTranslation(['fleet', 'app']);
  const nowMs = useNowMs();
  const unknown = t('app:unknown');
  const { fuelPercent, fuelSeenAtMs, odometerMeters, defLevelPercent, faultCount } = details;
  return (
    <>
      <Fact label={t('card.fuel')}>
        {fuelPercent === null ? unknown : formatPercent(fuelPercent)}
        {fuelPercent !== null && fuelSeenAtMs !== null && (
          <span className={classes.quiet}> · {t('app:age.ago', { age: ageText(nowMs - fuelSeenAtMs) })}</span>
        )}
      </Fact>
      <Fact label={t('card.def')}>{defLevelPercent === null ? unknown : formatPercent(defLevelPercent)}</Fact>
      <Fact label={t('card.odometer')}>
        {odometerMeters === null ? unknown : formatMiles(odometerMeters)}
      </Fact>
      <Fact label={t('card.faults')}>
        {faultCount === null ? unknown : faultCount === 0 ? t('card.faultsNone') : formatCount(faultCount)}
      </Fact>
      {details.gateway !== null && <GatewayFact gateway={details.gateway} />}
    </>
  );
}

interface CardTruckProps {
  readonly vehicle: Vehicle;
  readonly details: VehicleCard | null;
}

/** The truck itself: what was measured, what it is called elsewhere, what somebody noted. */
export function CardTruck({ vehicle, details }: CardTruckProps) {
  const { t } = useTranslation('fleet');
  return (
    <div className={classes.part}>
      <h3 className={classes.heading}>{t('card.truck')}</h3>
      <dl className={classes.facts}>
        {details !== null && <MeasuredFacts details={details} />}
        {vehicle.vin !== null && <Fact label={t('card.vin')}>{vehicle.vin}</Fact>}
        {vehicle.tags.length > 0 && (
          <Fact label={t('card.tags')}>{vehicle.tags.map((tag) => tag.name).join(', ')}</Fact>
        )}
        {vehicle.notes !== null && vehicle.notes !== '' && (
          <Fact label={t('card.notes')}>{vehicle.notes}</Fact>
        )}
      </dl>
    </div>
  );
}
