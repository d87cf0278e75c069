import { UnstyledButton } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DutyClocks } from '../../src-main/core/operations/telematics/contract.ts';
import type { TruckFacts } from '../../src-main/core/operations/twilio/people/contract.ts';
import { useDesk } from '../app/desk-store.ts';
import { countDown, dutyClocksOldMs } from '../fleet-map/duty-countdown.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';
import type { VehicleRow } from '../fleet-map/frame-store.ts';
import { frameStore } from '../fleet-map/frames-feed.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';
import { isCurrent, isWorrying, vehicleWord } from '../fleet-map/vehicle-text.ts';
import { ageText, spanClockText } from '../ui/age-text.ts';
import { formatMoment, formatSpeed } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import classes from './softphone.module.css';

function showOnMap(vehicleId: string): void {
  useFleetView.getState().selectVehicle(vehicleId, { focus: true });
  useDesk.getState().goTo('map');
}

/** Drive and shift time left, counted down; an old answer says how old it is. */
function HoursLeft({ clocks }: { readonly clocks: DutyClocks | null }) {
  const { t } = useTranslation('softphone');
  const { t: fleet } = useTranslation('fleet');
  if (clocks === null) return <p className={classes.quiet}>{t('who.hoursUnknown')}</p>;
  const nowMs = fleetNowMs();
  const left = countDown(clocks, nowMs);
  const isOld = nowMs - clocks.asOfMs > dutyClocksOldMs;
  const parts = [
    fleet(`duty.${clocks.dutyStatus}`),
    left.driveRemainingMs === null
      ? null
      : t('who.driveLeft', { time: spanClockText(left.driveRemainingMs) }),
    left.shiftRemainingMs === null
      ? null
      : t('who.shiftLeft', { time: spanClockText(left.shiftRemainingMs) }),
    isOld ? fleet('card.dutyAsOf', { time: formatMoment(clocks.asOfMs, nowMs) }) : null,
  ].filter((part) => part !== null);
  return <p className={isOld ? classes.warn : classes.line}>{parts.join(' · ')}</p>;
}

function positionWords(row: VehicleRow | null): readonly string[] {
  const isNow = row !== null && isCurrent(row);
  return [vehicleWord(row), ...(isNow && row.speedMph !== null ? [formatSpeed(row.speedMph)] : [])];
}

/** The truck of whoever calls: where it is and how old that is, its duty and hours left. Ticks once a second. */
export function TruckLine({ truck }: { readonly truck: TruckFacts }) {
  const { t } = useTranslation('softphone');
  useNowMs();
  const vehicle = useRoster(({ roster }) => roster?.byId.get(truck.vehicleId));
  // The frames are newer than the card; a truck that left the fleet is still known to the card.
  const row = vehicle === undefined ? null : frameStore.get(vehicle.slot);
  const timeMs = row?.timeMs ?? truck.position?.timeMs ?? null;
  const age = timeMs === null ? null : ageText(fleetNowMs() - timeMs);
  return (
    <div className={classes.truck}>
      <UnstyledButton
        className={classes.link}
        title={t('who.showOnMap', { name: truck.name })}
        onClick={() => showOnMap(truck.vehicleId)}
      >
        <IconMapPin size={14} aria-hidden />
        <span className={classes.cut}>{t('who.truck', { name: truck.name })}</span>
      </UnstyledButton>
      <p className={isWorrying(row) ? classes.warn : classes.line}>
        {age === null ? t('who.noPosition') : [...positionWords(row), t('who.ago', { age })].join(' · ')}
      </p>
      {truck.position?.address != null && <p className={classes.quiet}>{truck.position.address}</p>}
      <HoursLeft clocks={truck.clocks} />
    </div>
  );
}
