import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '../../../../src-main/core/platform/errors.ts';
import { createLogger } from '../../../../src-main/core/platform/logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const readLines = (folder: string, name = 'core.log') =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('writes lines of JSON from its level on, with the fields of its parents', async () => {
  const folder = join(temporaryFolder(), 'logs');
  const logger = createLogger({ folder, level: 'info', processName: 'core' });
  logger.debug('too quiet');
  logger.info('started');
  logger.child({ module: 'samsara' }).child({ resource: 'drivers' }).warn({ waitMs: 5 }, 'slowed down');
  await logger.close();
  expect(readLines(folder)).toMatchObject([
    { level: 'info', process: 'core', pid: process.pid, msg: 'started' },
    { level: 'warn', module: 'samsara', resource: 'drivers', waitMs: 5, msg: 'slowed down' },
  ]);
  expect(statSync(join(folder, 'core.log')).mode & 0o077).toBe(0);
});

it('writes no secret and no phone number, wherever it stands', async () => {
  const folder = temporaryFolder();
  const token = 'samsara_api_AbCdEf123456';
  const logger = createLogger({ folder, level: 'debug', processName: 'core' });
  const error = new AppError('http/status', `refused ${token}`, {
    data: { bodyStart: `call +1 555 123 4567 or use ${token}` },
    cause: new Error(`Bearer abc.def-${token}`),
  });
  logger.error(
    { error, headers: { Authorization: 'Bearer opaque-value' } },
    `failed for (555) 123-4567 ${token}`,
  );
  logger.child({ apiToken: 'opaque-value', note: token }).info('child');
  await logger.close();
  const text = readFileSync(join(folder, 'core.log'), 'utf8');
  for (const hidden of [token, '4567', 'opaque-value', 'abc.def']) expect(text).not.toContain(hidden);
  expect(readLines(folder)[0]).toMatchObject({ error: { type: 'AppError', code: 'http/status' } });
});

it('keeps at most nine files of five megabytes', async () => {
  const folder = temporaryFolder();
  const logger = createLogger({ folder, level: 'info', processName: 'core' });
  const text = 'lorem ipsum '.repeat(600);
  for (let round = 0; round < 160; round += 1) {
    for (let line = 0; line < 60; line += 1) logger.info({ round, line }, text);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await logger.close();
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(sizes.length).toBe(9);
  expect(sizes.reduce((total, size) => total + size)).toBeLessThan(50_000_000);
  expect(readLines(folder).at(-1)).toMatchObject({ round: 159, line: 59 });
});

it('goes on without its folder, and says nothing more after it is closed', async () => {
  const folder = join(temporaryFolder(), 'logs');
  const logger = createLogger({ folder, level: 'info', processName: 'core' });
  logger.info('one');
  rmSync(folder, { recursive: true, force: true });
  logger.info('two');
  await logger.close();
  logger.info('three');
  await logger.close();
});
