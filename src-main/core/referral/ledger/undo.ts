import { countsOf, type CapCount, type Undoable } from './book.ts';
import type { Entry } from './entry.ts';
import type { Hold, Move, Step } from './step.ts';

const cannotUndo: readonly Step['kind'][] = ['hold', 'void', 'timeOut', 'reverse'];

/** Entries whose undoing needs to know these holds. */
export const postedHolds = (entry: Entry): string[] =>
  entry.steps.flatMap((step) => (step.kind === 'post' ? [step.holdId] : []));

/** What undoing a stored entry would take, read back from what it says; `null`: it cannot be undone. */
export function undoableOf(entry: Entry, holdOf: (id: string) => Hold | undefined): Undoable | null {
  if (entry.steps.some((step) => cannotUndo.includes(step.kind))) return null;
  const moves: Move[] = [];
  const counts: CapCount[] = [];
  let next = 0;
  for (const step of entry.steps) {
    if (step.kind === 'post') {
      const hold = holdOf(step.holdId);
      if (!hold) return null;
      const amount = step.amount ?? hold.amount;
      moves.push({ from: hold.from, to: hold.to, amount });
      counts.push(...countsOf(hold.caps, amount));
      next += amount < hold.amount ? 2 : 1;
      continue;
    }
    const made = movesOf(step, entry.moves.slice(next));
    moves.push(...made);
    next += made.length;
    if (step.kind === 'transfer') counts.push(...countsOf(step.caps, step.move.amount));
  }
  return { moves, counts };
}

/** Those of the moves that follow which this step has made. */
function movesOf(step: Step, following: readonly Move[]): readonly Move[] {
  const [first, second] = following;
  if (!first) return [];
  if (step.kind === 'transfer') return [first];
  if (step.kind === 'settle') {
    return first.from === step.from && first.to === step.owed ? [first] : [];
  }
  if (step.kind !== 'clawBack') return [];
  return second && first.amount < step.amount ? [first, second] : [first];
}
