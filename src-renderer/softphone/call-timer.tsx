import { useTranslation } from 'react-i18next';
import { useNowMs } from '../ui/ticker.ts';
import { stopwatchText } from './call-text.ts';
import classes from './softphone.module.css';

/** Ticks by itself, so that only this text is drawn again each second. */
export function CallTimer({ sinceMs }: { readonly sinceMs: number }) {
  const { t } = useTranslation('softphone');
  const nowMs = useNowMs();
  return (
    <span className={classes.timer} title={t('call.time')}>
      {stopwatchText(nowMs - sinceMs)}
    </span>
  );
}

/** How long the microphone stays muted. */
export function MuteLeft({ untilMs }: { readonly untilMs: number }) {
  const { t } = useTranslation('softphone');
  const nowMs = useNowMs();
  return <span className={classes.warn}>{t('call.mutedFor', { time: stopwatchText(untilMs - nowMs) })}</span>;
}
