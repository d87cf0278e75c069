import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { systemRandom } from '../../../src-main/core/platform/random.ts';
import { verifyLedger } from '../../../src-main/core/referral/ledger/verify.ts';
import { openOffice } from '../../../src-main/hub/database/index.ts';
import { runUntilKilled } from '../../support/killed-child.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { available, isSigned } from '../core/referral/ledger-rig.ts';

const child = fileURLToPath(new URL('children/post-points.ts', import.meta.url));
/** A desk asks again for what was under way when the hub died. */
const askedAgainCount = 20;

it('kill -9 under load, ten times over: no command lost, none done twice', { timeout: 180_000 }, async () => {
  const dataFolder = temporaryFolder();
  const acknowledged = new Set<number>();
  for (let round = 0; round < 10; round += 1) {
    const first = Math.max(1, Math.max(0, ...acknowledged) - askedAgainCount);
    const wanted = askedAgainCount + 10 + ((round * 37) % 90);
    const lines = await runUntilKilled(child, [dataFolder, String(first)], (said) => said.length >= wanted);
    for (const line of lines) acknowledged.add(Number(line));

    const tools = { clock: systemClock, random: systemRandom, logger: createSilentLogger() };
    const { db, close } = await openOffice({ databaseUrl: null, dataFolder, ...tools });
    const stored = (await db.selectFrom('ledger_entry').select('key').execute()).map(({ key }) => key);
    expect(new Set(stored).size).toBe(stored.length);
    expect([...acknowledged].filter((number) => !stored.includes(`command ${number}`))).toEqual([]);
    const account = await db
      .selectFrom('ledger_account')
      .select('balance')
      .where('account', '=', available('ann'))
      .executeTakeFirstOrThrow();
    expect(account.balance).toBe(stored.length);
    expect((await verifyLedger(db as never, { isSigned, clock: systemClock })).findings).toEqual([]);
    await close();
  }
  expect(acknowledged.size).toBeGreaterThan(200);
});
