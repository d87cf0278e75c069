import { isDebtAccount, isHoldAccount, mayOverdraw, parseAccount, sameCompany } from './account.ts';
import { countsOf, emptyChanges, type Book, type CapCount, type Changes } from './book.ts';
import { isRejection, reject, type Rejection } from './rejection.ts';
import { amountMax, stepCountMax, type CapUse, type Hold, type Move, type Step } from './step.ts';

/** When and where the entry would stand. */
export interface EntryPlace {
  readonly seq: number;
  readonly atMs: number;
}

type Refused = Rejection | null;

/** One command's look at the book: what it has changed so far lies over it, and is dropped when a step is refused. */
interface Desk {
  readonly book: Book;
  readonly place: EntryPlace;
  readonly changes: Changes;
}

const balanceOf = ({ book, changes }: Desk, account: string) =>
  changes.balances.get(account) ?? book.balance(account);
const countedOf = ({ book, changes }: Desk, counter: string) =>
  changes.counters.get(counter) ?? book.counted(counter);
const holdOf = ({ book, changes }: Desk, id: string) => changes.holds.get(id) ?? book.hold(id);

const isAmount = (amount: number) => Number.isInteger(amount) && amount > 0 && amount <= amountMax;

function take(desk: Desk, { from, to, amount }: Move): Refused {
  const left = balanceOf(desk, from) - amount;
  if (left < 0 && !mayOverdraw(from)) {
    return reject('referral/insufficient-points', {
      account: from,
      available: left + amount,
      asked: amount,
    });
  }
  const arrived = balanceOf(desk, to) + amount;
  // A debt that is paid cannot be forgiven as well: points would lie where nobody can spend them.
  if (arrived > 0 && isDebtAccount(to))
    return reject('referral/nothing-owed', { account: to, asked: amount });
  desk.changes.balances.set(from, left);
  desk.changes.balances.set(to, arrived);
  desk.changes.moves.push({ from, to, amount });
  return null;
}

function takeAll(desk: Desk, moves: readonly Move[]): Refused {
  for (const move of moves) {
    const refused = take(desk, move);
    if (refused) return refused;
  }
  return null;
}

function canMove({ from, to, amount }: Move): boolean {
  return (
    isAmount(amount) &&
    from !== to &&
    parseAccount(from) !== null &&
    parseAccount(to) !== null &&
    sameCompany(from, to)
  );
}

/** Outside of holds: what is on hold belongs to its hold until that has ended. */
const canMoveFreely = (move: Move) => canMove(move) && !isHoldAccount(move.from) && !isHoldAccount(move.to);

function countUp(desk: Desk, caps: readonly CapUse[], amount: number): Refused {
  for (const { counter, limit } of caps) {
    const counted = countedOf(desk, counter);
    if (counted + amount > limit) {
      return reject('referral/cap-reached', { counter, limit, counted, asked: amount });
    }
    desk.changes.counters.set(counter, counted + amount);
  }
  return null;
}

function countDown(desk: Desk, counts: readonly CapCount[]): void {
  for (const { counter, amount } of counts) {
    desk.changes.counters.set(counter, countedOf(desk, counter) - amount);
  }
}

function remember({ changes }: Desk, moves: readonly Move[], counts: readonly CapCount[]): void {
  changes.undo?.moves.push(...moves);
  changes.undo?.counts.push(...counts);
}

function transfer(desk: Desk, step: Step & { kind: 'transfer' }): Refused {
  if (!canMoveFreely(step.move)) return reject('referral/bad-step', { kind: step.kind });
  remember(desk, [step.move], countsOf(step.caps, step.move.amount));
  return countUp(desk, step.caps, step.move.amount) ?? take(desk, step.move);
}

function openHold(desk: Desk, step: Step & { kind: 'hold' }): Refused {
  const { holdId, from, via, to, amount, expiresAtMs, caps } = step;
  const isTimely = expiresAtMs === null || expiresAtMs > desk.place.atMs;
  const canHold = canMove({ from, to: via, amount }) && canMoveFreely({ from, to, amount });
  if (!canHold || !isHoldAccount(via) || !isTimely) {
    return reject('referral/bad-step', { kind: step.kind });
  }
  if (holdOf(desk, holdId)) return reject('referral/hold-exists', { holdId });
  const refused = countUp(desk, caps, amount) ?? take(desk, { from, to: via, amount });
  if (refused) return refused;
  // Ended by void, not undone: undoing would leave a hold of points that are gone.
  desk.changes.undo = null;
  desk.changes.holds.set(holdId, {
    id: holdId,
    openedSeq: desk.place.seq,
    from,
    via,
    to,
    amount,
    expiresAtMs,
    caps,
    state: 'open',
    postedAmount: 0,
    closedSeq: null,
  });
  return null;
}

function openHoldOf(desk: Desk, holdId: string): Hold | Rejection {
  const hold = holdOf(desk, holdId);
  if (!hold) return reject('referral/unknown-hold', { holdId });
  if (hold.state !== 'open') return reject('referral/hold-closed', { holdId, state: hold.state });
  return hold;
}

const isOver = (hold: Hold, atMs: number) => hold.expiresAtMs !== null && hold.expiresAtMs <= atMs;

function post(desk: Desk, step: Step & { kind: 'post' }): Refused {
  const hold = openHoldOf(desk, step.holdId);
  if (isRejection(hold)) return hold;
  if (isOver(hold, desk.place.atMs)) return reject('referral/hold-timed-out', { holdId: hold.id });
  const amount = step.amount ?? hold.amount;
  if (!isAmount(amount)) return reject('referral/bad-step', { kind: step.kind });
  if (amount > hold.amount) {
    return reject('referral/more-than-held', { holdId: hold.id, held: hold.amount, asked: amount });
  }
  const { via, from, to } = hold;
  const rest = hold.amount - amount;
  const moves: Move[] = [{ from: via, to, amount }];
  if (rest > 0) moves.push({ from: via, to: from, amount: rest });
  countDown(desk, countsOf(hold.caps, rest));
  // Seen from outside, the hold and its posting are one transfer: that is what can be undone.
  remember(desk, [{ from, to, amount }], countsOf(hold.caps, amount));
  desk.changes.holds.set(hold.id, {
    ...hold,
    state: 'posted',
    postedAmount: amount,
    closedSeq: desk.place.seq,
  });
  return takeAll(desk, moves);
}

function release(desk: Desk, hold: Hold, state: 'voided' | 'timedOut'): Refused {
  desk.changes.undo = null;
  desk.changes.holds.set(hold.id, { ...hold, state, closedSeq: desk.place.seq });
  countDown(desk, countsOf(hold.caps, hold.amount));
  return take(desk, { from: hold.via, to: hold.from, amount: hold.amount });
}

function endHold(desk: Desk, step: Step & { kind: 'void' | 'timeOut' }): Refused {
  const hold = openHoldOf(desk, step.holdId);
  if (isRejection(hold)) return hold;
  if (step.kind === 'void') return release(desk, hold, 'voided');
  if (!isOver(hold, desk.place.atMs)) return reject('referral/hold-not-due', { holdId: hold.id });
  return release(desk, hold, 'timedOut');
}

function reverse(desk: Desk, step: Step & { kind: 'reverse' }): Refused {
  const undoable = desk.book.undoable(step.seq);
  if (undoable === undefined) return reject('referral/unknown-entry', { seq: step.seq });
  if (undoable === null || undoable.moves.length === 0) {
    return reject('referral/not-reversible', { seq: step.seq });
  }
  const earlier = desk.book.reversedBy(step.seq);
  if (earlier !== undefined || desk.changes.reversed.includes(step.seq)) {
    return reject('referral/already-reversed', { seq: step.seq, bySeq: earlier ?? desk.place.seq });
  }
  desk.changes.undo = null;
  desk.changes.reversed.push(step.seq);
  countDown(desk, undoable.counts);
  const back = undoable.moves.map(({ from, to, amount }) => ({ from: to, to: from, amount }));
  return takeAll(desk, back.reverse());
}

function clawBack(desk: Desk, step: Step & { kind: 'clawBack' }): Refused {
  const { from, owed, to, amount } = step;
  const isSound = canMoveFreely({ from, to, amount }) && canMoveFreely({ from: owed, to, amount });
  if (!isSound || !isDebtAccount(owed)) return reject('referral/bad-step', { kind: step.kind });
  const there = Math.min(amount, Math.max(0, balanceOf(desk, from)));
  const moves: Move[] = [];
  if (there > 0) moves.push({ from, to, amount: there });
  if (there < amount) moves.push({ from: owed, to, amount: amount - there });
  remember(desk, moves, []);
  return takeAll(desk, moves);
}

function settle(desk: Desk, step: Step & { kind: 'settle' }): Refused {
  const { from, owed } = step;
  if (!canMoveFreely({ from, to: owed, amount: 1 }) || !isDebtAccount(owed)) {
    return reject('referral/bad-step', { kind: step.kind });
  }
  const amount = Math.min(balanceOf(desk, from), -balanceOf(desk, owed));
  if (amount <= 0) return null;
  remember(desk, [{ from, to: owed, amount }], []);
  return take(desk, { from, to: owed, amount });
}

function run(desk: Desk, step: Step): Refused {
  switch (step.kind) {
    case 'transfer':
      return transfer(desk, step);
    case 'hold':
      return openHold(desk, step);
    case 'post':
      return post(desk, step);
    case 'void':
    case 'timeOut':
      return endHold(desk, step);
    case 'reverse':
      return reverse(desk, step);
    case 'clawBack':
      return clawBack(desk, step);
    case 'settle':
      return settle(desk, step);
  }
}

/**
 * The rules of the ledger: all steps of a command in their order, or none. Changes nothing; what it returns is
 * written by whoever asked.
 */
export function decide(book: Book, steps: readonly Step[], place: EntryPlace): Changes | Rejection {
  if (steps.length > stepCountMax) return reject('referral/bad-step', { stepCount: steps.length });
  const desk: Desk = { book, place, changes: emptyChanges() };
  for (const step of steps) {
    const refused = run(desk, step);
    if (refused) return refused;
  }
  return desk.changes;
}
