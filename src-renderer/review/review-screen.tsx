import { Button, Loader, Tabs, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { AskField } from './ask-field.tsx';
import { AsOf } from './as-of.tsx';
import { ExportMenu } from './export-menu.tsx';
import type { LoadedReview } from './loaded-review.ts';
import { MomentCard } from './moment-card.tsx';
import { NearPanel } from './near-panel.tsx';
import { ReviewGraph } from './review-graph.tsx';
import { ReviewMap } from './review-map.tsx';
import classes from './review-screen.module.css';
import { useReview, type ReviewTab } from './review-store.ts';
import { SpanPicker } from './span-picker.tsx';
import { SpeedLegend } from './speed-legend.tsx';
import { StopList } from './stop-list.tsx';
import { Scrubber, Transport } from './transport.tsx';
import { TripList } from './trip-list.tsx';
import { TruckPicker } from './truck-picker.tsx';
import { useNearFetch } from './use-near.ts';
import { useReviewFetch } from './use-review-fetch.ts';
import { useReviewKeys } from './use-review-keys.ts';
import { useShownTracks } from './use-shown-tracks.ts';

const tabs: readonly ReviewTab[] = ['trips', 'stops', 'near'];

function Lists({ review }: { readonly review: LoadedReview | null }) {
  const { t } = useTranslation('review');
  const tab = useReview((state) => state.tab);
  const setTab = useReview((state) => state.setTab);
  const countOf = (name: ReviewTab): string => {
    if (review === null || name === 'near') return '';
    return ` ${String(review.vehicles.reduce((sum, vehicle) => sum + vehicle[name].length, 0))}`;
  };
  const nothing = <p className={classes.nothing}>{t('empty.lists')}</p>;
  return (
    <Tabs
      className={classes.tabs}
      value={tab}
      onChange={(value) => setTab(tabs.find((name) => name === value) ?? 'trips')}
      keepMounted={false}
    >
      <Tabs.List grow>
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tabs.${name}`)}
            {countOf(name)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="trips" className={classes.panel}>
        {review === null ? nothing : <TripList review={review} />}
      </Tabs.Panel>
      <Tabs.Panel value="stops" className={classes.panel}>
        {review === null ? nothing : <StopList review={review} />}
      </Tabs.Panel>
      <Tabs.Panel value="near" className={classes.panel}>
        <NearPanel />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Over the map, while there is no track to see: why, and what to do. */
function ReviewState() {
  const { t } = useTranslation('review');
  const status = useReview((state) => state.status);
  const review = useReview((state) => state.review);
  const isDrawing = useReview((state) => state.isDrawing);
  const near = useReview((state) => state.near);
  const renew = useReview((state) => state.renew);
  if (isDrawing) return <p className={classes.banner}>{t('near.drawHint')}</p>;
  if (status.kind === 'loading') {
    return (
      <p className={classes.banner} role="status">
        <Loader size={14} /> {t('state.loading')}
      </p>
    );
  }
  if (status.kind === 'failed') {
    return (
      <div className={classes.over} role="alert">
        <p>{status.sentence}</p>
        <Button size="xs" onClick={renew}>
          {t('state.again')}
        </Button>
      </div>
    );
  }
  if (status.kind === 'idle') {
    if (near.kind !== 'none') return null;
    return (
      <div className={classes.over}>
        <EmptyState title={t('empty.title')} body={t('empty.body')} />
      </div>
    );
  }
  const isEmpty = review?.vehicles.every(({ fixCount }) => fixCount === 0) ?? false;
  if (!isEmpty) return null;
  return (
    <div className={classes.over}>
      <EmptyState title={t('empty.noFixesTitle')} body={t('empty.noFixesBody')} />
    </div>
  );
}

/** The past of up to five trucks: on the map, over time, in words. All of it from the cache. */
export function ReviewScreen() {
  const { t } = useTranslation('review');
  const review = useReview((state) => state.review);
  const tracks = useShownTracks(review);
  useReviewFetch();
  useNearFetch();
  useReviewKeys();
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <section className={classes.side} aria-label={t('choose')}>
        <AskField />
        <TruckPicker />
        <SpanPicker />
        <Lists review={review} />
      </section>
      <div className={classes.main}>
        <div className={classes.map}>
          <ReviewMap tracks={tracks} />
          <MomentCard tracks={tracks} />
          <ReviewState />
          {review !== null && <SpeedLegend />}
        </div>
        {review !== null && (
          <section className={classes.time} aria-label={t('timeline')}>
            <div className={classes.bar}>
              <AsOf review={review} />
              <ExportMenu review={review} />
            </div>
            <Transport />
            <ReviewGraph tracks={tracks} />
            <Scrubber />
          </section>
        )}
      </div>
    </div>
  );
}
