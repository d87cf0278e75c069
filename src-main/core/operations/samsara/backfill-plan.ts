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

/** A day of the plan in chunks of vehicles, numbered from `firstChunk`. */
function partsOfDay(fromMs: number, vehicleIds: readonly string[], firstChunk: number): BackfillPart[] {
  const parts: BackfillPart[] = [];
  for (let at = 0, chunk = firstChunk; at < vehicleIds.length; at += vehiclesPerPart, chunk += 1) {
    const ids = vehicleIds.slice(at, at + vehiclesPerPart);
    parts.push({ fromMs, toMs: fromMs + dayMs, chunk, vehicleIds: ids, cursor: null, isDone: false });
  }
  return parts;
}

/**
 * Parts that are still to be planned so that `days` days before the first plan are covered for every vehicle. What is
 * planned stays as it is, so the answer is the same however often it is asked; more days add older ones, and vehicles
 * that were not known (`plannedIds`: those that were) are added to all days.
 */
export function partsToAdd(
  known: readonly Known[],
  plannedIds: ReadonlySet<string>,
  days: number,
  untilMs: number,
  vehicleIds: readonly string[],
): BackfillPart[] {
  const untilKnownMs = known.length === 0 ? untilMs : Math.max(...known.map(({ toMs }) => toMs));
  const lastChunks = new Map<number, number>();
  for (const { fromMs, chunk } of known) {
    lastChunks.set(fromMs, Math.max(chunk, lastChunks.get(fromMs) ?? 0));
  }
  const everybody = [...new Set([...plannedIds, ...vehicleIds])];
  const fresh = vehicleIds.filter((id) => !plannedIds.has(id));
  const parts = [...lastChunks].flatMap(([fromMs, last]) => partsOfDay(fromMs, fresh, last + 1));
  for (let day = 1; day <= days; day += 1) {
    const fromMs = untilKnownMs - day * dayMs;
    if (!lastChunks.has(fromMs)) parts.push(...partsOfDay(fromMs, everybody, 0));
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

/** Where the oldest day begins that is wanted: a setting made smaller leaves the older ones undone. */
export function oldestWantedMs(known: readonly Known[], days: number, untilMs: number): number {
  const untilKnownMs = known.length === 0 ? untilMs : Math.max(...known.map(({ toMs }) => toMs));
  return untilKnownMs - days * dayMs;
}

/** What is still to be fetched, also before it is planned: nobody may take an empty day for a truck that stood. */
export function missingBeforePlan(known: readonly Known[], days: number, untilMs: number) {
  const anyVehicle = new Set(['']);
  const oldestMs = oldestWantedMs(known, days, untilMs);
  const all = [...known, ...partsToAdd(known, anyVehicle, days, untilMs, [])];
  return missingSpans(all.filter(({ fromMs }) => fromMs >= oldestMs));
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
