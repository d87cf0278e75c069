import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { GatewayCondition } from './facts.ts';
import {
  freshnessCauses,
  freshnesses,
  unknownU8,
  unknownU16,
  type EngineState,
  type Freshness,
  type FreshnessCause,
} from './fleet-frame.wire.ts';
import type { FleetState } from './fleet-state.ts';

/**
 * The present of one vehicle after a commit, for whoever judges it. Always the newest that is known: a late fix moves
 * nothing and is never observed. Times are the vendor's clock.
 */
export interface Observation {
  readonly vehicleId: string;
  /** Of the newest fix; `null`: there was none yet, and no position. */
  readonly timeMs: number | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedMph: number | null;
  readonly engine: EngineState;
  /** Since when the engine has been in that state. */
  readonly engineSinceMs: number | null;
  readonly fuelPercent: number | null;
  /** Posted limit at the newest fix. */
  readonly speedLimitMph: number | null;
  readonly freshness: Freshness;
  readonly cause: FreshnessCause;
  readonly gateway: GatewayCondition;
  /** Newest reading of any kind. */
  readonly heardAtMs: number | null;
  /** Where that fix was, in words. */
  readonly address: string | null;
}

/** Vehicles that changed since the last round, together; `nowMs` is the vendor's clock. Must not throw and not be slow. */
export type ObservationListener = (observations: readonly Observation[], nowMs: number) => void;

const roundMs = 1_000;

/** Rounds of observations, once a second while somebody listens. A new listener is told of every vehicle first. */
export function createObserver(deps: {
  readonly fleet: FleetState;
  readonly slots: ReadonlyMap<string, number>;
  readonly judge: () => void;
  readonly serverNowMs: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
}) {
  const { fleet, slots, judge, serverNowMs, clock, logger } = deps;
  /** Each with the revision it has seen. */
  const listeners = new Map<ObservationListener, number>();
  const stopping = new AbortController();
  let ended: Promise<void> = Promise.resolve();

  function changedSince(revision: number): Observation[] {
    const { changedAt, isListed } = fleet.table();
    const observations: Observation[] = [];
    for (const [vehicleId, slot] of slots) {
      if (isListed[slot] === 1 && changedAt[slot]! > revision)
        observations.push(observe(fleet, vehicleId, slot));
    }
    return observations;
  }

  function round() {
    judge();
    const nowMs = serverNowMs();
    for (const [listener, seenRevision] of listeners) {
      const observations = changedSince(seenRevision);
      listeners.set(listener, fleet.revision());
      try {
        listener(observations, nowMs);
      } catch (error) {
        logger.error({ error }, 'a listener to observations failed');
      }
    }
  }

  async function run() {
    while (!stopping.signal.aborted) {
      if (listeners.size > 0) round();
      await clock.sleep(roundMs, stopping.signal);
    }
  }

  return {
    start() {
      ended = run();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
    observations: (): readonly Observation[] => changedSince(-1),
    onObserved(listener: ObservationListener): () => void {
      listeners.set(listener, -1);
      return () => listeners.delete(listener);
    },
  };
}

function observe(fleet: FleetState, vehicleId: string, slot: number): Observation {
  const table = fleet.table();
  const { engine, engineSinceMs, heardAtMs, gateway } = fleet.signs(slot);
  const timeMs = table.timeMs[slot]!;
  const speedDeciMph = table.speedDeciMph[slot]!;
  const fuelPercent = table.fuelPercent[slot]!;
  const speedLimitMph = table.speedLimitMph[slot]!;
  return {
    vehicleId,
    timeMs: timeMs === 0 ? null : timeMs,
    latitude: table.latitudeE7[slot]! / 1e7,
    longitude: table.longitudeE7[slot]! / 1e7,
    speedMph: speedDeciMph === unknownU16 ? null : speedDeciMph / 10,
    engine,
    engineSinceMs,
    fuelPercent: fuelPercent === unknownU8 ? null : fuelPercent,
    speedLimitMph: speedLimitMph === unknownU8 ? null : speedLimitMph,
    freshness: freshnesses[table.freshness[slot]!] ?? 'never',
    cause: freshnessCauses[table.cause[slot]!] ?? 'none',
    gateway,
    heardAtMs,
    address: fleet.address(slot),
  };
}
