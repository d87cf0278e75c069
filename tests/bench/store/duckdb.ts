import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePeer } from '../peer-package.ts';
import { boxAround, createFold } from '../reads/near-area.ts';
import type { CircleQuestion, ReplayQuestion } from '../reads/questions.ts';
import { nearInWords, trackInWords } from '../reads/readers.ts';
import type { Reader } from '../reads/turns.ts';
import type { Contestant } from './contestants.ts';
import type { FleetPage } from './noisy-fleet.ts';

/** What is used of DuckDB's package. */
interface Chunk {
  getColumnValues(index: number): number[];
}
interface Statement {
  bind(values: readonly number[]): void;
  run(): Promise<{ fetchAllChunks(): Promise<Chunk[]> }>;
}
interface Appender {
  appendInteger(value: number): void;
  appendBigInt(value: bigint): void;
  endRow(): void;
  flushSync(): void;
  closeSync(): void;
}
interface Connection {
  run(sql: string): Promise<{ getRowsJS(): Promise<unknown[][]> }>;
  prepare(sql: string): Promise<Statement>;
  createAppender(table: string): Promise<Appender>;
  closeSync(): void;
}
interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}
interface DuckDb {
  DuckDBInstance: { create(path: string, options: Record<string, string>): Promise<Instance> };
}

/** Throws `bench/peer-fetch`. */
async function loadDuckDb(): Promise<DuckDb> {
  const folder = await ensurePeer({
    name: 'duckdb',
    version: '1.5.6-r.1',
    packageNames: ['@duckdb/node-api'],
  });
  return createRequire(join(folder, 'package.json'))('@duckdb/node-api') as DuckDb;
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** One thread: ratios are of processor time, and more threads take more of it for the same. */
const options = { threads: '1' };

/** A row per fix, appended in the order in which fixes come; a page is one transaction with its cursor. */
export async function createDuckDb(folder: string) {
  const { DuckDBInstance } = await loadDuckDb();
  const path = join(folder, 'duck.db');
  const instance = await DuckDBInstance.create(path, options);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE fix (vehicle_slot INTEGER, time_ms BIGINT, latitude_e6 INTEGER,
    longitude_e6 INTEGER, speed_deci_mph INTEGER, heading_deg INTEGER)`);
  await connection.run(
    'CREATE TABLE reading (vehicle_slot INTEGER, kind INTEGER, time_ms BIGINT, value INTEGER)',
  );
  await connection.run('CREATE TABLE cursor (id INTEGER PRIMARY KEY, cursor BIGINT)');
  await connection.run('INSERT INTO cursor VALUES (1, 0)');
  const fixAppender = await connection.createAppender('fix');
  const readingAppender = await connection.createAppender('reading');

  /** `width` numbers a row, of which the one at `timeAt` is 64 bits wide. */
  function append(appender: Appender, values: readonly number[], width: number, timeAt: number) {
    for (let at = 0; at < values.length; at += 1) {
      if (at % width === timeAt) appender.appendBigInt(BigInt(values[at]!));
      else appender.appendInteger(values[at]!);
      if (at % width === width - 1) appender.endRow();
    }
    appender.flushSync();
  }

  const contestant: Contestant = {
    async takePage({ fixes, readings, nowMs }: FleetPage) {
      await connection.run('BEGIN');
      append(fixAppender, fixes, 6, 1);
      append(readingAppender, readings, 4, 2);
      await connection.run(`UPDATE cursor SET cursor = ${nowMs}`);
      await connection.run('COMMIT');
    },
    bytes: () => sizeOf(path) + sizeOf(`${path}.wal`),
    settledBytes: () => sizeOf(path),
    async countFixes() {
      const rows = await (await connection.run('SELECT CAST(count(*) AS INTEGER) FROM fix')).getRowsJS();
      return Number(rows[0]?.[0]);
    },
    close() {
      fixAppender.closeSync();
      readingAppender.closeSync();
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
  return { ...contestant, connection, checkpoint: () => connection.run('CHECKPOINT') };
}

type Connected = Pick<Awaited<ReturnType<typeof createDuckDb>>, 'connection'>;

/** Column `index` of all chunks, one chunk after the other. */
const columnOf = (chunks: readonly Chunk[], index: number) =>
  chunks.flatMap((chunk) => chunk.getColumnValues(index));

export async function duckReplay({ connection }: Connected): Promise<Reader<ReplayQuestion>> {
  const select =
    await connection.prepare(`SELECT CAST(time_ms AS DOUBLE), latitude_e6, longitude_e6, speed_deci_mph,
    heading_deg FROM fix WHERE vehicle_slot = ? AND time_ms BETWEEN ? AND ? ORDER BY time_ms`);
  return async ({ slot, fromMs, toMs }) => {
    select.bind([slot, fromMs, toMs]);
    const chunks = await (await select.run()).fetchAllChunks();
    const [timesMs, latitudesE6] = [0, 1, 2, 3, 4].map((index) => columnOf(chunks, index));
    return () => trackInWords(timesMs ?? [], latitudesE6 ?? []);
  };
}

export async function duckNear({ connection }: Connected): Promise<Reader<CircleQuestion>> {
  const select =
    await connection.prepare(`SELECT vehicle_slot, CAST(time_ms AS DOUBLE), latitude_e6, longitude_e6
    FROM fix WHERE time_ms BETWEEN ? AND ? AND latitude_e6 BETWEEN ? AND ? AND longitude_e6 BETWEEN ? AND ?
    ORDER BY time_ms`);
  return async ({ area, fromMs, toMs }) => {
    const box = boxAround(area);
    select.bind([fromMs, toMs, box.latitudeMin, box.latitudeMax, box.longitudeMin, box.longitudeMax]);
    const chunks = await (await select.run()).fetchAllChunks();
    const fold = createFold(area);
    for (const chunk of chunks) {
      const [slots, timesMs, latitudesE6, longitudesE6] = [0, 1, 2, 3].map((index) =>
        chunk.getColumnValues(index),
      );
      for (const [row, slot] of (slots ?? []).entries()) {
        fold.take(slot, timesMs![row]!, latitudesE6![row]!, longitudesE6![row]!);
      }
    }
    const found = fold.list();
    return () => nearInWords(found);
  };
}
