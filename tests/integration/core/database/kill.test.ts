import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { runUntilKilled } from '../../../support/killed-child.ts';
import { addNotes, countNotes, createRig } from './rig.ts';

const child = (name: string) => fileURLToPath(new URL(`children/${name}.ts`, import.meta.url));

it('a commit that was acknowledged survives kill -9, eight times over', { timeout: 120_000 }, async () => {
  const { open, folder } = createRig();
  let storedCount = 0;
  for (let round = 0; round < 8; round += 1) {
    const wanted = 1 + ((round * 37) % 60);
    const lines = await runUntilKilled(
      child('write-notes'),
      [folder, String(storedCount + 1)],
      (written) => written.length >= wanted,
    );
    expect(lines.length).toBeGreaterThanOrEqual(wanted);
    const database = await open('ledger');
    expect([database.setAsidePath, database.restoredFromPath]).toEqual([null, null]);
    storedCount = await countNotes(database);
    expect(storedCount).toBeGreaterThanOrEqual(Number(lines.at(-1)));
    const { highest } = await database.db
      .selectFrom('note')
      .select((eb) => eb.fn.max('id').as('highest'))
      .executeTakeFirstOrThrow();
    expect(highest).toBe(storedCount);
    await database.close();
  }
});

it('a migration killed at any step is there whole or not at all', { timeout: 120_000 }, async () => {
  const { open, folder, pathOf } = createRig();
  const filled = await open('ledger');
  await addNotes(filled, 1, 50);
  await filled.close();

  for (const killAt of [1, 14, 32, 39, 40]) {
    const place = join(folder, `kill-${killAt}`);
    mkdirSync(place);
    copyFileSync(pathOf('ledger'), join(place, 'ledger.db'));
    await runUntilKilled(child('migrate-slowly'), [place], (lines) => lines.length >= killAt);

    const raw = new Sqlite(join(place, 'ledger.db'));
    const version = raw.pragma('user_version', { simple: true });
    const partCount = raw
      .prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'part_%'")
      .pluck()
      .get();
    const noteCount = raw.prepare('SELECT count(*) FROM note').pluck().get();
    const verdict = raw.pragma('integrity_check', { simple: true });
    raw.close();
    expect([version, partCount]).toEqual(version === 10 ? [10, 0] : [20, 40]);
    expect([noteCount, verdict]).toEqual([50, 'ok']);
    expect(readdirSync(join(place, 'backups')).filter((name) => name.endsWith('.backup'))).toHaveLength(1);

    const lines = await runUntilKilled(child('migrate-slowly'), [place], () => false);
    expect(lines.at(-1)).toBe('complete');
  }
});
