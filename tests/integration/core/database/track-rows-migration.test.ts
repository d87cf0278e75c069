import { sql, type Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { telematicsMigrations } from '../../../../src-main/core/database/migrations/telematics/index.ts';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import { createTrackStore } from '../../../../src-main/core/operations/telematics/store/index.ts';
import { systemClock } from '../../../../src-main/core/platform/clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { plainFixes, plainReadings } from '../operations/track-store/plain-list.ts';

const startMs = Date.UTC(2026, 10, 20);
const secondMs = 1_000;

async function openTo(path: string, number: number) {
  const migrations = telematicsMigrations.filter((migration) => migration.number <= number);
  const logger = createRecordingLogger();
  return openDatabase({ kind: 'telematics', path, clock: systemClock, logger, migrations });
}

/** More rows than go into one page, some of them both settled and recent, some with nothing but a place. */
async function fillOld(db: Kysely<unknown>) {
  const fixes = (table: string, from: number, to: number) =>
    sql`
    WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${to})
    INSERT INTO ${sql.table(table)} SELECT CAST(1 + i % 2 AS INTEGER), CAST(${startMs} + i * ${secondMs} AS INTEGER),
      CAST(400000004 + i * 10 AS INTEGER), CAST(-900000006 - i * 10 AS INTEGER),
      iif(i % 3 = 0, NULL, CAST(i % 800 AS INTEGER)), iif(i % 5 = 0, NULL, CAST(i % 360 AS INTEGER)) FROM n`.execute(
      db,
    );
  await fixes('fix', 0, 21_000);
  await fixes('recent_fix', 20_990, 21_010);
  for (const table of ['reading', 'recent_reading']) {
    await sql`INSERT INTO ${sql.table(table)} (vehicle_slot, kind, time_ms, value)
      VALUES (1, 1, ${startMs}, 2), (1, 2, ${startMs}, 80), (2, 3, ${startMs + 5}, 255)`.execute(db);
  }
}

it('rows of fixes and readings become pages of the store, none lost and none doubled', async () => {
  const path = `${temporaryFolder()}/telematics.db`;
  const old = await openTo(path, 100);
  await fillOld(old.db as unknown as Kysely<unknown>);
  await old.close();

  const database = await openTo(path, 110);
  const store = createTrackStore({ database, pause: () => Promise.resolve() });
  const whole = { fromMs: 0, toMs: 2 * startMs };
  const expectAll = async () => {
    for (const slot of [1, 2]) {
      const expected = Array.from({ length: 21_010 }, (_, i) => i)
        .filter((i) => 1 + (i % 2) === slot)
        .map((i) => ({
          slot,
          timeMs: startMs + i * secondMs,
          latitudeE6: 40_000_000 + i,
          longitudeE6: -90_000_001 - i,
          speedDeciMph: i % 3 === 0 ? null : i % 800,
          headingDeg: i % 5 === 0 ? null : i % 360,
        }));
      expect(plainFixes(slot, await store.readTrack({ slot, ...whole }))).toEqual(expected);
    }
    expect(plainReadings(1, await store.readSeries({ slot: 1, ...whole, kind: null }))).toEqual([
      { slot: 1, kind: 1, timeMs: startMs, value: 2 },
      { slot: 1, kind: 2, timeMs: startMs, value: 80 },
    ]);
    expect(plainReadings(2, await store.readSeries({ slot: 2, ...whole, kind: null }))).toEqual([
      { slot: 2, kind: 3, timeMs: startMs + 5, value: 255 },
    ]);
  };
  await expectAll();
  // And go on as whatever the feed brings.
  await store.tend(startMs + 30 * 24 * 3_600_000);
  await store.settle(startMs + 30 * 24 * 3_600_000);
  await expectAll();
  expect((await store.stats()).fixCount).toBe(21_010);
  const { rows } = await sql<{ name: string }>`SELECT name FROM sqlite_master WHERE name IN
    ('fix', 'recent_fix', 'reading', 'recent_reading', 'track_rows')`.execute(database.db);
  expect(rows).toEqual([]);
  await database.close();
});
