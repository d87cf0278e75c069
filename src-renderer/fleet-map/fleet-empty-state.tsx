import { useTranslation } from 'react-i18next';
import type { SyncHealth } from '../../src-main/core/operations/samsara/contract.ts';
import { useDesk } from '../app/desk-store.ts';
import { windowKind } from '../platform/window-kind.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import classes from './fleet-empty-state.module.css';

/** Before the first answer about vehicles, "live" still means that they are on their way. */
function reasonOf(health: SyncHealth | null) {
  if (health === null) return 'starting';
  if (health.connection !== 'live') return health.connection;
  const vehicles = health.resources.find(({ resource }) => resource === 'vehicles');
  return vehicles?.lastSuccessAtMs == null ? 'connecting' : 'noVehicles';
}

/** Over the bare map while there is no vehicle: why, and what to do. */
export function FleetEmptyState() {
  const { t } = useTranslation('fleet');
  const reason = reasonOf(useSyncHealth((state) => state.health));
  const goTo = useDesk((desk) => desk.goTo);
  const leadsToSettings = windowKind === 'desk' && (reason === 'notConfigured' || reason === 'stopped');
  return (
    <div className={classes.over}>
      <div className={classes.sheet}>
        <EmptyState
          title={t(`empty.${reason}Title`)}
          body={t(`empty.${reason}Body`)}
          action={
            leadsToSettings ? { label: t('empty.openSettings'), onClick: () => goTo('settings') } : undefined
          }
        />
      </div>
    </div>
  );
}
