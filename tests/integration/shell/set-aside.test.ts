import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyAside, moveAside } from '../../../src-main/shell/set-aside.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const nowMs = 1_764_000_000_000;

it.each([
  ['moved', moveAside, ['other.json']],
  ['copied', copyAside, ['other.json', 'settings.json']],
] as const)('of files that were %s aside the newest five stay', (_how, putAside, rest) => {
  const folder = temporaryFolder();
  const path = join(folder, 'settings.json');
  writeFileSync(join(folder, 'other.json'), 'of somebody else');
  let newest = '';
  for (let start = 0; start < 8; start += 1) {
    writeFileSync(path, `damaged ${start}`);
    newest = putAside(path, nowMs + start);
  }
  expect(readFileSync(newest, 'utf8')).toBe('damaged 7');
  const names = readdirSync(folder).sort();
  const isAside = (name: string) => name.startsWith('settings.set-aside-');
  const texts = names.filter(isAside).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(texts).toEqual([3, 4, 5, 6, 7].map((start) => `damaged ${start}`));
  expect(names.filter((name) => !isAside(name))).toEqual(rest);
});
