import { expect, it } from 'vitest';
import { describeOffice } from '../../../support/office-databases.ts';
import { codeOf, config, dayMs, found, hire, openProgramme, profile } from './office-rig.ts';

const accepted4 = ['accepted', 'accepted', 'accepted', 'accepted'];

describeOffice('the referral programme', ({ makePlace }) => {
  const open = async () => {
    const office = await (await makePlace()).open();
    const programme = openProgramme(office);
    await found(programme);
    const balances = async (personId: string, atMs: number | null = null) => {
      const { available, pending, reserved, owed } = await programme.clerk.getBalances({
        companyId: 'acme',
        personId,
        atMs,
      });
      return [available, pending, reserved, owed].map((one) =>
        one.state === 'known' ? one.points : one.reason,
      );
    };
    return { ...programme, programme, balances };
  };

  it('leads from an invitation to points that are paid, each step by whom it takes', async () => {
    const { programme, clerk, approver, key, balances, office } = await open();
    expect(await hire(programme, 'r1')).toEqual(accepted4);
    const reach = (milestone: string) =>
      codeOf(clerk.reachMilestone({ key: key(), command: { referralId: 'r1', milestone, evidence: null } }));
    const release = (milestone: string, amount: number | null = null) =>
      codeOf(approver.releaseMilestone({ key: key(), command: { referralId: 'r1', milestone, amount } }));
    expect(await reach('first week')).toBe('accepted');
    expect(await balances('ann')).toEqual([0, 100, 0, 0]);
    expect(await release('ninety days')).toBe('referral/wrong-state');
    expect(await release('first week', 80)).toBe('accepted');
    expect(await balances('ann')).toEqual([80, 0, 0, 0]);
    expect(await reach('first week')).toBe('referral/wrong-state');
    expect(await reach('ninety days')).toBe('accepted');
    expect(await release('ninety days')).toBe('accepted');
    const paid = await clerk.getReferral({ referralId: 'r1' });
    expect(paid).toMatchObject({
      state: 'paid',
      review: 'notNeeded',
      configId: 'v1',
      candidate: { name: 'Bob' },
    });
    expect(paid.events.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'made cleo',
      'moved cleo',
      'moved cleo',
      'moved cleo',
      'milestoneReached cleo',
      'milestoneReleased abby',
      'milestoneReached cleo',
      'milestoneReleased abby',
    ]);
    const entries = await clerk.listEntries({ beforeSeq: null, countMax: 1 });
    expect(entries).toMatchObject([{ userId: 'abby', deskId: 'desk-1', what: 'milestoneReleased' }]);
    await office.upkeep();
    const steps = [];
    for await (const step of await clerk.verifyLedger()) steps.push(step);
    expect(steps.at(-1)).toMatchObject({ state: 'done', findings: [], entryCount: 14, signedSize: 14 });
  });

  it('needs two people where one could help himself', async () => {
    const { admin, clerk, approver, as, key, programme } = await open();
    const both = as('cleo', 'referralClerk', 'approver');
    await hire(programme, 'r1');
    await clerk.reachMilestone({
      key: key(),
      command: { referralId: 'r1', milestone: 'first week', evidence: null },
    });
    const release = { referralId: 'r1', milestone: 'first week', amount: null };
    expect(await codeOf(both.releaseMilestone({ key: key(), command: release }))).toBe(
      'referral/needs-second-person',
    );
    await expect(clerk.releaseMilestone({ key: key(), command: release })).rejects.toMatchObject({
      code: 'platform/forbidden',
    });
    const propose = {
      companyId: 'acme',
      proposalId: 'p1',
      personId: 'bob',
      points: 50,
      reason: 'safe winter',
    };
    expect(await codeOf(clerk.proposePoints({ key: key(), command: propose }))).toBe('accepted');
    const decide = { proposalId: 'p1', isApproved: true };
    expect(await codeOf(both.decideProposal({ key: key(), command: decide }))).toBe(
      'referral/needs-second-person',
    );
    expect(await codeOf(approver.decideProposal({ key: key(), command: decide }))).toBe('accepted');
    expect(await codeOf(approver.decideProposal({ key: key(), command: decide }))).toBe(
      'referral/wrong-state',
    );
    const draft = { companyId: 'acme', configId: 'v2', config };
    await admin.draftConfig({ key: key(), command: draft });
    const same = as('root', 'approver');
    expect(await codeOf(same.approveConfig({ key: key(), command: { configId: 'v2' } }))).toBe(
      'referral/needs-second-person',
    );
  });

  it('gives nothing while a review stands open, and names what it is about', async () => {
    const { clerk, approver, key } = await open();
    const refer = (referralId: string, phone: string | null, referrerId = 'ann') =>
      codeOf(
        clerk.makeReferral({
          key: key(),
          command: { companyId: 'acme', referralId, code: null, referrerId, candidate: profile('X', phone) },
        }),
      );
    expect(await refer('self', '(312) 555-0101')).toBe('accepted');
    expect(await refer('same', '1 312 5550102')).toBe('accepted');
    expect(await refer('none', null)).toBe('accepted');
    expect(await refer('new', '312 555 7777')).toBe('accepted');
    expect(await refer('again', '312 555 7777')).toBe('accepted');
    const flags = async (referralId: string) =>
      (await clerk.getReferral({ referralId })).flags.map(({ reason }) => reason);
    expect(await flags('self')).toEqual(['self']);
    expect(await flags('same')).toEqual(['samePhone']);
    expect(await flags('none')).toEqual(['nothingToCompare']);
    expect(await flags('new')).toEqual([]);
    expect(await flags('again')).toEqual(['alreadyReferred']);

    for (const to of ['applied', 'qualified', 'hired'] as const) {
      const candidateId = to === 'hired' ? 'bob' : null;
      await clerk.moveReferral({
        key: key(),
        command: { referralId: 'again', to, candidateId, evidence: null },
      });
    }
    await clerk.reachMilestone({
      key: key(),
      command: { referralId: 'again', milestone: 'first week', evidence: null },
    });
    const release = { referralId: 'again', milestone: 'first week', amount: null };
    expect(await codeOf(approver.releaseMilestone({ key: key(), command: release }))).toBe(
      'referral/review-open',
    );
    const undecided = async () => {
      const asked = { companyId: 'acme', needsDecision: true };
      return (await approver.listReferrals(asked)).items.map(({ id }) => id).sort();
    };
    expect(await undecided()).toEqual(['again', 'none', 'same', 'self']);
    const decide = { referralId: 'again', isFraud: false, note: 'two people, one telephone' };
    expect(await codeOf(approver.decideReview({ key: key(), command: decide }))).toBe('accepted');
    // Its points still wait for a second person.
    expect(await undecided()).toContain('again');
    expect(await codeOf(approver.releaseMilestone({ key: key(), command: release }))).toBe('accepted');
    expect(await undecided()).not.toContain('again');
    const [entry] = await approver.listEntries({ beforeSeq: null, countMax: 1 });
    expect(entry).toMatchObject({ what: 'milestoneReleased', about: { kind: 'referral', id: 'again' } });
    const [newest] = (await approver.listReferrals({ companyId: 'acme' })).items;
    expect(newest).toMatchObject({ id: 'again', changedAtMs: entry?.atMs });
  });

  it('keeps a referral at its version, and gives by no version that is not in effect', async () => {
    const { programme, admin, approver, clerk, key, clock } = await open();
    await hire(programme, 'old');
    const dearer = { ...config, milestones: [{ name: 'first week', points: 500, bothActive: false }] };
    await admin.draftConfig({ key: key(), command: { companyId: 'acme', configId: 'v2', config: dearer } });
    const publish = { configId: 'v2', effectiveAtMs: clock.nowMs() + 10_000 };
    expect(await codeOf(approver.publishConfig({ key: key(), command: publish }))).toBe(
      'referral/wrong-state',
    );
    await approver.approveConfig({ key: key(), command: { configId: 'v2' } });
    expect(await codeOf(approver.publishConfig({ key: key(), command: publish }))).toBe('accepted');
    await hire(programme, 'before');
    clock.jumpTo(clock.nowMs() + 10_000);
    await hire(programme, 'after');
    const versions = await Promise.all(
      ['old', 'before', 'after'].map(
        async (referralId) => (await clerk.getReferral({ referralId })).configId,
      ),
    );
    expect(versions).toEqual(['v1', 'v1', 'v2']);
  });

  it('lets what waits too long go back, voids what ends, and takes back what was given', async () => {
    const { programme, clerk, approver, key, clock, office, balances } = await open();
    for (const referralId of ['late', 'ends', 'fraud']) {
      await hire(programme, referralId);
      await clerk.reachMilestone({
        key: key(),
        command: { referralId, milestone: 'first week', evidence: null },
      });
    }
    for (const referralId of ['ends', 'fraud']) {
      await approver.decideReview({ key: key(), command: { referralId, isFraud: false, note: 'ok' } });
    }
    expect(await balances('ann')).toEqual([0, 300, 0, 0]);
    const withdraw = { referralId: 'ends', to: 'withdrawn', candidateId: null, evidence: null } as const;
    expect(await codeOf(clerk.moveReferral({ key: key(), command: withdraw }))).toBe('accepted');
    const release = { referralId: 'fraud', milestone: 'first week', amount: null };
    expect(await codeOf(approver.releaseMilestone({ key: key(), command: release }))).toBe('accepted');
    expect(await balances('ann')).toEqual([100, 100, 0, 0]);
    clock.jumpTo(clock.nowMs() + 31 * dayMs);
    await office.upkeep();
    await office.upkeep();
    expect(await balances('ann')).toEqual([100, 0, 0, 0]);
    expect((await clerk.getReferral({ referralId: 'late' })).milestones).toMatchObject([
      { state: 'timedOut' },
    ]);
    const again = { referralId: 'late', milestone: 'first week', evidence: 'late, but seen' };
    expect(await codeOf(clerk.reachMilestone({ key: key(), command: again }))).toBe('accepted');
    const back = { referralId: 'fraud', reason: 'forged papers' };
    expect(await codeOf(approver.clawBackReferral({ key: key(), command: back }))).toBe('accepted');
    expect(await balances('ann')).toEqual([0, 100, 0, 0]);
    expect(await codeOf(approver.clawBackReferral({ key: key(), command: back }))).toBe(
      'referral/wrong-state',
    );
  });

  it('holds both to be active, caps to be kept, and codes to their span', async () => {
    const { programme, clerk, approver, key, clock } = await open();
    await hire(programme, 'r1');
    await clerk.reachMilestone({
      key: key(),
      command: { referralId: 'r1', milestone: 'ninety days', evidence: null },
    });
    const left = { personId: 'bob', leftAtMs: clock.nowMs() };
    expect(await codeOf(clerk.markPersonLeft({ key: key(), command: left }))).toBe('accepted');
    const release = { referralId: 'r1', milestone: 'ninety days', amount: null };
    expect(await codeOf(approver.releaseMilestone({ key: key(), command: release }))).toBe(
      'referral/person-left',
    );

    const code = {
      ...{ companyId: 'acme', codeId: 'c1', text: 'ANN-2026', personId: 'ann', campaignId: 'winter' },
      startsAtMs: clock.nowMs() + 1_000,
      expiresAtMs: clock.nowMs() + 9_000,
      useCountMax: 1,
    };
    expect(await codeOf(clerk.issueCode({ key: key(), command: code }))).toBe('accepted');
    const use = (referralId: string) =>
      clerk.makeReferral({
        key: key(),
        command: {
          ...{ companyId: 'acme', referralId, code: 'ANN-2026', referrerId: null },
          candidate: profile('C', '312 555 4444'),
        },
      });
    expect(await use('early')).toMatchObject({ rejection: { data: { why: 'notYet' } } });
    clock.jumpTo(clock.nowMs() + 1_000);
    expect(await use('first')).toMatchObject({ state: 'accepted' });
    expect(await use('second')).toMatchObject({ rejection: { data: { why: 'usedUp' } } });
    expect(await clerk.getReferral({ referralId: 'first' })).toMatchObject({
      referrerId: 'ann',
      campaignId: 'winter',
    });
  });

  it('redeems what is there, orders, fulfils and cancels, and the stock follows', async () => {
    const { admin, clerk, approver, key, balances } = await open();
    const propose = { companyId: 'acme', proposalId: 'p', personId: 'ann', points: 100, reason: 'start' };
    await clerk.proposePoints({ key: key(), command: propose });
    await approver.decideProposal({ key: key(), command: { proposalId: 'p', isApproved: true } });
    const reward = { companyId: 'acme', rewardId: 'jacket', name: 'Jacket', price: 40, stock: 3 };
    expect(await codeOf(admin.addReward({ key: key(), command: reward }))).toBe('accepted');
    const redeem = (redemptionId: string) =>
      codeOf(
        clerk.redeemReward({ key: key(), command: { redemptionId, rewardId: 'jacket', personId: 'ann' } }),
      );
    expect([await redeem('a'), await redeem('b'), await redeem('c')]).toEqual([
      'accepted',
      'accepted',
      'referral/insufficient-points',
    ]);
    expect(await balances('ann')).toEqual([20, 0, 80, 0]);
    const one = (redemptionId: string) => ({ key: key(), command: { redemptionId } });
    expect(await codeOf(clerk.fulfilRedemption(one('a')))).toBe('referral/wrong-state');
    expect(await codeOf(approver.orderRedemption(one('a')))).toBe('accepted');
    expect(await codeOf(approver.orderRedemption(one('b')))).toBe('accepted');
    const cancel = { redemptionId: 'b', reason: 'wrong size' };
    expect(await codeOf(clerk.cancelRedemption({ key: key(), command: cancel }))).toBe('accepted');
    expect(await codeOf(clerk.fulfilRedemption(one('a')))).toBe('accepted');
    expect(
      await codeOf(clerk.cancelRedemption({ key: key(), command: { ...cancel, redemptionId: 'a' } })),
    ).toBe('referral/wrong-state');
    expect(await balances('ann')).toEqual([60, 0, 0, 0]);
    const { items } = await clerk.listRewards({ companyId: 'acme' });
    expect(items).toMatchObject([{ stock: 2 }]);
    await admin.stockReward({ key: key(), command: { rewardId: 'jacket', stock: 0 } });
    expect(await redeem('d')).toBe('referral/out-of-stock');
  });

  it('answers for any moment, and says so when it does not know', async () => {
    const { clerk, approver, key, clock, balances } = await open();
    const startMs = clock.nowMs();
    for (const [proposalId, points] of [
      ['p1', 10],
      ['p2', 30],
    ] as const) {
      clock.jumpTo(clock.nowMs() + 1_000);
      const command = { companyId: 'acme', proposalId, personId: 'ann', points, reason: proposalId };
      await clerk.proposePoints({ key: key(), command });
      await approver.decideProposal({ key: key(), command: { proposalId, isApproved: true } });
    }
    expect((await balances('ann', startMs))[0]).toBe(0);
    expect((await balances('ann', startMs + 1_500))[0]).toBe(10);
    expect((await balances('ann', startMs + 2_000))[0]).toBe(40);
    expect((await balances('ann', startMs + 99_000))[0]).toBe('notYet');
    expect((await balances('nobody'))[0]).toBe('unknownUser');
    const span = { companyId: 'acme', personId: 'ann', fromMs: startMs + 1_001 };
    expect(await clerk.getStatement({ ...span, toMs: startMs + 9_000 })).toMatchObject({
      closing: { state: 'unknown' },
    });
    expect(await clerk.getStatement({ ...span, toMs: startMs + 2_001 })).toMatchObject({
      opening: { points: 10 },
      closing: { points: 40 },
      lines: [{ amount: 30, by: 'abby', reason: 'p2', what: 'proposalDecided' }],
    });
    await expect(
      clerk.getStatement({ companyId: 'acme', personId: 'nobody', fromMs: 0, toMs: 1 }),
    ).rejects.toMatchObject({ code: 'referral/unknown-person' });
  });

  it('believes nothing that an outbox sends before it is checked', async () => {
    const { office, key } = await open();
    const session = { userId: 'cleo', roles: ['dispatcher', 'referralClerk'] } as const;
    const send = (name: string, input: unknown) =>
      codeOf(office.submit({ key: key(), name, input }, session));
    expect(await send('closeCode', { codeId: 'c' })).toBe('referral/unknown-record');
    expect(await send('closeCode', { codeId: '' })).toBe('referral/bad-command');
    expect(await send('toString', {})).toBe('referral/bad-command');
    expect(await send('approveConfig', { configId: 'v1' })).toBe('referral/not-allowed');
    const same = { key: 'the-same-key', name: 'closeCode', input: { codeId: 'c' } };
    await office.submit(same, session);
    await expect(office.submit({ ...same, input: { codeId: 'd' } }, session)).rejects.toMatchObject({
      code: 'referral/key-reused',
    });
    await expect(office.submit(same, { ...session, userId: 'mallory' })).rejects.toMatchObject({
      code: 'referral/key-reused',
    });
  });
});
