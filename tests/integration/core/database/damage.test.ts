import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { noteMigration } from './notes.ts';
import { restoreFile } from '../../../../src-main/core/database/files.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { addNotes, countNotes, createRig } from './rig.ts';

const pageBytes = 4_096;

function overwrite(path: string, offset: number, bytes: Uint8Array) {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

const damages: readonly (readonly [string, (path: string) => void])[] = [
  ['a corrupt header', (path) => overwrite(path, 0, new Uint8Array(100))],
  ['a trashed page', (path) => overwrite(path, 3 * pageBytes, new Uint8Array(pageBytes).fill(0xa5))],
  ['a truncated file', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['a file cut inside its header', (path) => truncateSync(path, 50)],
  ['an empty file', (path) => truncateSync(path, 0)],
  ['a text file', (path) => writeFileSync(path, 'not a database '.repeat(100))],
  [
    'a database of another application',
    (path) => {
      writeFileSync(path, '');
      const foreign = new Sqlite(path);
      foreign.exec('CREATE TABLE theirs (id INTEGER)');
      foreign.close();
    },
  ],
];

/** Telematics looks closely only after a crash: a -wal that was left behind is the sign of one. */
function pretendCrash(path: string) {
  const file = openSync(`${path}-wal`, 'a');
  writeSync(file, new Uint8Array(32));
  closeSync(file);
}

describe.each(damages)('%s', (_name, damage) => {
  it('of telematics is set aside, untouched, and a new database begun', async () => {
    const { open, pathOf, logger } = createRig();
    const path = pathOf('telematics');
    const first = await open('telematics');
    await addNotes(first, 1, 200);
    await first.close();
    damage(path);
    const damagedBytes = readFileSync(path);
    pretendCrash(path);

    const second = await open('telematics');
    expect(await countNotes(second)).toBe(0);
    await addNotes(second, 1, 5);
    expect(second.restoredFromPath).toBeNull();
    expect(second.setAsidePath).toMatch(/quarantine[/\\][^/\\]+[/\\]telematics\.db$/);
    expect(readFileSync(second.setAsidePath ?? '').equals(damagedBytes)).toBe(true);
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);

    await second.close();
    const third = await open('telematics');
    expect([await countNotes(third), third.setAsidePath]).toEqual([5, null]);
  });

  it('of the ledger gives way to its newest backup', async () => {
    const { open, pathOf } = createRig();
    const first = await open('ledger');
    await addNotes(first, 1, 200);
    const backupPath = await first.backUp();
    await addNotes(first, 201, 50);
    await first.close();
    damage(pathOf('ledger'));

    const second = await open('ledger');
    expect(await countNotes(second)).toBe(200);
    expect(second.restoredFromPath).toBe(backupPath);
    expect(existsSync(second.setAsidePath ?? '')).toBe(true);
    await addNotes(second, 1_000, 1);
  });

  it('of the ledger without a backup means a new one, and says so', async () => {
    const { open, pathOf } = createRig();
    const first = await open('ledger');
    await addNotes(first, 1, 200);
    await first.close();
    damage(pathOf('ledger'));
    const second = await open('ledger');
    expect(await countNotes(second)).toBe(0);
    expect(second.restoredFromPath).toBeNull();
    expect(existsSync(second.setAsidePath ?? '')).toBe(true);
  });
});

it('a damaged backup is passed over for an older one that is whole', async () => {
  const { open, pathOf } = createRig();
  const first = await open('ledger');
  await addNotes(first, 1, 100);
  const older = await first.backUp();
  await addNotes(first, 101, 100);
  const newer = await first.backUp();
  await first.close();
  overwrite(newer, 3 * pageBytes, new Uint8Array(pageBytes).fill(0xa5));
  truncateSync(pathOf('ledger'), 0);
  const second = await open('ledger');
  expect(second.restoredFromPath).toBe(older);
  expect(await countNotes(second)).toBe(100);
});

it('a -wal that lies beside a restored file is not played into it', async () => {
  const { open, pathOf } = createRig();
  const path = pathOf('ledger');
  const first = await open('ledger');
  await addNotes(first, 1, 100);
  const backupPath = await first.backUp();
  await addNotes(first, 101, 100);
  copyFileSync(`${path}-wal`, `${path}.copy-wal`);
  await first.close();
  copyFileSync(`${path}.copy-wal`, `${path}-wal`);
  await restoreFile(backupPath, path);
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(await countNotes(await open('ledger'))).toBe(100);
});

it('the -wal and -shm go along with the file they belong to', async () => {
  const { open, pathOf } = createRig();
  const path = pathOf('telematics');
  const first = await open('telematics');
  await addNotes(first, 1, 10);
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(path + suffix, `${path}.copy${suffix}`);
  await first.close();
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(`${path}.copy${suffix}`, path + suffix);
  overwrite(path, 0, new Uint8Array(100));
  const second = await open('telematics');
  const folder = dirname(second.setAsidePath ?? '');
  expect(readdirSync(folder).sort()).toEqual(['telematics.db', 'telematics.db-shm', 'telematics.db-wal']);
});

it('two files set aside in the same moment keep apart', async () => {
  const { open, pathOf, folder } = createRig();
  const frozen = { clock: createManualClock(0) };
  for (const kind of ['ledger', 'telematics'] as const) {
    writeFileSync(pathOf(kind), 'nonsense');
    await open(kind, frozen);
  }
  const names = readdirSync(`${folder}/quarantine`).sort();
  expect(names).toEqual(['1970-01-01T00-00-00-000Z', '1970-01-01T00-00-00-000Z-2']);
});

it.each([
  ['ledger', 5],
  ['telematics', 2],
] as const)(
  'of what was set aside of %s the newest %i stay, and the other database keeps its own',
  async (kind, kept) => {
    const { open, pathOf, folder } = createRig();
    const other = kind === 'ledger' ? 'telematics' : 'ledger';
    const damage = async (which: typeof kind | typeof other, timeMs: number) => {
      writeFileSync(pathOf(which), `nonsense of ${timeMs}`);
      await (await open(which, { clock: createManualClock(timeMs) })).close();
    };
    await damage(other, 0);
    for (let day = 1; day <= 8; day += 1) await damage(kind, day * 86_400_000);
    const texts = readdirSync(`${folder}/quarantine`)
      .sort()
      .flatMap((name) =>
        readdirSync(`${folder}/quarantine/${name}`).map((file) => `${folder}/quarantine/${name}/${file}`),
      )
      .map((path) => readFileSync(path, 'utf8'));
    const days = Array.from({ length: kept }, (_, index) => 8 - kept + 1 + index);
    expect(texts).toEqual(['nonsense of 0', ...days.map((day) => `nonsense of ${day * 86_400_000}`)]);
  },
);

describe('a file that a newer version wrote', () => {
  const later = { number: 20, name: 'later', up: async () => undefined };

  it.each(['ledger', 'telematics'] as const)('is refused and not touched (%s)', async (kind) => {
    const { open, pathOf, folder } = createRig();
    const migrations = [noteMigration, later];
    const newer = await open(kind, { migrations });
    await addNotes(newer, 1, 10);
    await newer.close();
    const path = pathOf(kind);
    utimesSync(path, new Date(0), new Date(0));
    const before = readFileSync(path);

    await expect(open(kind)).rejects.toMatchObject({
      code: 'database/newer-schema',
      data: { version: 20, versionMax: 10 },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(statSync(path).mtimeMs).toBe(0);
    expect(readdirSync(folder)).toEqual([`${kind}.db`]);
    expect(await countNotes(await open(kind, { migrations }))).toBe(10);
  });

  it('is recognised also when its version stands only in the -wal of a killed program', async () => {
    const { open, pathOf } = createRig();
    const path = pathOf('ledger');
    const first = await open('ledger');
    await addNotes(first, 1, 10);
    await first.close();
    const raw = new Sqlite(path);
    raw.pragma('wal_autocheckpoint = 0');
    raw.pragma('user_version = 20');
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, `${path}.copy${suffix}`);
    raw.close();
    for (const suffix of ['', '-wal']) copyFileSync(`${path}.copy${suffix}`, path + suffix);
    expect(readFileSync(path).readUInt32BE(60)).toBe(10);
    const before = [readFileSync(path), readFileSync(`${path}-wal`)];

    await expect(open('ledger')).rejects.toMatchObject({ code: 'database/newer-schema' });
    const after = [readFileSync(path), readFileSync(`${path}-wal`)];
    expect(after.map((bytes, index) => before[index]?.equals(bytes))).toEqual([true, true]);
  });
});
