import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SoftphoneCall } from '../../src-main/shell/phone/contract.ts';
import { formatCount, formatPercent } from '../ui/format.ts';
import { lineGrade } from './call-text.ts';
import classes from './softphone.module.css';

const gradeWords = { good: 'call.qualityGood', fair: 'call.qualityFair', poor: 'call.qualityPoor' } as const;
const barCounts = { good: 3, fair: 2, poor: 1 } as const;

/** The line as it is now: bars and a word, the figures on demand, and one sentence of advice when something is wrong. */
export function CallQualityLine({ quality }: { readonly quality: SoftphoneCall['quality'] }) {
  const { t } = useTranslation('softphone');
  const { t: phone } = useTranslation('phone');
  if (quality === null) return null;
  const { mos, roundTripMs, jitterMs, packetLossPercent, fault } = quality;
  const grade = mos === null ? null : lineGrade(mos);
  const unknown = '–';
  const figures = t('call.qualityFigures', {
    mos: mos === null ? unknown : mos.toFixed(1),
    roundTrip: roundTripMs === null ? unknown : formatCount(roundTripMs),
    jitter: jitterMs === null ? unknown : formatCount(jitterMs),
    loss: packetLossPercent === null ? unknown : formatPercent(packetLossPercent),
  });
  return (
    <div className={classes.quality}>
      {grade !== null && (
        <p className={classes.qualityLine} data-grade={grade} title={figures}>
          <span className={classes.bars} data-count={barCounts[grade]} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {t(gradeWords[grade])}
          <VisuallyHidden>{figures}</VisuallyHidden>
        </p>
      )}
      {fault !== null && (
        <p className={classes.warn} role="status">
          {phone(`advice.${fault}`)}
        </p>
      )}
    </div>
  );
}
