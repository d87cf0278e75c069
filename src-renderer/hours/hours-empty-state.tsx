import { useTranslation } from 'react-i18next';
import type { SyncHealth } from '../../src-main/core/operations/samsara/contract.ts';
import { useDesk } from '../app/desk-store.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useDutyBoard } from './hours-store.ts';
import { useHoursView } from './hours-view-store.ts';

type Reason = 'starting' | 'notConfigured' | 'connecting' | 'denied' | 'noDrivers' | 'noneFit';

/** Before the first answer about drivers, "live" still means that they are on their way. */
function reasonOf(health: SyncHealth | null, isBoardKnown: boolean): Reason {
  if (health === null || !isBoardKnown) return 'starting';
  if (health.connection === 'notConfigured') return 'notConfigured';
  const { resources } = health;
  const isDenied = resources.some(
    ({ resource, state }) => state === 'denied' && (resource === 'drivers' || resource === 'clocks'),
  );
  if (isDenied) return 'denied';
  const drivers = resources.find(({ resource }) => resource === 'drivers');
  return drivers?.lastSuccessAtMs == null ? 'connecting' : 'noDrivers';
}

/** Why there is no driver to be seen, and what to do. `null`: found out here. */
export function HoursEmptyState({ reason: given }: { readonly reason: 'noneFit' | null }) {
  const { t } = useTranslation('hours');
  const health = useSyncHealth((state) => state.health);
  const isBoardKnown = useDutyBoard(({ board }) => board !== null);
  const goTo = useDesk((desk) => desk.goTo);
  const clearFinding = useHoursView((view) => view.clearFinding);
  const reason = given ?? reasonOf(health, isBoardKnown);
  const actions = {
    noneFit: { label: t('filter.clear'), onClick: clearFinding },
    notConfigured: { label: t('empty.openSettings'), onClick: () => goTo('settings') },
  } as const;
  const action = reason === 'noneFit' || reason === 'notConfigured' ? actions[reason] : undefined;
  return <EmptyState title={t(`empty.${reason}Title`)} body={t(`empty.${reason}Body`)} action={action} />;
}
