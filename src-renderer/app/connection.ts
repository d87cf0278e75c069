import type { ResourceHealth, SyncHealth } from '../../src-main/core/operations/samsara/contract.ts';
import { useShellState } from '../platform/shell-store.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { formatMoment } from '../ui/format.ts';
import { text } from './text.ts';

/** How much a state wants to be looked at. */
export type Tone = 'good' | 'quiet' | 'warn' | 'bad';

const connectionTones: Readonly<Record<SyncHealth['connection'], Tone>> = {
  notConfigured: 'quiet',
  connecting: 'quiet',
  live: 'good',
  stale: 'warn',
  offline: 'warn',
  stopped: 'bad',
};

export const resourceTones: Readonly<Record<ResourceHealth['state'], Tone>> = {
  waiting: 'quiet',
  live: 'good',
  stale: 'warn',
  denied: 'warn',
  stopped: 'bad',
};

/** A connection that is live while some resource is not is shown as live, with a warning. */
export function connectionTone(health: SyncHealth | null): Tone {
  if (health === null) return 'quiet';
  const tone = connectionTones[health.connection];
  const isPartial = health.resources.some(
    (resource) => resourceTones[resource.state] !== 'good' && resource.state !== 'waiting',
  );
  return tone === 'good' && isPartial ? 'warn' : tone;
}

/** The health as far as it is known: while the core is away nobody is asking Samsara. */
export function useKnownHealth(): SyncHealth | null {
  const health = useSyncHealth((state) => state.health);
  const isCoreAway = useShellState(({ shell }) => shell !== null && shell.core.state !== 'running');
  return isCoreAway ? null : health;
}

/** When the positions on the screen were last true for the whole fleet. */
export const positionsAsOfMs = (health: SyncHealth): number =>
  health.resources.find((resource) => resource.resource === 'positions')?.lastSuccessAtMs ?? health.sinceMs;

/** "live", "stale since 2:41 PM", … */
export function connectionText(health: SyncHealth | null, nowMs: number): string {
  if (health === null) return text.t('app:connection.waiting');
  const { connection } = health;
  if (connection === 'stale' || connection === 'offline' || connection === 'stopped') {
    return text.t(`app:connection.${connection}Since`, { time: formatMoment(health.sinceMs, nowMs) });
  }
  const isPartial = connection === 'live' && connectionTone(health) !== 'good';
  return text.t(isPartial ? 'app:connection.livePartly' : `app:connection.${connection}`);
}
