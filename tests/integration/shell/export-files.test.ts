import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createExportFiles } from '../../../src-main/shell/exports/export-files.ts';
import { createManualClock, settle } from '../../support/manual-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function begin() {
  const folder = temporaryFolder();
  const clock = createManualClock();
  const exports = createExportFiles({ clock });
  const target = path.join(folder, 'review.csv');
  return { folder, clock, exports, target };
}

describe('files that a window writes', () => {
  it('hold the parts in the order they came, also when nobody waited in between', async () => {
    const { folder, exports, target } = begin();
    const { exportId } = await exports.begin(target);
    await Promise.all(['one,', 'two,', 'three'].map((text) => exports.write(exportId, text)));
    expect(await exports.finish(exportId)).toEqual({ path: target, bytes: 13 });
    expect(readFileSync(target, 'utf8')).toBe('one,two,three');
    expect(readdirSync(folder)).toEqual(['review.csv']);
  });

  it('leave an older file as it was until they are whole', async () => {
    const { exports, target } = begin();
    writeFileSync(target, 'older');
    const { exportId } = await exports.begin(target);
    await exports.write(exportId, 'newer');
    expect(readFileSync(target, 'utf8')).toBe('older');
    await exports.finish(exportId);
    expect(readFileSync(target, 'utf8')).toBe('newer');
  });

  it('leave nothing behind when they are cancelled, and take no more parts', async () => {
    const { folder, exports, target } = begin();
    const { exportId } = await exports.begin(target);
    await exports.write(exportId, 'half');
    await exports.cancel(exportId);
    expect(readdirSync(folder)).toEqual([]);
    await expect(exports.write(exportId, 'more')).rejects.toMatchObject({ code: 'shell/export-over' });
  });

  it('are given up when the window is silent for two minutes, and not before', async () => {
    const { folder, clock, exports, target } = begin();
    const { exportId } = await exports.begin(target);
    await clock.advance(100_000);
    await exports.write(exportId, 'still here');
    await clock.advance(100_000);
    await settle();
    expect(readdirSync(folder)).toHaveLength(1);
    await clock.advance(30_000);
    await expect.poll(() => readdirSync(folder)).toEqual([]);
  });

  it('say why when the folder cannot be written to', async () => {
    const { folder, exports } = begin();
    const missing = path.join(folder, 'not-there', 'review.csv');
    await expect(exports.begin(missing)).rejects.toMatchObject({
      code: 'shell/export-failed',
      data: { reason: 'ENOENT' },
    });
  });

  it('leave nothing behind when the name is taken by a folder', async () => {
    const { folder, exports, target } = begin();
    mkdirSync(path.join(target, 'inside'), { recursive: true });
    const { exportId } = await exports.begin(target);
    await exports.write(exportId, 'text');
    await expect(exports.finish(exportId)).rejects.toMatchObject({ code: 'shell/export-failed' });
    expect(readdirSync(folder)).toEqual(['review.csv']);
  });
});
