import { z } from 'zod';
import { unitOf } from '../fleet/random.ts';
import type { Span } from '../fleet/timeline.ts';
import type { Holds } from '../fleet/uploads.ts';
import type { SandboxClock } from '../clock.ts';
import { SandboxError } from '../errors.ts';

/** What can go wrong, by name. The number is the default of the fault's one setting, if it has one. */
export const faultCatalogue = {
  'late-batch': {
    setting: null,
    what: 'every fourth truck uploads most points up to 90 s late, after newer ones',
  },
  duplicates: { setting: null, what: 'a third of all updates come again 7 s later' },
  'missing-keys': {
    setting: null,
    what: 'heading, speed, place, driver, plate … are left out here and there',
  },
  'unknown-enum': { setting: null, what: 'values that no document lists, e.g. engine state "Cranking"' },
  'extra-keys': { setting: null, what: 'keys that no document lists' },
  'clock-skew': { setting: 420, what: 'the whole service is this many seconds ahead of the machine' },
  'device-clock-skew': { setting: 90, what: 'every fifth gateway stamps its points this many seconds ahead' },
  'storm-429': { setting: 0.7, what: 'this share of requests is refused with 429 and Retry-After' },
  'html-5xx': { setting: 0.5, what: 'this share of requests fails with 502 or 500 and a page of HTML' },
  'dropped-connection': { setting: 0.3, what: 'this share of answers breaks off in the middle' },
  slow: { setting: 20_000, what: 'every answer takes this many milliseconds longer' },
  'expired-cursor': { setting: null, what: 'cursors given out before this moment are refused with 400' },
  'rotated-token': {
    setting: null,
    what: 'the token is refused (401); GET /sandbox/state tells the new one',
  },
  'empty-hos-status': { setting: null, what: 'every third driver has hosStatusType ""' },
  'old-snapshot': {
    setting: 70,
    what: 'every fifth truck was last seen this many days ago, by stats and first feed pages',
  },
  'plural-snapshot': {
    setting: null,
    what: 'the snapshot answers in plural arrays, as some versions are said to do',
  },
  'history-before-start': {
    setting: null,
    what: 'history adds the last engine state from before the window',
  },
  'incident-relabel': {
    setting: null,
    what: 'every third alert incident is changed again 30 s later, with other words',
  },
  'late-incidents': {
    setting: 90,
    what: 'half of the incidents show up this many seconds after the time they say they were updated',
  },
  'quick-relabel': {
    setting: null,
    what: 'safety events are relabelled, dismissed and coached within minutes instead of hours',
  },
  'late-duty-logs': { setting: null, what: 'some driver apps send their duty log three hours late' },
  'denied-scope': {
    setting: null,
    what: 'the token lacks the scope of the given paths (default /gateways): 403',
  },
} as const satisfies Readonly<Record<string, { setting: number | null; what: string }>>;

export type FaultName = keyof typeof faultCatalogue;
export const faultNames = Object.keys(faultCatalogue).filter(
  (name): name is FaultName => name in faultCatalogue,
);

export const faultRequestSchema = z.object({
  name: z.string(),
  on: z.boolean().default(true),
  /** Replaces the default of the catalogue. */
  setting: z.number().nonnegative().optional(),
  /** Limits request faults and `denied-scope` to paths that begin so. */
  paths: z.array(z.string()).optional(),
});

export interface FaultState {
  readonly setting: number;
  readonly paths: readonly string[];
  readonly sinceMs: number;
}

export interface Faults {
  /** Throws, listing the known ones. */
  switchOn(name: string, options?: { readonly setting?: number; readonly paths?: readonly string[] }): void;
  switchOff(name: string): void;
  get(name: FaultName): FaultState | null;
  /** Whether the fault is on and strikes here: by path, and by its share of the numbered requests. */
  strikes(name: FaultName, path: string, requestNumber: number): boolean;
  names(): FaultName[];
  /** Grows with every change. */
  version(): number;
  readonly holds: Holds;
  /** Whether an update that arrived at this moment comes a second time. */
  isDuplicated(truckIndex: number, arrivedMs: number): boolean;
  hasDuplicates(): boolean;
}

const batchMs = 90_000;
const heldShare = 2 / 3;

const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultCatalogue, name);

/**
 * `late-batch`, as a pure function of time and of when the fault was on: in every 90 s the first 60 s are held back
 * until the 90 s are over, or the fault ends.
 */
function lateBatches(spans: readonly Span[]): Holds {
  const isAffected = (truckIndex: number) => truckIndex % 4 === 1;
  const holdAt = (truckIndex: number, atMs: number): Span | null => {
    const span = spans.find(({ startMs, endMs }) => atMs >= startMs && atMs < endMs);
    if (span === undefined || !isAffected(truckIndex)) return null;
    const startMs = span.startMs + Math.floor((atMs - span.startMs) / batchMs) * batchMs;
    if (atMs >= startMs + batchMs * heldShare) return null;
    return { startMs, endMs: Math.min(startMs + batchMs, span.endMs) };
  };
  return {
    holdAt,
    holdsEndedIn(truckIndex, fromMs, toMs) {
      const ended: Span[] = [];
      for (const { startMs, endMs } of isAffected(truckIndex) ? spans : []) {
        const lastMs = Math.min(toMs, endMs);
        const firstBatch = Math.max(0, Math.floor((fromMs - startMs) / batchMs));
        for (let batchStart = startMs + firstBatch * batchMs; batchStart < lastMs; batchStart += batchMs) {
          const batchEnd = Math.min(batchStart + batchMs, endMs);
          if (batchEnd > fromMs && batchEnd <= toMs) ended.push({ startMs: batchStart, endMs: batchEnd });
        }
      }
      return ended;
    },
  };
}

export function createFaults(clock: Pick<SandboxClock, 'nowMs'>): Faults {
  const active = new Map<FaultName, FaultState>();
  const spans: Record<'late-batch' | 'duplicates', { startMs: number; endMs: number }[]> = {
    'late-batch': [],
    duplicates: [],
  };
  let version = 0;
  const known = (name: string): FaultName => {
    if (isFaultName(name)) return name;
    throw new SandboxError(`no fault is called "${name}"; known: ${faultNames.join(', ')}`);
  };
  const endSpan = (name: FaultName) => {
    if (name !== 'late-batch' && name !== 'duplicates') return;
    const last = spans[name].at(-1);
    if (last !== undefined && last.endMs === Infinity) last.endMs = clock.nowMs();
  };
  return {
    switchOn(text, options = {}) {
      const name = known(text);
      endSpan(name);
      const setting = options.setting ?? faultCatalogue[name].setting ?? 0;
      active.set(name, { setting, paths: options.paths ?? [], sinceMs: clock.nowMs() });
      if (name === 'late-batch' || name === 'duplicates') {
        spans[name].push({ startMs: clock.nowMs(), endMs: Infinity });
      }
      version += 1;
    },
    switchOff(text) {
      const name = known(text);
      endSpan(name);
      active.delete(name);
      version += 1;
    },
    get: (name) => active.get(name) ?? null,
    strikes(name, path, requestNumber) {
      const state = active.get(name);
      if (state === undefined) return false;
      if (state.paths.length > 0 && !state.paths.some((prefix) => path.startsWith(prefix))) return false;
      const hasShare = state.setting > 0 && state.setting < 1;
      return !hasShare || unitOf(requestNumber, name.length, 53) < state.setting;
    },
    names: () => [...active.keys()],
    version: () => version,
    holds: lateBatches(spans['late-batch']),
    isDuplicated: (truckIndex, arrivedMs) =>
      spans.duplicates.some(({ startMs, endMs }) => arrivedMs >= startMs && arrivedMs < endMs) &&
      unitOf(truckIndex, Math.floor(arrivedMs / 1_000), 71) < 1 / 3,
    hasDuplicates: () => spans.duplicates.length > 0,
  };
}
