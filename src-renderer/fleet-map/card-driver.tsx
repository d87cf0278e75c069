import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { CallButton } from '../softphone/call-button.tsx';
import { formatMoment, formatPhone } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import classes from './vehicle-card.module.css';

interface CardDriverProps {
  readonly vehicle: Vehicle;
  readonly assignedSinceMs: number | null;
}

/** Who drives, since when, and under which number. */
export function CardDriver({ vehicle, assignedSinceMs }: CardDriverProps) {
  const { t } = useTranslation('fleet');
  const nowMs = useMinuteMs();
  const { driver } = vehicle;
  return (
    <div className={classes.part}>
      <h3 className={classes.heading}>{t('card.driver')}</h3>
      {driver === null ? (
        <p className={classes.quiet}>{t('card.noDriver')}</p>
      ) : (
        <div className={classes.driver}>
          <IconUser size={18} stroke={1.6} aria-hidden />
          <div className={classes.names}>
            <p className={classes.strong}>{driver.name}</p>
            <p className={classes.quiet}>
              {driver.phone === null ? t('card.noPhone') : formatPhone(driver.phone)}
              {assignedSinceMs !== null &&
                ` · ${t('card.assignedSince', { time: formatMoment(assignedSinceMs, nowMs) })}`}
            </p>
          </div>
          {driver.phone !== null && (
            <CallButton
              name={driver.name}
              number={driver.phone}
              subject={{ vehicleId: vehicle.id, vehicleName: vehicle.name, alertId: null }}
            />
          )}
        </div>
      )}
    </div>
  );
}
