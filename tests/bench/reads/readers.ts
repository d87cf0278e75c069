import type { Database as RawDatabase } from 'better-sqlite3';
import type { TrackStore } from '../../../src-main/core/operations/telematics/store/index.ts';
import { boxAround, createFold, type NearFound } from './near-area.ts';
import type { CircleQuestion, ReplayQuestion } from './questions.ts';
import type { Reader } from './turns.ts';

/** A fix that came twice is one; readers that keep both must not differ for that. */
export function trackInWords(timesMs: ArrayLike<number>, latitudesE6: ArrayLike<number>): string {
  let last = Number.NaN;
  let count = 0;
  let sum = 0;
  for (let at = 0; at < timesMs.length; at += 1) {
    if (timesMs[at] === last) continue;
    last = timesMs[at]!;
    count += 1;
    sum += latitudesE6[at]!;
  }
  return `${count} fixes from ${timesMs[0]} to ${timesMs[timesMs.length - 1]}, latitudes ${sum}`;
}

export const nearInWords = (found: readonly NearFound[]) =>
  [...found]
    .sort((a, b) => a.slot - b.slot)
    .map(({ slot, firstMs, lastMs, closestMeters }) =>
      [slot, firstMs, lastMs, closestMeters.toFixed(3)].join(' '),
    )
    .join('; ');

export const ourReplay =
  (store: TrackStore): Reader<ReplayQuestion> =>
  async (question) => {
    const fixes = await store.readTrack(question);
    return () => trackInWords(fixes.timeMs, fixes.latitudeE6);
  };

export const ourNear =
  (store: TrackStore): Reader<CircleQuestion> =>
  async (question) => {
    const { area, fromMs, toMs } = question;
    const fold = createFold(area);
    for (const { slot, fixes } of await store.findInBox({ box: boxAround(area), fromMs, toMs })) {
      fold.takeColumns(slot, fixes);
    }
    const found = fold.list();
    return () => nearInWords(found);
  };

type FixRow = readonly [timeMs: number, latitudeE6: number, longitudeE6: number, ...rest: number[]];

/** Rows clustered by vehicle and time, as bare arrays, which are the quickest that the driver hands out. */
export function rowsReplay(raw: RawDatabase): Reader<ReplayQuestion> {
  const select = raw
    .prepare(
      `SELECT time_ms, latitude_e6, longitude_e6, speed_deci_mph, heading_deg FROM fix
        WHERE vehicle_slot = ? AND time_ms BETWEEN ? AND ? ORDER BY time_ms`,
    )
    .raw();
  return ({ slot, fromMs, toMs }) => {
    const rows = select.all(slot, fromMs, toMs) as FixRow[];
    return Promise.resolve(() =>
      trackInWords(
        rows.map(([timeMs]) => timeMs),
        rows.map(([, latitudeE6]) => latitudeE6),
      ),
    );
  };
}

/** Rows clustered by time and vehicle. */
export function rowsNear(raw: RawDatabase): Reader<CircleQuestion> {
  const select = raw
    .prepare(
      `SELECT vehicle_slot, time_ms, latitude_e6, longitude_e6 FROM fix WHERE time_ms BETWEEN ? AND ?
        AND latitude_e6 BETWEEN ? AND ? AND longitude_e6 BETWEEN ? AND ? ORDER BY time_ms`,
    )
    .raw();
  return (question) => {
    const box = boxAround(question.area);
    const rows = select.all(
      question.fromMs,
      question.toMs,
      box.latitudeMin,
      box.latitudeMax,
      box.longitudeMin,
      box.longitudeMax,
    ) as [number, number, number, number][];
    const fold = createFold(question.area);
    for (const [slot, timeMs, latitudeE6, longitudeE6] of rows)
      fold.take(slot, timeMs, latitudeE6, longitudeE6);
    const found = fold.list();
    return Promise.resolve(() => nearInWords(found));
  };
}
