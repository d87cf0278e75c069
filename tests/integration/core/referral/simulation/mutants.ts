import { decide } from '../../../../../src-main/core/referral/ledger/decide.ts';
import { isRejection } from '../../../../../src-main/core/referral/ledger/rejection.ts';
import type { SimDatabase } from './sim-database.ts';
import { LostOnTheWay, type Mutation } from './world.ts';

const forget = async ({ database }: SimDatabase, key: string) => {
  await database.db.deleteFrom('referral_outbox').where('key', '=', key).execute();
};

/** Mistakes that ledgers have been seen to make. Each must be found by some seed. */
export const mutants: Readonly<Record<string, Mutation>> = {
  'every delivery counts': { keyAtHub: (key, delivery) => `${key}#${delivery}` },
  'keys come from the clock': { keyAtDesk: (_, nowMs) => `at-${Math.floor(nowMs / 50_000)}` },
  'an acknowledgement ends a row': {
    onAnswer: async (answer, key, database) => {
      if (answer.state === 'accepted') await forget(database, key);
      return answer;
    },
  },
  'a refusal is dropped': {
    onAnswer: async (answer, key, database) => {
      if (answer.state === 'rejected') await forget(database, key);
      return answer;
    },
  },
  'a refusal is taken for an acceptance': {
    onAnswer: (answer) =>
      Promise.resolve(answer.state === 'rejected' ? { state: 'accepted', seq: 1, atMs: 1 } : answer),
  },
  'the outbox is in memory': {
    onRestart: async ({ database }) => {
      await database.db.deleteFrom('referral_outbox').execute();
    },
  },
  'a row outlives its entry': {
    outbox: (outbox) => ({ ...outbox, settle: () => Promise.resolve() }),
  },
  'any entry settles every row': {
    outbox: (outbox) => ({
      ...outbox,
      settle: async (trx, keys) => {
        if (keys.length > 0) await trx.deleteFrom('referral_outbox').execute();
      },
    }),
  },
  'the last wish goes first': {
    outbox: (outbox) => ({
      ...outbox,
      waiting: async (userId, countMax) => (await outbox.waiting(userId, countMax)).reverse(),
    }),
  },
  'nobody looks whether the points are there': {
    rules: (book, steps, place) =>
      decide({ ...book, balance: (account) => book.balance(account) + 1_000_000 }, steps, place),
  },
  'more arrives than has left': {
    rules: (book, steps, place) => {
      const changes = decide(book, steps, place);
      const move = isRejection(changes) ? undefined : changes.moves[0];
      if (!isRejection(changes) && move) {
        changes.balances.set(move.to, (changes.balances.get(move.to) ?? 0) + 1);
      }
      return changes;
    },
  },
  'the log tells another amount than was moved': {
    rules: (book, steps, place) => {
      const changes = decide(book, steps, place);
      if (isRejection(changes)) return changes;
      return { ...changes, moves: changes.moves.map((move) => ({ ...move, amount: move.amount + 1 })) };
    },
  },
};

/** Mistakes that only show when a hub has another past. */
export const blindMutants: Readonly<Record<string, Mutation>> = {
  'a hub that is behind is taken for one that is away': {
    onPulled: (answer) => {
      if (answer.state === 'behind' || answer.state === 'otherHistory') throw new LostOnTheWay();
      return answer;
    },
  },
};
