const dayMs = 24 * 60 * 60_000;
/** Of one question: a vehicle's day is thousands of points, and a lost part is begun anew. */
export const vehiclesPerPart = 25;

/** One question to history with its pages: some vehicles, one day. */
export interface BackfillPart {
  readonly fromMs: number;
  readonly toMs: number;
  readonly chunk: number;
  readonly vehicleIds: readonly string[];
  /** Where it stands; `null`: not begun. */
  readonly cursor: string | null;
  readonly isDone: boolean;
}

type Known = Pick<BackfillPart, 'fromMs' | 'toMs' | 'chunk' | 'isDone'>;

/**
 * Parts that are still to be planned so that `days` days before `untilMs` are covered. Days already planned stay as
 * they are, so the answer is the same however often it is asked; more days add older ones.
 */
export function partsToAdd(
  known: readonly Known[],
  days: number,
  untilMs: number,
  vehicleIds: readonly string[],
): BackfillPart[] {
  const untilKnownMs = known.length === 0 ? untilMs : Math.max(...known.map(({ toMs }) => toMs));
  const planned = new Set(known.map(({ fromMs }) => fromMs));
  const parts: BackfillPart[] = [];
  for (let day = 1; day <= days; day += 1) {
    const fromMs = untilKnownMs - day * dayMs;
    if (planned.has(fromMs)) continue;
    for (let at = 0, chunk = 0; at < vehicleIds.length; at += vehiclesPerPart, chunk += 1) {
      const ids = vehicleIds.slice(at, at + vehiclesPerPart);
      parts.push({ fromMs, toMs: fromMs + dayMs, chunk, vehicleIds: ids, cursor: null, isDone: false });
    }
  }
  return parts;
}

export interface BackfillProgress {
  readonly partCount: number;
  readonly doneCount: number;
  /** The past is whole from here on; `null`: nothing is done yet. */
  readonly wholeSinceMs: number | null;
}

/** Newest day first: what is whole grows backwards. */
export function progressOf(known: readonly Known[]): BackfillProgress {
  const newestFirst = [...known].sort((a, b) => b.fromMs - a.fromMs);
  const openMs = newestFirst.find(({ isDone }) => !isDone)?.toMs ?? newestFirst.at(-1)?.fromMs ?? null;
  const newestMs = newestFirst[0]?.toMs ?? null;
  return {
    partCount: known.length,
    doneCount: known.filter(({ isDone }) => isDone).length,
    wholeSinceMs: openMs === newestMs ? null : openMs,
  };
}

/** Days of which something is missing, joined. */
export function missingSpans(known: readonly Known[]): { fromMs: number; toMs: number }[] {
  const spans: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs, isDone } of [...known].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = spans.at(-1);
    if (isDone || last?.fromMs === fromMs) continue;
    if (last !== undefined && last.toMs >= fromMs) last.toMs = Math.max(last.toMs, toMs);
    else spans.push({ fromMs, toMs });
  }
  return spans;
}
