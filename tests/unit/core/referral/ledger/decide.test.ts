import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  companyAccount,
  isHoldAccount,
  mayOverdraw,
  parseAccount,
  userAccount,
} from '../../../../../src-main/core/referral/ledger/account.ts';
import { createMemoryBook, type MemoryBook } from '../../../../../src-main/core/referral/ledger/book.ts';
import { decide } from '../../../../../src-main/core/referral/ledger/decide.ts';
import { isRejection } from '../../../../../src-main/core/referral/ledger/rejection.ts';
import type { CapUse, Step } from '../../../../../src-main/core/referral/ledger/step.ts';

const issuance = companyAccount('acme', 'issuance');
const liability = companyAccount('acme', 'liability');
const available = (user: string) => userAccount('acme', 'available', user);
const pending = (user: string) => userAccount('acme', 'pending', user);
const reserved = (user: string) => userAccount('acme', 'reserved', user);
const owed = (user: string) => userAccount('acme', 'owed', user);

function ledger() {
  const book = createMemoryBook();
  let seq = 0;
  const tryAt = (atMs: number, ...steps: Step[]) => {
    const decided = decide(book, steps, { seq: seq + 1, atMs });
    if (isRejection(decided)) return decided.code;
    seq += 1;
    book.apply(seq, decided);
    return seq;
  };
  return { book, tryAt, run: (...steps: Step[]) => tryAt(1_000, ...steps) };
}

const give = (user: string, amount: number, caps: readonly CapUse[] = []): Step => ({
  kind: 'transfer',
  move: { from: issuance, to: available(user), amount },
  caps,
});
const redeem = (user: string, holdId: string, amount: number, expiresAtMs: number | null = null): Step => ({
  kind: 'hold',
  holdId,
  from: available(user),
  via: reserved(user),
  to: liability,
  amount,
  expiresAtMs,
  caps: [],
});

describe('the ledger', () => {
  it('gives points and never lets anybody spend more than they have', () => {
    const { book, run } = ledger();
    expect(run(give('ann', 100))).toBe(1);
    expect(run(redeem('ann', 'h1', 101))).toBe('referral/insufficient-points');
    expect(run(redeem('ann', 'h1', 100))).toBe(2);
    expect(run(redeem('ann', 'h2', 1))).toBe('referral/insufficient-points');
    expect([available('ann'), reserved('ann'), issuance].map(book.balance)).toEqual([0, 100, -100]);
  });

  it('posts all or a part of a hold, and the rest goes back', () => {
    const { book, run } = ledger();
    run(give('ann', 100), redeem('ann', 'all', 30), redeem('ann', 'part', 50));
    expect(run({ kind: 'post', holdId: 'all', amount: null })).toBe(2);
    expect(run({ kind: 'post', holdId: 'part', amount: 51 })).toBe('referral/more-than-held');
    expect(run({ kind: 'post', holdId: 'part', amount: 0 })).toBe('referral/bad-step');
    expect(run({ kind: 'post', holdId: 'part', amount: 20 })).toBe(3);
    expect(run({ kind: 'post', holdId: 'part', amount: 1 })).toBe('referral/hold-closed');
    expect(run({ kind: 'void', holdId: 'none' })).toBe('referral/unknown-hold');
    expect([available('ann'), reserved('ann'), liability].map(book.balance)).toEqual([50, 0, 50]);
  });

  it('ends a hold by its time, not before and not twice', () => {
    const { book, tryAt } = ledger();
    tryAt(10, give('ann', 100));
    expect(tryAt(10, redeem('ann', 'h', 40, 10))).toBe('referral/bad-step');
    expect(tryAt(10, redeem('ann', 'h', 40, 20))).toBe(2);
    expect(tryAt(11, redeem('ann', 'h', 1, 20))).toBe('referral/hold-exists');
    expect(tryAt(19, { kind: 'timeOut', holdId: 'h' })).toBe('referral/hold-not-due');
    expect(tryAt(20, { kind: 'post', holdId: 'h', amount: null })).toBe('referral/hold-timed-out');
    expect(tryAt(20, { kind: 'timeOut', holdId: 'h' })).toBe(3);
    expect(tryAt(21, { kind: 'void', holdId: 'h' })).toBe('referral/hold-closed');
    expect(book.balance(available('ann'))).toBe(100);
  });

  it('undoes a transfer or a posted hold once, as a new entry', () => {
    const { book, run } = ledger();
    run(give('ann', 100));
    run(redeem('ann', 'h', 60));
    run({ kind: 'post', holdId: 'h', amount: 45 });
    expect(run({ kind: 'reverse', seq: 2 })).toBe('referral/not-reversible');
    expect(run({ kind: 'reverse', seq: 1 })).toBe('referral/insufficient-points');
    expect(run({ kind: 'reverse', seq: 3 })).toBe(4);
    expect(book.balance(available('ann'))).toBe(100);
    expect(run({ kind: 'reverse', seq: 3 })).toBe('referral/already-reversed');
    expect(run({ kind: 'reverse', seq: 4 })).toBe('referral/not-reversible');
    expect(run({ kind: 'reverse', seq: 99 })).toBe('referral/unknown-entry');
    expect(run({ kind: 'reverse', seq: 1 })).toBe(5);
    expect(book.balance(issuance)).toBe(0);
  });

  it('takes back what is there, writes down what is owed, and settles it later', () => {
    const { book, run } = ledger();
    const back: Step = {
      kind: 'clawBack',
      from: available('ann'),
      owed: owed('ann'),
      to: issuance,
      amount: 80,
    };
    run(give('ann', 100), redeem('ann', 'h', 70));
    run({ kind: 'post', holdId: 'h', amount: null });
    run(back);
    expect([available('ann'), owed('ann')].map(book.balance)).toEqual([0, -50]);
    const settle: Step = { kind: 'settle', from: available('ann'), owed: owed('ann') };
    run(give('ann', 30), settle);
    expect([available('ann'), owed('ann')].map(book.balance)).toEqual([0, -20]);
    run(give('ann', 30), settle);
    expect([available('ann'), owed('ann')].map(book.balance)).toEqual([10, 0]);
    expect(run({ ...back, owed: available('bob') })).toBe('referral/bad-step');
  });

  it('counts what is given against caps, and gives back what was not kept', () => {
    const { book, run } = ledger();
    const caps = [{ counter: 'day', limit: 100 }];
    expect(run(give('ann', 60, caps))).toBe(1);
    expect(run(give('ann', 41, caps))).toBe('referral/cap-reached');
    const grant: Step = {
      kind: 'hold',
      holdId: 'g',
      from: issuance,
      via: pending('ann'),
      to: available('ann'),
      amount: 40,
      expiresAtMs: null,
      caps,
    };
    expect(run(grant)).toBe(2);
    expect(run(give('ann', 1, caps))).toBe('referral/cap-reached');
    run({ kind: 'post', holdId: 'g', amount: 10 });
    expect(book.counted('day')).toBe(70);
    run({ kind: 'reverse', seq: 1 });
    expect(book.counted('day')).toBe(10);
  });

  it('does all steps of a command or none', () => {
    const { book, run } = ledger();
    run(give('ann', 10));
    const before = new Map(book.balances);
    expect(run(give('ann', 5), redeem('ann', 'h', 15), redeem('ann', 'i', 1))).toBe(
      'referral/insufficient-points',
    );
    expect(book.balances).toEqual(before);
    expect(book.hold('h')).toBeUndefined();
  });

  it('moves nothing between companies, nothing out of a hold by another way, and only whole points', () => {
    const { run } = ledger();
    const other = userAccount('other', 'available', 'ann');
    const move = (from: string, to: string, amount: number): Step => ({
      kind: 'transfer',
      move: { from, to, amount },
      caps: [],
    });
    for (const step of [
      move(issuance, other, 1),
      move(issuance, pending('ann'), 1),
      move(reserved('ann'), issuance, 1),
      move(issuance, issuance, 1),
      move(issuance, 'acme/nothing/ann', 1),
      move(issuance, available('ann'), 1.5),
      move(issuance, available('ann'), -1),
      move(issuance, available('ann'), Number.NaN),
      move(issuance, available('ann'), 2_000_000_000),
      { ...redeem('ann', 'h', 1), via: liability } as Step,
    ]) {
      expect(run(step)).toBe('referral/bad-step');
    }
    expect(run(...Array.from({ length: 17 }, () => give('ann', 1)))).toBe('referral/bad-step');
  });
});

const users = ['ann', 'bob'];
const user = fc.constantFrom(...users);
const amount = fc.integer({ min: 1, max: 120 });
const holdId = fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5');
const caps: fc.Arbitrary<CapUse[]> = fc.constantFrom([], [{ counter: 'day', limit: 300 }]);
const soon = fc.option(fc.integer({ min: 1, max: 60 }), { nil: null });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(user, amount, caps).map(([who, points, uses]) => give(who, points, uses)),
  fc.tuple(user, holdId, amount, soon).map(([who, id, points, until]) => redeem(who, id, points, until)),
  fc.tuple(user, holdId, amount, soon, caps).map(([who, id, points, until, uses]): Step => ({
    kind: 'hold',
    holdId: id,
    from: issuance,
    via: pending(who),
    to: available(who),
    amount: points,
    expiresAtMs: until,
    caps: uses,
  })),
  fc
    .tuple(holdId, fc.option(amount, { nil: null }))
    .map(([id, points]): Step => ({ kind: 'post', holdId: id, amount: points })),
  fc
    .tuple(fc.constantFrom('void' as const, 'timeOut' as const), holdId)
    .map(([kind, id]): Step => ({ kind, holdId: id })),
  fc.integer({ min: 1, max: 30 }).map((seq): Step => ({ kind: 'reverse', seq })),
  fc.tuple(user, amount).map(([who, points]): Step => ({
    kind: 'clawBack',
    from: available(who),
    owed: owed(who),
    to: issuance,
    amount: points,
  })),
  user.map((who): Step => ({ kind: 'settle', from: available(who), owed: owed(who) })),
);

/** What must hold after every entry, whatever was asked. */
function expectSound(book: MemoryBook, folded: ReadonlyMap<string, number>) {
  let total = 0;
  for (const [account, balance] of book.balances) {
    total += balance;
    expect(balance).toBe(folded.get(account));
    if (!mayOverdraw(account)) expect(balance).toBeGreaterThanOrEqual(0);
    if (parseAccount(account)?.kind === 'owed') expect(balance).toBeLessThanOrEqual(0);
    if (!isHoldAccount(account)) continue;
    const held = [...book.holds.values()].filter(({ via, state }) => via === account && state === 'open');
    expect(balance).toBe(held.reduce((sum, hold) => sum + hold.amount, 0));
  }
  expect(total).toBe(0);
  const counted = book.counted('day');
  expect(counted).toBeGreaterThanOrEqual(0);
  expect(counted).toBeLessThanOrEqual(300);
}

describe('whatever is asked of the ledger', () => {
  it('keeps every balance the sum of its moves, no account below zero, and holds whole', () => {
    const commands = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), {
      minLength: 20,
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(commands, (all) => {
        const book = createMemoryBook();
        const folded = new Map<string, number>();
        let seq = 0;
        all.forEach((steps, index) => {
          const decided = decide(book, steps, { seq: seq + 1, atMs: index });
          if (isRejection(decided)) return;
          seq += 1;
          for (const { from, to, amount: points } of decided.moves) {
            folded.set(from, (folded.get(from) ?? 0) - points);
            folded.set(to, (folded.get(to) ?? 0) + points);
          }
          book.apply(seq, decided);
          expectSound(book, folded);
        });
      }),
      { numRuns: 300 },
    );
  });
});
