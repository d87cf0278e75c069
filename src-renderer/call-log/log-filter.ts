import type {
  CallOutcome,
  Disposition,
} from '../../src-main/core/operations/twilio/calls/call-status.wire.ts';
import type { Call } from '../../src-main/core/operations/twilio/calls/contract.ts';

export const logViews = ['all', 'missed', 'incoming', 'outgoing'] as const;
export type LogView = (typeof logViews)[number];
export const logSpans = ['day', 'week', 'month', 'ever'] as const;
export type LogSpan = (typeof logSpans)[number];

export interface LogFilter {
  readonly view: LogView;
  readonly span: LogSpan;
  readonly outcome: CallOutcome | null;
  readonly disposition: Disposition | null;
  readonly hasRecording: boolean;
  readonly hasNote: boolean;
  readonly search: string;
}

export const noLogFilter: LogFilter = {
  view: 'all',
  span: 'ever',
  outcome: null,
  disposition: null,
  hasRecording: false,
  hasNote: false,
  search: '',
};

const dayMs = 86_400_000;
const spanMs: Readonly<Record<LogSpan, number | null>> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  ever: null,
};

/** What the core is asked for. */
export function questionOf(filter: LogFilter, nowMs: number) {
  const lastMs = spanMs[filter.span];
  const isDirection = filter.view === 'incoming' || filter.view === 'outgoing';
  return {
    directions: isDirection ? [filter.view as 'incoming' | 'outgoing'] : [],
    outcomes: filter.outcome === null ? [] : [filter.outcome],
    dispositions: filter.disposition === null ? [] : [filter.disposition],
    isUnreturned: filter.view === 'missed',
    hasRecording: filter.hasRecording,
    hasNote: filter.hasNote,
    fromMs: lastMs === null ? null : nowMs - lastMs,
    search: filter.search.trim(),
  };
}

/** Whether a changed call belongs into a list of this filter; with words to search for only the core can tell. */
export function fitsLog(call: Call, filter: LogFilter, nowMs: number): boolean {
  const lastMs = spanMs[filter.span];
  const fitsView =
    filter.view === 'all' ||
    (filter.view === 'missed'
      ? call.outcome === 'missed' && !call.isReturned
      : call.direction === filter.view);
  return (
    fitsView &&
    (lastMs === null || call.begunAtMs >= nowMs - lastMs) &&
    (filter.outcome === null || call.outcome === filter.outcome) &&
    (filter.disposition === null || call.disposition === filter.disposition) &&
    (!filter.hasRecording || call.recordingCount > 0) &&
    (!filter.hasNote || call.note !== null)
  );
}

/**
 * The list after changes: what is shown is replaced in its place, what no longer fits goes, what is new and newer than
 * the oldest shown comes in, newest first. A version that is not newer changes nothing.
 */
export function mergeCalls(
  shown: readonly Call[],
  changed: readonly Call[],
  fits: (call: Call) => boolean,
  hasMore: boolean,
): readonly Call[] {
  const known = new Map(shown.map((call) => [call.id, call]));
  const oldestMs = shown.at(-1)?.begunAtMs ?? Number.NEGATIVE_INFINITY;
  let isChanged = false;
  for (const call of changed) {
    const before = known.get(call.id);
    if (before !== undefined && before.version >= call.version) continue;
    if (!fits(call)) {
      isChanged = known.delete(call.id) || isChanged;
    } else if (before !== undefined || !hasMore || call.begunAtMs >= oldestMs) {
      known.set(call.id, call);
      isChanged = true;
    }
  }
  return isChanged
    ? [...known.values()].sort((a, b) => b.begunAtMs - a.begunAtMs || (a.id < b.id ? 1 : -1))
    : shown;
}
