import { Tooltip, VisuallyHidden } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AlertsStatus } from '../alerts/alerts-status.tsx';
import { useRoster } from '../fleet-map/roster-store.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { PhoneStatus } from '../softphone/phone-status.tsx';
import { formatCount } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import { connectionText, connectionTone, useKnownHealth } from './connection.ts';
import { HubStatus } from './hub-status.tsx';
import { CorePanel, useCoreSummary } from './core-panel.tsx';
import { SamsaraPanel } from './samsara-panel.tsx';
import classes from './status-bar.module.css';
import { StatusItem } from './status-item.tsx';

function SandboxBadge() {
  const { t } = useTranslation();
  const isSandbox = useSyncHealth(({ health }) => health?.isSandbox === true);
  if (!isSandbox) return null;
  return (
    <Tooltip label={t('statusBar.sandboxHint')}>
      <span className={classes.sandbox}>
        <IconFlask size={14} aria-hidden /> {t('statusBar.sandbox')}
      </span>
    </Tooltip>
  );
}

function VehicleCount() {
  const { t } = useTranslation();
  const count = useRoster(({ roster }) => roster?.vehicles.length ?? 0);
  return (
    <span className={classes.count}>{t('statusBar.vehicles', { count, countText: formatCount(count) })}</span>
  );
}

function SamsaraItem() {
  const { t } = useTranslation();
  const health = useKnownHealth();
  const state = connectionText(health, useMinuteMs());
  return (
    <>
      <StatusItem label={t('statusBar.samsara')} value={state} tone={connectionTone(health)}>
        <SamsaraPanel />
      </StatusItem>
      <VisuallyHidden role="status">{t('statusBar.announcement', { state })}</VisuallyHidden>
    </>
  );
}

/** What the desk is connected to, always in sight; each entry opens its details. */
export function StatusBar() {
  const { t } = useTranslation();
  const core = useCoreSummary();
  return (
    <footer className={classes.bar} aria-label={t('statusBar.label')}>
      <SandboxBadge />
      <SamsaraItem />
      <AlertsStatus />
      <StatusItem label={t('statusBar.database')} value={core.text} tone={core.tone}>
        <CorePanel />
      </StatusItem>
      <PhoneStatus />
      <HubStatus />
      <span className={classes.space} />
      <VehicleCount />
    </footer>
  );
}
