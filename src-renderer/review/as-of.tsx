import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToneIcon } from '../ui/tone-icon.tsx';
import { ageText } from '../ui/age-text.ts';
import { formatCount } from '../ui/format.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';
import type { LoadedReview } from './loaded-review.ts';
import classes from './review-screen.module.css';
import { useReview } from './review-store.ts';
import { dayClockText } from './review-time.ts';

/** A minute of delay is the feed's own; more means that the end of the span is not in yet. */
const currentWithinMs = 90_000;

type Completeness = 'nothing' | 'filling' | 'behind' | 'complete';

function completenessOf(review: LoadedReview): Completeness {
  if (review.asOfMs === null) return 'nothing';
  if (review.missing.length > 0) return 'filling';
  return review.toMs - review.asOfMs > currentWithinMs ? 'behind' : 'complete';
}

/** How far what is shown can be trusted: it is the cache, as of its newest fix. */
export function AsOf({ review }: { readonly review: LoadedReview }) {
  const { t } = useTranslation('review');
  const renew = useReview((state) => state.renew);
  const completeness = completenessOf(review);
  const fixCount = review.vehicles.reduce((sum, vehicle) => sum + vehicle.fixCount, 0);
  const asOfMs = review.asOfMs ?? 0;
  return (
    <div className={classes.asOf} role="status">
      <ToneIcon tone={completeness === 'complete' ? 'good' : 'warn'} />
      <span>
        {t(`asOf.${completeness}`, {
          time: dayClockText(asOfMs),
          age: ageText(fleetNowMs() - asOfMs),
          count: fixCount,
          countText: formatCount(fixCount),
        })}
      </span>
      <Tooltip label={t('asOf.renew')}>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('asOf.renew')} onClick={renew}>
          <IconRefresh size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
