import { IconAlertTriangleFilled, IconCloudCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncState } from './geofence-filter.ts';
import classes from './geofences-screen.module.css';

const icons = {
  localOnly: IconCloudOff,
  sending: IconCloudUpload,
  inSync: IconCloudCheck,
  conflict: IconAlertTriangleFilled,
} as const;

/** Where a geofence stands with Samsara, each state with a shape of its own. */
export function SyncIcon({ state }: { readonly state: SyncState }) {
  const { t } = useTranslation('geofences');
  const Icon = icons[state];
  return (
    <span title={t(`sync.${state}`)}>
      <Icon size={16} stroke={1.7} className={classes.syncIcon} data-state={state} aria-hidden />
      <span className={classes.unseen}>{t(`sync.${state}`)}</span>
    </span>
  );
}
