import { useTranslation } from 'react-i18next';
import type { ReviewTrack } from '../../src-main/core/operations/telematics/review/review-track.wire.ts';
import { formatPercent, formatSpeed } from '../ui/format.ts';
import type { LoadedVehicle } from './loaded-review.ts';
import { momentAt } from './moment.ts';
import classes from './moment-card.module.css';
import { driverNameAt, momentWords } from './moment-words.ts';
import { useReview } from './review-store.ts';
import { momentText, secondsOrDayText } from './review-time.ts';
import { usePlayhead } from './use-playhead.ts';
import { TruckNumber } from './truck-number.tsx';

interface RowProps {
  readonly vehicle: LoadedVehicle;
  readonly track: ReviewTrack;
  readonly index: number;
  readonly timeMs: number;
}

function TruckRow({ vehicle, track, index, timeMs }: RowProps) {
  const { t } = useTranslation('review');
  const moment = momentAt(track, vehicle.before, timeMs);
  const driver = driverNameAt(vehicle, timeMs);
  const isOver =
    moment?.speedMph != null && moment.speedLimitMph !== null && moment.speedMph > moment.speedLimitMph;
  const facts = [
    driver ?? t('moment.noDriver'),
    moment?.fuelPercent != null ? t('moment.fuel', { fuel: formatPercent(moment.fuelPercent) }) : null,
    moment?.speedLimitMph != null ? t('moment.limit', { limit: formatSpeed(moment.speedLimitMph) }) : null,
    moment !== null ? t('moment.fixAt', { time: secondsOrDayText(moment.fixTimeMs, timeMs) }) : null,
  ];
  return (
    <li className={classes.truck}>
      <TruckNumber index={index} />
      <div className={classes.words}>
        <p className={classes.main}>
          <span className={classes.name}>{vehicle.name}</span>
          <span data-over={isOver}>{momentWords(vehicle, moment, timeMs)}</span>
        </p>
        <p className={classes.facts}>{facts.filter(Boolean).join(' · ')}</p>
      </div>
    </li>
  );
}

/** The answer in words: where each truck was, how fast, who drove, at the playhead. */
export function MomentCard({ tracks }: { readonly tracks: readonly ReviewTrack[] }) {
  const { t } = useTranslation('review');
  const review = useReview((state) => state.review);
  const timeMs = usePlayhead();
  if (review === null) return null;
  return (
    <section className={classes.card} aria-label={t('moment.label')}>
      <p className={classes.time}>{t('moment.at', { time: momentText(timeMs, review) })}</p>
      <ul className={classes.trucks}>
        {review.vehicles.map((vehicle, index) => {
          const track = tracks[index];
          return (
            track && (
              <TruckRow
                key={vehicle.vehicleId}
                vehicle={vehicle}
                track={track}
                index={index}
                timeMs={timeMs}
              />
            )
          );
        })}
      </ul>
    </section>
  );
}
