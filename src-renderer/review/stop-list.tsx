import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { spanText } from '../ui/age-text.ts';
import { formatCoordinates } from '../ui/format.ts';
import type { LoadedReview } from './loaded-review.ts';
import { usePlayback } from './playback-store.ts';
import classes from './review-lists.module.css';
import { momentText } from './review-time.ts';
import { TruckNumber } from './truck-number.tsx';
import { usePlayhead } from './use-playhead.ts';

const worthSayingMs = 5 * 60_000;

/** Stops of all trucks by time, with how long each was. Choosing one puts the playhead at its start. */
export function StopList({ review }: { readonly review: LoadedReview }) {
  const { t } = useTranslation('review');
  const seek = usePlayback((state) => state.seek);
  const timeMs = usePlayhead();
  const stops = review.vehicles
    .flatMap(({ stops: own, name, vehicleId }, index) =>
      own.map((stop) => ({ ...stop, name, index, key: `${vehicleId} ${String(stop.arrivedAtMs)}` })),
    )
    .sort((a, b) => a.arrivedAtMs - b.arrivedAtMs);
  if (stops.length === 0) return <p className={classes.empty}>{t('stops.none')}</p>;
  return (
    <ul className={classes.list} aria-label={t('stops.label')}>
      {stops.map((stop) => (
        <li key={stop.key}>
          <UnstyledButton
            className={classes.item}
            aria-current={stop.arrivedAtMs <= timeMs && timeMs <= stop.leftAtMs ? 'time' : undefined}
            onClick={() => seek(stop.arrivedAtMs)}
          >
            <span className={classes.top}>
              <TruckNumber index={stop.index} />
              <span className={classes.when}>
                {stop.isStartSeen ? '' : '… '}
                {momentText(stop.arrivedAtMs, review)} – {momentText(stop.leftAtMs, review)}
                {stop.isEndSeen ? '' : ' …'}
              </span>
              <span className={classes.figure}>{spanText(stop.leftAtMs - stop.arrivedAtMs)}</span>
            </span>
            <span className={classes.more}>
              {[
                stop.name,
                stop.placeName ?? formatCoordinates(stop.latitude, stop.longitude),
                stop.engineRunningMs > worthSayingMs
                  ? t('stops.engine', { span: spanText(stop.engineRunningMs) })
                  : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
