import type { DutyStatus } from '../contract.ts';
import type { DutySegment, DutyTotals } from './contract.ts';
import { lineOf } from './duty.wire.ts';

/** One entry of a driver's log as stored. Entries may come in any order, overlap and leave gaps. */
export interface LogEntry {
  readonly status: DutyStatus;
  readonly startMs: number;
  /** `null`: still going on when it was told. */
  readonly endMs: number | null;
  readonly vehicleName: string | null;
  readonly remark: string | null;
}

interface ClosedEntry extends LogEntry {
  readonly endMs: number;
  readonly isOpen: boolean;
}

/** An entry without an end lasts until the next one begins, or as far as the log is known. */
function closeEntries(entries: readonly LogEntry[], knownUntilMs: number): ClosedEntry[] {
  const inOrder = [...entries].sort((a, b) => a.startMs - b.startMs);
  return inOrder.map((entry, index) => {
    if (entry.endMs !== null) return { ...entry, endMs: entry.endMs, isOpen: false };
    const next = inOrder.slice(index + 1).find(({ startMs }) => startMs > entry.startMs);
    return { ...entry, endMs: next?.startMs ?? knownUntilMs, isOpen: next === undefined };
  });
}

/** Where entries overlap, the one that began last counts: a change of status ends the one before. */
function latestAt(entries: readonly ClosedEntry[], timeMs: number): ClosedEntry | null {
  return entries.findLast(({ startMs, endMs }) => startMs <= timeMs && endMs > timeMs) ?? null;
}

const isSame = (a: DutySegment, b: DutySegment): boolean =>
  a.status === b.status && a.vehicleName === b.vehicleName && a.remark === b.remark;

/**
 * The entries as segments that fill [fromMs, untilMs) without gap or overlap; what no entry tells of is `unknown`.
 * `untilMs` is as far as the log is known.
 */
export function foldLog(entries: readonly LogEntry[], fromMs: number, untilMs: number): DutySegment[] {
  if (untilMs <= fromMs) return [];
  const closed = closeEntries(entries, untilMs);
  const cuts = new Set([fromMs]);
  for (const { startMs, endMs } of closed) {
    for (const cutMs of [startMs, endMs]) if (cutMs > fromMs && cutMs < untilMs) cuts.add(cutMs);
  }
  const starts = [...cuts].sort((a, b) => a - b);
  const segments: DutySegment[] = [];
  starts.forEach((startMs, index) => {
    const endMs = starts[index + 1] ?? untilMs;
    const entry = latestAt(closed, startMs);
    const status = entry?.status ?? 'unknown';
    const segment: DutySegment = {
      status,
      line: lineOf(status),
      startMs,
      endMs,
      isOpen: endMs === untilMs && entry?.isOpen === true,
      vehicleName: entry?.vehicleName ?? null,
      remark: entry?.remark ?? null,
    };
    const last = segments.at(-1);
    if (last && isSame(last, segment)) segments[segments.length - 1] = { ...segment, startMs: last.startMs };
    else segments.push(segment);
  });
  return segments;
}

export function totalsOf(segments: readonly DutySegment[]): DutyTotals {
  const totals = {
    offDuty: 0,
    sleeperBed: 0,
    driving: 0,
    onDuty: 0,
    unknown: 0,
    yardMove: 0,
    personalConveyance: 0,
  };
  for (const { status, line, startMs, endMs } of segments) {
    totals[line ?? 'unknown'] += endMs - startMs;
    if (status === 'yardMove' || status === 'personalConveyance') totals[status] += endMs - startMs;
  }
  return totals;
}
