import { VisuallyHidden } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Accuracy } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { useDesk } from '../app/desk-store.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { AccuracyList } from './accuracy-list.tsx';
import { accuracyRows } from './accuracy-rows.ts';
import classes from './accuracy-screen.module.css';
import { startAccuracyFeed, useAccuracy } from './accuracy-store.ts';
import { AccuracyToolbar } from './accuracy-toolbar.tsx';
import { useAccuracyView } from './accuracy-view-store.ts';
import { FleetSummary } from './fleet-summary.tsx';

function AccuracyDesk({ accuracy }: { readonly accuracy: Accuracy }) {
  const { t } = useTranslation('accuracy');
  const roster = useRoster((state) => state.roster);
  const { search, onlyTroubled, sort, clearFinding } = useAccuracyView();
  const rows = useMemo(
    () =>
      accuracyRows(accuracy.vehicles, (slot) => roster?.bySlot.get(slot)?.name ?? null, {
        search,
        onlyTroubled,
        sort,
      }),
    [accuracy, roster, search, onlyTroubled, sort],
  );
  return (
    <>
      <FleetSummary accuracy={accuracy} />
      <section className={classes.list} aria-label={t('list.region')}>
        <AccuracyToolbar accuracy={accuracy} shownCount={rows.length} />
        {rows.length === 0 ? (
          <EmptyState
            title={t('empty.noneFitTitle')}
            body={t(onlyTroubled ? 'empty.noneTroubledBody' : 'empty.noneFitBody')}
            action={{ label: t('empty.showAll'), onClick: clearFinding }}
          />
        ) : (
          <AccuracyList rows={rows} vehicles={accuracy.vehicles} nowMs={accuracy.toMs} />
        )}
      </section>
    </>
  );
}

function AccuracyEmptyState({ isWaiting }: { readonly isWaiting: boolean }) {
  const { t } = useTranslation('accuracy');
  const connection = useSyncHealth(({ health }) => health?.connection ?? null);
  const goTo = useDesk((desk) => desk.goTo);
  const reason = connection === 'notConfigured' ? 'notConfigured' : isWaiting ? 'starting' : 'noVehicles';
  return (
    <EmptyState
      title={t(`empty.${reason}Title`)}
      body={t(`empty.${reason}Body`)}
      action={
        reason === 'notConfigured'
          ? { label: t('empty.openSettings'), onClick: () => goTo('settings') }
          : undefined
      }
    />
  );
}

/** How far positions could be trusted lately: the fleet, and every truck, the worst on top. */
export function AccuracyScreen() {
  const { t } = useTranslation('accuracy');
  const isShown = useDesk((desk) => desk.section === 'accuracy');
  const hours = useAccuracyView((view) => view.hours);
  const accuracy = useAccuracy((state) => state.accuracy);
  useEffect(() => (isShown ? startAccuracyFeed(hours) : undefined), [isShown, hours]);
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      {accuracy !== null && accuracy.vehicles.slot.length > 0 ? (
        <AccuracyDesk accuracy={accuracy} />
      ) : (
        <AccuracyEmptyState isWaiting={accuracy === null} />
      )}
    </div>
  );
}
