import { useTranslation } from 'react-i18next';
import type { HubState } from '../../src-main/core/operations/hub-link/contract.ts';
import { failureText } from '../platform/failure-text.ts';
import { useHub } from '../platform/hub-store.ts';
import { formatMoment } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import type { Tone } from './connection.ts';
import { StatusItem } from './status-item.tsx';

const tones: Readonly<Record<HubState['state'], Tone>> = {
  notConfigured: 'quiet',
  connecting: 'quiet',
  live: 'good',
  stale: 'warn',
  refused: 'bad',
};

/** "hub: live · Casey", "stale since 2:41 PM" and why: whoever is signed in acts at this desk. A desk without a hub says that it works on its own. */
export function HubStatus() {
  const { t } = useTranslation();
  const hub = useHub((state) => state.hub);
  const nowMs = useMinuteMs();
  const state = hub?.state ?? 'notConfigured';
  const values = {
    notConfigured: () => t('statusBar.notSetUp'),
    connecting: () => t('connection.connecting'),
    live: () => t('connection.live'),
    stale: () => t('connection.staleSince', { time: formatMoment(hub?.sinceMs ?? nowMs, nowMs) }),
    refused: () => t('statusBar.hubRefused'),
  };
  const name = hub?.person?.name;
  const value = name === undefined ? values[state]() : `${values[state]()} · ${name}`;
  const url = hub?.url ?? '';
  const sentence = () => {
    if (hub?.failure) return failureText(hub.failure);
    if (state === 'notConfigured') return t('statusBar.notSetUpHub');
    return t(state === 'live' ? 'statusBar.hubLive' : 'statusBar.hubConnecting', { url });
  };
  return (
    <StatusItem label={t('statusBar.hub')} value={value} tone={tones[state]}>
      {sentence()}
    </StatusItem>
  );
}
