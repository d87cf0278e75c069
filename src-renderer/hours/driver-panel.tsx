import { CloseButton, UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DutyClocks } from '../../src-main/core/operations/telematics/contract.ts';
import type { DutyDriver } from '../../src-main/core/operations/telematics/hours/contract.ts';
import {
  countDown,
  dutyClockNames,
  dutyClocksHeldMs,
  dutyClocksOldMs,
  lineOf,
  outlookOf,
} from '../../src-main/core/operations/telematics/hours/duty.wire.ts';
import { text } from '../app/text.ts';
import { CallButton } from '../softphone/call-button.tsx';
import { spanClockText } from '../ui/age-text.ts';
import { formatMoment, formatPhone } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import { onDayKey } from './day-keys.ts';
import { DayLog } from './day-log.tsx';
import classes from './driver-panel.module.css';
import { DutyGlyph } from './duty-glyph.tsx';
import { useDutyBoard, vendorNowMs } from './hours-store.ts';
import { useHoursView } from './hours-view-store.ts';
import { outlookWords } from './outlook-text.ts';
import { showOnMap } from './show-on-map.ts';

const hourMs = 3_600_000;

function ClockTiles({ clocks, nowMs }: { readonly clocks: DutyClocks; readonly nowMs: number }) {
  const { t } = useTranslation('hours');
  const left = countDown(clocks, nowMs);
  const outlook = outlookOf(clocks, nowMs);
  return (
    <dl className={classes.clocks}>
      {dutyClockNames.map((name) => {
        const leftMs = left[name];
        const its = outlook.find(({ clock }) => clock === name);
        const isShort = its?.kind === 'ahead' && its.inMs < hourMs;
        return (
          <div
            key={name}
            className={classes.clock}
            data-tone={its?.kind === 'violation' ? 'bad' : isShort ? 'warn' : 'plain'}
          >
            <dt title={t(`list.${name}Long`)}>{t(`list.${name}`)}</dt>
            <dd>{leftMs === null ? text.t('app:unknown') : spanClockText(leftMs)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function AgeOfClocks({ clocks, nowMs }: { readonly clocks: DutyClocks; readonly nowMs: number }) {
  const { t } = useTranslation('hours');
  const ageMs = nowMs - clocks.asOfMs;
  const time = formatMoment(clocks.asOfMs, nowMs);
  if (ageMs > dutyClocksHeldMs) return <p className={classes.warn}>{t('panel.held', { time })}</p>;
  return ageMs > dutyClocksOldMs ? <p className={classes.warn}>{t('panel.asOf', { time })}</p> : null;
}

const isResting = ({ dutyStatus }: DutyClocks): boolean => {
  const line = lineOf(dutyStatus);
  return line === 'offDuty' || line === 'sleeperBed';
};

function RunningClocks({ driver, clocks }: { readonly driver: DutyDriver; readonly clocks: DutyClocks }) {
  const { t } = useTranslation('hours');
  useNowMs();
  const nowMs = vendorNowMs();
  const words = outlookOf(clocks, nowMs).map((its) => outlookWords(its, driver.violations, nowMs));
  return (
    <>
      <ClockTiles clocks={clocks} nowMs={nowMs} />
      <AgeOfClocks clocks={clocks} nowMs={nowMs} />
      {words.length > 0 && (
        <ul className={classes.limits} aria-label={t('panel.limits')}>
          {words.map((its) => (
            <li key={its.words} data-tone={its.tone}>
              {(its.tone === 'bad' || its.tone === 'warn') && (
                <IconAlertTriangleFilled size={12} aria-hidden />
              )}
              {its.words}
            </li>
          ))}
        </ul>
      )}
      {isResting(clocks) && <p className={classes.quiet}>{t('panel.resting')}</p>}
    </>
  );
}

function PanelHead({ driver }: { readonly driver: DutyDriver }) {
  const { t } = useTranslation('hours');
  const selectDriver = useHoursView((view) => view.selectDriver);
  const { clocks, vehicle, phone } = driver;
  return (
    <header className={classes.head}>
      <div className={classes.names}>
        <h2 className={classes.name}>{driver.name}</h2>
        <p className={classes.facts}>
          {clocks !== null && (
            <span className={classes.fact}>
              <DutyGlyph status={clocks.dutyStatus} />
              {t(`status.${clocks.dutyStatus}`)}
            </span>
          )}
          {vehicle === null ? (
            <span className={classes.quiet}>{t('list.noTruck')}</span>
          ) : (
            <UnstyledButton
              className={classes.link}
              aria-label={t('list.showOnMap', { name: vehicle.name })}
              onClick={() => showOnMap(vehicle.id)}
            >
              <IconMapPin size={14} aria-hidden />
              {vehicle.name}
            </UnstyledButton>
          )}
          <span className={classes.quiet}>{phone === null ? t('panel.noPhone') : formatPhone(phone)}</span>
        </p>
        {phone !== null && (
          <CallButton
            name={driver.name}
            number={phone}
            subject={{ vehicleId: vehicle?.id ?? null, vehicleName: vehicle?.name ?? null, alertId: null }}
          />
        )}
      </div>
      <CloseButton aria-label={t('panel.close')} onClick={() => selectDriver(null)} />
    </header>
  );
}

/** Whoever is chosen: what is left, and the log of a day; nothing when nobody is. */
export function DriverPanel() {
  const { t } = useTranslation('hours');
  const selectedId = useHoursView((view) => view.selectedDriverId);
  const selectDriver = useHoursView((view) => view.selectDriver);
  const driver = useDutyBoard(({ board }) => (selectedId === null ? undefined : board?.byId.get(selectedId)));
  if (driver === undefined) return null;
  return (
    <section
      className={classes.panel}
      aria-label={t('panel.label', { name: driver.name })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') selectDriver(null);
        else onDayKey(event);
      }}
    >
      <PanelHead driver={driver} />
      <div className={classes.body}>
        <div className={classes.part}>
          <h3 className={classes.heading}>{t('panel.clocks')}</h3>
          {driver.clocks === null ? (
            <p className={classes.quiet}>{t('panel.noClocks')}</p>
          ) : (
            <RunningClocks driver={driver} clocks={driver.clocks} />
          )}
        </div>
        <DayLog driverId={driver.id} />
      </div>
    </section>
  );
}
