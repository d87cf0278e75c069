import { useTranslation } from 'react-i18next';
import type { DutyClocks } from '../../src-main/core/operations/telematics/contract.ts';
import { spanClockText, spanText } from '../ui/age-text.ts';
import { formatMoment } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import { countDown, driveTimeShortMs, dutyClocksOldMs } from './duty-countdown.ts';
import { fleetNowMs } from './use-visible-vehicles.ts';
import classes from './vehicle-card.module.css';

interface ClockProps {
  readonly label: string;
  readonly remainingMs: number | null;
  readonly isShort: boolean;
}

function Clock({ label, remainingMs, isShort }: ClockProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.clock} data-short={isShort}>
      <dt>{label}</dt>
      <dd title={remainingMs === null ? undefined : spanText(remainingMs)}>
        {remainingMs === null ? t('unknown') : spanClockText(remainingMs)}
      </dd>
    </div>
  );
}

function RunningClocks({ clocks }: { readonly clocks: DutyClocks }) {
  const { t } = useTranslation('fleet');
  useNowMs();
  const nowMs = fleetNowMs();
  const left = countDown(clocks, nowMs);
  const isDriving = clocks.dutyStatus === 'driving';
  const isShort = (remainingMs: number | null) =>
    isDriving && remainingMs !== null && remainingMs < driveTimeShortMs;
  return (
    <>
      <p className={classes.line}>
        <b>{t(`duty.${clocks.dutyStatus}`)}</b>
        {nowMs - clocks.asOfMs > dutyClocksOldMs && (
          <span className={classes.warn}>
            {t('card.dutyAsOf', { time: formatMoment(clocks.asOfMs, nowMs) })}
          </span>
        )}
      </p>
      <dl className={classes.clocks}>
        <Clock
          label={t('card.drive')}
          remainingMs={left.driveRemainingMs}
          isShort={isShort(left.driveRemainingMs)}
        />
        <Clock
          label={t('card.untilBreak')}
          remainingMs={left.untilBreakMs}
          isShort={isShort(left.untilBreakMs)}
        />
        <Clock
          label={t('card.shift')}
          remainingMs={left.shiftRemainingMs}
          isShort={isShort(left.shiftRemainingMs)}
        />
        <Clock
          label={t('card.cycle')}
          remainingMs={left.cycleRemainingMs}
          isShort={isShort(left.cycleRemainingMs)}
        />
      </dl>
    </>
  );
}

/** Hours of service, counted down here between two answers of the vendor. */
export function DutyClocksView({ clocks }: { readonly clocks: DutyClocks | null }) {
  const { t } = useTranslation('fleet');
  return (
    <div className={classes.part}>
      <h3 className={classes.heading}>{t('card.duty')}</h3>
      {clocks === null ? (
        <p className={classes.quiet}>{t('card.dutyUnknown')}</p>
      ) : (
        <RunningClocks clocks={clocks} />
      )}
    </div>
  );
}
