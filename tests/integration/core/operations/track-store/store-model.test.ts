import { sql } from 'kysely';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { saveCursor } from '../../../../../src-main/core/operations/samsara/repository.ts';
import type { Box, TrackStore } from '../../../../../src-main/core/operations/telematics/store/index.ts';
import { readState } from '../../../../../src-main/core/operations/telematics/store/repository.ts';
import {
  createPlainList,
  flatFixes,
  flatReadings,
  plainFixes,
  plainReadings,
  type PlainFix,
  type PlainList,
  type PlainReading,
} from './plain-list.ts';
import { openStore, type StoreRig } from './rig.ts';

const startMs = Date.UTC(2026, 10, 20, 22);
const hourMs = 60 * 60 * 1_000;
const spanMs = 30 * hourMs;
const slots = [1, 2, 3];

/** Few different times, so that the same one comes often; some at and just before the end of an hour. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 120 }).map((quarter) => startMs + (quarter * hourMs) / 4),
  fc.integer({ min: 0, max: 30 }).map((hour) => startMs + hour * hourMs - 1),
  fc.integer({ min: 0, max: spanMs }).map((ms) => startMs + ms),
);
const fix: fc.Arbitrary<PlainFix> = fc.record({
  slot: fc.constantFrom(...slots),
  timeMs: time,
  latitudeE6: fc.integer({ min: 29_990_000, max: 30_010_000 }),
  longitudeE6: fc.integer({ min: -100_010_000, max: -99_990_000 }),
  speedDeciMph: fc.option(fc.integer({ min: 0, max: 900 })),
  headingDeg: fc.option(fc.integer({ min: 0, max: 360 })),
});
const reading: fc.Arbitrary<PlainReading> = fc.record({
  slot: fc.constantFrom(...slots),
  kind: fc.integer({ min: 1, max: 3 }),
  timeMs: time,
  value: fc.option(fc.integer({ min: -5, max: 100 })),
});
const box: fc.Arbitrary<Box> = fc
  .record({
    north: fc.integer({ min: -10_500, max: 10_500 }),
    east: fc.integer({ min: -10_500, max: 10_500 }),
    size: fc.constantFrom(200, 3_000, 30_000),
  })
  .map(({ north, east, size }) => ({
    latitudeMin: 30_000_000 + north - size,
    latitudeMax: 30_000_000 + north + size,
    longitudeMin: -100_000_000 + east - size,
    longitudeMax: -100_000_000 + east + size,
  }));

type Step =
  | { readonly do: 'append'; readonly fixes: readonly PlainFix[]; readonly readings: readonly PlainReading[] }
  | { readonly do: 'settle' | 'tend'; readonly nowMs: number }
  | { readonly do: 'close'; readonly nowMs: number }
  | { readonly do: 'prune'; readonly fixesBeforeMs: number; readonly readingsBeforeMs: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      fixes: fc.array(fix, { maxLength: 40, size: 'max' }),
      readings: fc.array(reading, { maxLength: 10, size: 'max' }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('settle' as const, 'tend' as const),
      nowMs: fc.integer({ min: 0, max: 60 }).map((hour) => startMs + hour * hourMs + 10 * 60_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('close' as const),
      nowMs: fc.integer({ min: 0, max: 60 }).map((hour) => startMs + hour * hourMs),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('prune' as const),
      fixesBeforeMs: time,
      readingsBeforeMs: time,
    }),
  },
);
/** With each step: after how many statements the process ends (null: it does not), and what is asked after it. */
const plan = fc.array(
  fc.record({
    step,
    killedAfter: fc.option(fc.nat(60), { freq: 2 }),
    question: fc.record({ box, from: time, to: time, kind: fc.option(fc.integer({ min: 1, max: 3 })) }),
  }),
  { minLength: 1, maxLength: 16, size: 'max' },
);

const cursorOf = async ({ database }: StoreRig) => {
  const { rows } = await sql<{ cursor: string }>`SELECT cursor FROM sync_cursor`.execute(database.db);
  return rows[0]?.cursor ?? null;
};

/** Runs a step to its end or to the death of the process; the list does what the file says was done. */
async function run(rig: StoreRig, list: PlainList, one: Step, number: number, killedAfter: number | null) {
  const { store, transaction } = rig.mortal(killedAfter ?? Infinity);
  const work = (): Promise<unknown> => {
    switch (one.do) {
      case 'settle':
        return store.settle(one.nowMs);
      case 'tend':
        return store.tend(one.nowMs);
      case 'close':
        return store.closeDue(one.nowMs);
      case 'prune':
        return store.prune(one);
      case 'append':
        return transaction(async (trx) => {
          await store.append(trx, flatFixes(one.fixes), flatReadings(one.readings));
          await saveCursor(trx, 'positions', String(number), startMs);
        });
    }
  };
  const outcome = await work().then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );
  rig.mortal(Infinity);
  expect(outcome).toBeOneOf(killedAfter === null ? ['done'] : ['done', 'killed']);
  if (one.do === 'append' && (await cursorOf(rig)) === String(number)) list.append(one.fixes, one.readings);
  const { fixesForgottenBeforeMs, readingsForgottenBeforeMs } = await readState(rig.database.db);
  list.forget(fixesForgottenBeforeMs, readingsForgottenBeforeMs);
  return outcome === 'killed' ? rig.reopen() : rig;
}

async function expectSameAnswers(
  { store }: StoreRig,
  list: PlainList,
  question: { box: Box; from: number; to: number; kind: number | null },
) {
  const { kind } = question;
  const [fromMs, toMs] = [Math.min(question.from, question.to), Math.max(question.from, question.to)];
  for (const slot of slots) {
    for (const span of [
      { slot, fromMs: startMs - hourMs, toMs: startMs + spanMs },
      { slot, fromMs, toMs },
    ]) {
      const fixes = plainFixes(slot, await store.readTrack(span));
      expect(fixes).toEqual(list.track(slot, span.fromMs, span.toMs));
      const readings = plainReadings(slot, await store.readSeries({ ...span, kind }));
      expect(readings).toEqual(list.series(slot, kind, span.fromMs, span.toMs));
    }
  }
  const found = await store.findInBox({ box: question.box, fromMs, toMs });
  const inBox = list.inBox(question.box, slots, fromMs, toMs);
  expect(
    found.flatMap(({ slot, fixes }) =>
      [...fixes.timeMs].map((timeMs, at) => [slot, timeMs, fixes.latitudeE6[at], fixes.longitudeE6[at]]),
    ),
  ).toEqual(
    inBox.map(({ slot, timeMs, latitudeE6, longitudeE6 }) => [slot, timeMs, latitudeE6, longitudeE6]),
  );
  const visitors = await store.findVisitors({ box: question.box, fromMs, toMs });
  expect(visitors).toEqual(expect.arrayContaining(inBox.map(({ slot }) => slot)));
  await expectSamePast(store, list, question.from);
  await expectSameNewest(store, list);
}

const kinds = [1, 2, 3];

async function expectSamePast(store: TrackStore, list: PlainList, beforeMs: number) {
  for (const slot of slots) {
    const before = list.before(slot, beforeMs);
    expect(await store.readBefore(slot, beforeMs)).toEqual(before && Object.values(before));
    const standing = kinds.flatMap((kind) => list.standing(slot, kind, beforeMs) ?? []);
    expect(new Map(await store.readStanding(slot, kinds, beforeMs))).toEqual(
      new Map(standing.map(({ kind, value }) => [kind, value ?? Number.NaN])),
    );
  }
}

/** Of readings one that contradicts itself is told by what is not forgotten only: those are left out. */
async function expectSameNewest(store: TrackStore, list: PlainList) {
  const { fixes, readings } = await store.readNewest();
  expect([...fixes].sort((a, b) => a[0] - b[0])).toEqual(
    slots.flatMap((slot) => {
      const newest = list.newest(slot);
      return newest ? [Object.values(newest)] : [];
    }),
  );
  for (const { slot, kind, value, ...latest } of readings) {
    const expected = list.latest(slot, kind)!;
    expect([latest.timeMs, value]).toEqual([expected.timeMs, expected.value ?? Number.NaN]);
    if (!list.isForgetting())
      expect(latest).toEqual({
        timeMs: expected.timeMs,
        sinceMs: expected.sinceMs,
        otherMs: expected.otherMs,
      });
  }
}

it(
  'answers like a plain list, whatever is appended, moved, closed, forgotten and killed in whatever order',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        let rig = await openStore();
        const list = createPlainList();
        for (const [index, { step: one, killedAfter, question }] of steps.entries()) {
          rig = await run(rig, list, one, index, killedAfter);
          await expectSameAnswers(rig, list, question);
        }
        // At the end everything is closed, and nothing is there twice.
        await rig.store.settle(startMs);
        await rig.store.closeDue(startMs + 300 * hourMs);
        await expectSameAnswers(rig, list, steps.at(-1)!.question);
        const left = await sql<{ count: number }>`
          SELECT (SELECT count(*) FROM track_page) + (SELECT count(*) FROM track_part) AS count
        `.execute(rig.database.db);
        expect(left.rows).toEqual([{ count: 0 }]);
        if (steps.every(({ step: { do: kind } }) => kind !== 'prune')) {
          expect(await rig.store.stats()).toMatchObject(list.counts());
        }
        const orphans = await sql<{ count: number }>`
          SELECT (SELECT count(*) FROM track_piece WHERE id / 4096 NOT IN (SELECT id FROM track_chunk)) +
            (SELECT count(*) FROM track_box WHERE id NOT IN (SELECT id FROM track_chunk)) AS count
        `.execute(rig.database.db);
        expect(orphans.rows).toEqual([{ count: 0 }]);
        await rig.database.close();
      }),
      { numRuns: 60, endOnFailure: true },
    );
  },
);
