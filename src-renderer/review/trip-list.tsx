import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { spanText } from '../ui/age-text.ts';
import { formatMiles, formatSpeed } from '../ui/format.ts';
import type { LoadedReview } from './loaded-review.ts';
import { usePlayback } from './playback-store.ts';
import classes from './review-lists.module.css';
import { useReview } from './review-store.ts';
import { momentText } from './review-time.ts';
import { usePlayhead } from './use-playhead.ts';
import { TruckNumber } from './truck-number.tsx';

const unseenWorthSayingMs = 10 * 60_000;

/** Trips of all trucks by time. Choosing one puts the playhead at its start and shows only its time. */
export function TripList({ review }: { readonly review: LoadedReview }) {
  const { t } = useTranslation('review');
  const seek = usePlayback((state) => state.seek);
  const show = useReview((state) => state.show);
  const timeMs = usePlayhead();
  const trips = review.vehicles
    .flatMap(({ trips: own, name, vehicleId }, index) =>
      own.map((trip) => ({ ...trip, name, index, key: `${vehicleId} ${String(trip.fromMs)}` })),
    )
    .sort((a, b) => a.fromMs - b.fromMs);
  if (trips.length === 0) return <p className={classes.empty}>{t('trips.none')}</p>;
  const hasLocal = trips.some(({ source }) => source === 'local');
  return (
    <>
      <ul className={classes.list} aria-label={t('trips.label')}>
        {trips.map((trip) => (
          <li key={trip.key}>
            <UnstyledButton
              className={classes.item}
              aria-current={trip.fromMs <= timeMs && timeMs <= trip.toMs ? 'time' : undefined}
              onClick={() => {
                show({ fromMs: trip.fromMs, toMs: trip.toMs });
                seek(trip.fromMs);
              }}
            >
              <span className={classes.top}>
                <TruckNumber index={trip.index} />
                <span className={classes.when}>
                  {trip.isStartSeen ? '' : '… '}
                  {momentText(trip.fromMs, review)} – {momentText(trip.toMs, review)}
                  {trip.isEndSeen ? '' : ' …'}
                </span>
                {trip.distanceMeters > 0 && (
                  <span className={classes.figure}>{formatMiles(trip.distanceMeters)}</span>
                )}
              </span>
              <span className={classes.more}>
                {[
                  trip.name,
                  spanText(trip.toMs - trip.fromMs),
                  trip.speedMphMax === null ? null : t('trips.max', { speed: formatSpeed(trip.speedMphMax) }),
                  trip.driverName ?? t('moment.noDriver'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {trip.fromPlaceName !== null || trip.toPlaceName !== null ? (
                <span className={classes.more}>
                  {t('trips.places', {
                    from: trip.fromPlaceName ?? t('trips.unnamed'),
                    to: trip.toPlaceName ?? t('trips.unnamed'),
                  })}
                </span>
              ) : null}
              {trip.unseenMs > unseenWorthSayingMs && (
                <span className={classes.warn}>{t('trips.unseen', { span: spanText(trip.unseenMs) })}</span>
              )}
              {trip.source === 'local' && <span className={classes.mark}>{t('trips.local')}</span>}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {hasLocal && <p className={classes.note}>{t('trips.localNote')}</p>}
    </>
  );
}
