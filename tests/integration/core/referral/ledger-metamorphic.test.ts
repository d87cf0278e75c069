import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRoot } from '../../../../src-main/core/referral/ledger/log-repository.ts';
import { readBalances, readHead } from '../../../../src-main/core/referral/ledger/repository.ts';
import type { Step } from '../../../../src-main/core/referral/ledger/step.ts';
import { submissionOf, type Answer } from '../../../../src-main/core/referral/ledger/submission.ts';
import { describeOffice } from '../../../support/office-databases.ts';
import { available, commandOf, give, liability, openLedger, reserve, reserved } from './ledger-rig.ts';

const users = ['ann', 'bob', 'eve'] as const;

/** One wish of one user's; some cannot be granted, and which ones depends on what that user did before. */
interface Wish {
  readonly user: (typeof users)[number];
  readonly kind: 'give' | 'reserve' | 'post' | 'void';
  readonly amount: number;
  /** Which of the user's holds. */
  readonly hold: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  user: fc.constantFrom(...users),
  kind: fc.constantFrom('give', 'reserve', 'post', 'void'),
  amount: fc.integer({ min: 1, max: 40 }),
  hold: fc.integer({ min: 0, max: 2 }),
});
const wishes = fc.array(wish, { minLength: 4, maxLength: 40, size: 'max' });

function stepOf({ user, kind, amount, hold }: Wish): Step {
  const holdId = `${user}-${hold}`;
  if (kind === 'give') return give(user, amount);
  if (kind === 'reserve') return reserve(user, holdId, amount);
  return kind === 'post' ? { kind, holdId, amount: null } : { kind, holdId };
}

describeOffice('a ledger that is asked in another way', ({ dialect, makePlace }) => {
  const numRuns = dialect === 'sqlite' ? 25 : 5;

  /** Submits the wishes, so many at a time; the keys are those of the wishes, wherever they stand. */
  async function ask(
    given: readonly { readonly key: string; readonly wish: Wish }[],
    sizes: readonly number[],
  ) {
    const office = await (await makePlace()).open();
    const { ledger } = openLedger(office);
    const answers = new Map<string, string>();
    const told = (answer: Answer) => (answer.state === 'rejected' ? answer.rejection.code : answer.state);
    const left = [...given];
    for (let turn = 0; left.length > 0; turn += 1) {
      const some = left.splice(0, sizes[turn % sizes.length] ?? 1);
      const submitted = some.map(({ key, wish: its }) =>
        ledger.submit(submissionOf(commandOf(key, stepOf(its)))),
      );
      for (const [index, answer] of (await Promise.all(submitted)).entries()) {
        answers.set(some[index]?.key ?? '', told(answer));
      }
    }
    const accounts = [...users.flatMap((user) => [available(user), reserved(user)]), liability];
    const balances = new Map(
      (await readBalances(office.db, accounts)).map(({ account, balance }) => [account, balance]),
    );
    const size = (await readHead(office.db))?.size ?? 0;
    const root = size === 0 ? null : Buffer.from(await readRoot(office.db, size)).toString('hex');
    await office.close();
    return { answers, balances, size, root };
  }
  const named = (all: readonly Wish[]) => all.map((its, index) => ({ key: `wish ${index}`, wish: its }));

  it('says and keeps the same, to the last hash, however the wishes are cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        wishes,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        async (all, sizes) => {
          expect(await ask(named(all), sizes)).toEqual(await ask(named(all), [1]));
        },
      ),
      { numRuns },
    );
  });

  it('gives each user the same, in whatever order the wishes of different users come', async () => {
    const shuffled = wishes.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([all, order]) => {
        // The users take turns as in `order`, each with the wishes of their own in the order they have.
        const queues = new Map(
          users.map((user) => [user, named(all).filter(({ wish: its }) => its.user === user)]),
        );
        const mixed = order.flatMap(({ user }) => queues.get(user)?.splice(0, 1) ?? []);
        const [straight, other] = [await ask(named(all), [7]), await ask(mixed, [3])];
        expect(other.answers).toEqual(straight.answers);
        expect(other.balances).toEqual(straight.balances);
        expect(other.size).toBe(straight.size);
      }),
      { numRuns },
    );
  });
});
