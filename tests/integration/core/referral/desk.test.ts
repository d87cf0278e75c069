import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import { AppError } from '../../../../src-main/core/platform/errors.ts';
import { createSilentLogger } from '../../../../src-main/core/platform/logger.ts';
import type { Role } from '../../../../src-main/core/platform/contract-base.ts';
import { createReferralDesk } from '../../../../src-main/core/referral/desk/index.ts';
import { readPullAnswer } from '../../../../src-main/core/referral/sync-router.ts';
import { describeOffice } from '../../../support/office-databases.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { found, openProgramme, profile, type Programme } from './office-rig.ts';

const logger = createSilentLogger();

/** A desk with a file of its own, that reaches the hub by the contract it has for desks, while it is online. */
async function openDesk(programme: Programme, userId: string, role: Role, folder = temporaryFolder()) {
  const clock = createManualClock();
  const path = join(folder, 'ledger.db');
  const database = await openDatabase({ kind: 'ledger', path, clock, logger });
  onTestFinished(() => database.close());
  const session = { userId, roles: ['dispatcher', role] as const, deskId: `desk of ${userId}` };
  const hub = createRouterClient(programme.office.syncRouter, { context: { session, logger } });
  let isOnline = false;
  const reach = <T>(ask: () => Promise<T>): Promise<T> =>
    isOnline ? ask() : Promise.reject(new AppError('platform/unreachable', 'no network'));
  const desk = await createReferralDesk({
    ...{ database, clock, logger, random: () => 0.5 },
    link: {
      isEnrolled: () => true,
      enrolmentCount: () => 0,
      publicKey: () => reach(async () => (await hub.getReferralKey()).publicKey),
      actor: (asking) => asking,
      follow: () => Promise.resolve(),
      userId: () => userId,
      submit: (wanted) => reach(() => hub.submitReferralCommand(wanted)),
      pull: ({ size, root }, countMax) =>
        reach(async () =>
          readPullAnswer(await hub.pullReferralLog({ size, root: root.toString('base64'), countMax })),
        ),
    },
  });
  const client = createRouterClient(desk.router, { context: { session, logger } });
  return {
    ...{ folder, database, desk, client },
    goOnline: () => {
      isOnline = true;
    },
    goOffline: () => {
      isOnline = false;
    },
  };
}

const referral = {
  ...{ companyId: 'acme', referralId: 'r1', code: null, referrerId: 'ann' },
  candidate: profile('Bob', '312 555 8888'),
};

describeOffice('a desk of the referral ledger', ({ makePlace }) => {
  const open = async () => {
    const programme = openProgramme(await (await makePlace()).open());
    await found(programme);
    return programme;
  };

  it('takes a referral offline, posts it when it is back, and another desk sees it', async () => {
    const programme = await open();
    const clerk = await openDesk(programme, 'cleo', 'referralClerk');
    const other = await openDesk(programme, 'abby', 'approver');
    const wanted = { key: 'made-offline-1', command: referral };
    expect(await clerk.client.makeReferral(wanted)).toEqual({ state: 'waiting' });
    expect(await clerk.client.makeReferral(wanted)).toEqual({ state: 'waiting' });
    await expect(clerk.desk.sync.turn()).rejects.toMatchObject({ code: 'platform/unreachable' });
    expect(await clerk.desk.outbox.all()).toMatchObject([{ key: 'made-offline-1', state: 'waiting' }]);
    expect(
      (await clerk.client.getBalances({ companyId: 'acme', personId: 'ann', atMs: null })).available,
    ).toEqual({
      state: 'unknown',
      reason: 'unknownUser',
    });

    clerk.goOnline();
    await clerk.desk.sync.turn();
    expect(clerk.desk.sync.state.get()).toMatchObject({ state: 'live' });
    expect(await clerk.desk.outbox.all()).toEqual([]);
    expect(await clerk.client.makeReferral(wanted)).toMatchObject({ state: 'accepted', seq: 7 });
    expect(await clerk.client.getReferral({ referralId: 'r1' })).toMatchObject({
      state: 'invited',
      candidate: { name: 'Bob' },
      events: [{ by: 'cleo', kind: 'made' }],
    });
    other.goOnline();
    await other.desk.sync.turn();
    other.goOffline();
    expect((await other.client.listReferrals({ companyId: 'acme' })).items).toMatchObject([{ id: 'r1' }]);
    const entries = await other.client.listEntries({ beforeSeq: null });
    expect(entries[0]).toMatchObject({ userId: 'cleo', deskId: 'desk of cleo', what: 'referralMade' });
  });

  it('keeps what waits over a restart, shows a refusal until somebody puts it away', async () => {
    const programme = await open();
    const first = await openDesk(programme, 'cleo', 'referralClerk');
    await first.client.closeCode({ key: 'refused-later', command: { codeId: 'nowhere' } });
    await first.client.makeReferral({ key: 'made-offline', command: referral });
    await first.database.close();

    const again = await openDesk(programme, 'cleo', 'referralClerk', first.folder);
    again.goOnline();
    await again.desk.sync.turn();
    expect(await again.desk.outbox.all()).toMatchObject([
      { key: 'refused-later', state: 'rejected', rejection: { code: 'referral/unknown-record' } },
    ]);
    expect((await again.client.listReferrals({ companyId: 'acme' })).items).toHaveLength(1);
    await again.desk.outbox.putAway('refused-later');
    expect(await again.desk.outbox.all()).toEqual([]);
    const steps = [];
    again.goOffline();
    for await (const step of await again.client.verifyLedger()) steps.push(step);
    expect(steps.at(-1)).toMatchObject({ state: 'done', findings: [], entryCount: 7, signedSize: 7 });
  });

  it('refuses what its person may not do, and says nothing of a time it has not heard of', async () => {
    const programme = await open();
    const desk = await openDesk(programme, 'cleo', 'referralClerk');
    await expect(
      desk.client.approveConfig({ key: 'not-allowed', command: { configId: 'v1' } }),
    ).rejects.toMatchObject({ code: 'platform/forbidden' });
    desk.goOnline();
    await desk.desk.sync.turn();
    const seenMs = programme.clock.nowMs();
    const ask = (atMs: number) => desk.client.getBalances({ companyId: 'acme', personId: 'ann', atMs });
    expect((await ask(seenMs)).available).toEqual({ state: 'known', points: 0 });
    expect((await ask(seenMs + 1)).available).toEqual({ state: 'unknown', reason: 'notYet' });
  });

  it('stops for good when the hub has another past, and loses nothing of what waits', async () => {
    const programme = await open();
    const desk = await openDesk(programme, 'cleo', 'referralClerk');
    desk.goOnline();
    await desk.desk.sync.turn();
    // The same deeds a second later: another ledger.
    const elsewhere = openProgramme(await (await makePlace()).open());
    elsewhere.clock.jumpTo(elsewhere.clock.nowMs() + 1_000);
    await found(elsewhere);
    const stranger = await openDesk(elsewhere, 'cleo', 'referralClerk', desk.folder);
    stranger.goOnline();
    await stranger.desk.sync.turn();
    expect(stranger.desk.sync.state.get()).toMatchObject({ state: 'stopped' });
    await stranger.client.makeReferral({ key: 'kept-for-later', command: referral });
    await stranger.desk.sync.turn();
    expect(await stranger.desk.outbox.all()).toMatchObject([{ state: 'waiting' }]);
  });
});
