import { catalogue, text } from '../../app/text.ts';
import { useAccountNames } from '../../hub/account-names.ts';
import { formatCount } from '../../ui/format.ts';
import type { LedgerEntry, Move } from '../frame/referral-types.ts';
import type { RecordNames } from '../record-names.ts';
import { accountParts, accountWords, type NameOf } from './account-words.ts';

const { fact: facts, move: moves } = catalogue.referralOffice.ledger;
type WordedFact = keyof typeof facts;
type WordedMove = keyof typeof moves;

const isFact = (what: string): what is WordedFact => Object.hasOwn(facts, what);
const isMove = (way: string): way is WordedMove => Object.hasOwn(moves, way);

/** What an entry says has happened; what a newer hub says is shown as it says it. */
export function factWords(what: string | null): string {
  if (what === null) return text.t('referralOffice:ledger.fact.none');
  return isFact(what) ? text.t(`referralOffice:ledger.fact.${what}`) : what;
}

/** The name of what an entry is about, if it has one. */
function subjectWords({ about }: Pick<LedgerEntry, 'about'>, names: RecordNames): string | null {
  if (about === null) return null;
  const { kind, id } = about;
  switch (kind) {
    case 'config':
      return null;
    case 'proposal':
      return names.proposalPerson(id);
    default:
      return names[kind](id);
  }
}

const { state: states } = catalogue.referrals;
const isState = (detail: string): detail is keyof typeof states => Object.hasOwn(states, detail);

/** "Moved to Hired", "Milestone released (First load)". */
function deedWords({ what, detail }: Pick<LedgerEntry, 'what' | 'detail'>): string {
  if (detail === null) return factWords(what);
  if (what === 'referralMoved' && isState(detail)) {
    return text.t('referralOffice:ledger.movedTo', { state: text.t(`referrals:state.${detail}`) });
  }
  return text.t('referralOffice:ledger.deed', { what: factWords(what), detail });
}

/** "Milestone released (First load): Bob Reyes". */
export function entryWords(
  entry: Pick<LedgerEntry, 'what' | 'about' | 'detail'>,
  names: RecordNames,
): string {
  const what = deedWords(entry);
  const subject = subjectWords(entry, names);
  return subject === null ? what : text.t('referralOffice:ledger.about', { what, subject });
}

const deskIdShownLength = 6;

/** From where; the hub itself is no desk. */
export function deskWords(deskId: string | null): string {
  if (deskId === null) return text.t('referralOffice:ledger.noDesk');
  const name = useAccountNames.getState().names.get(deskId);
  if (name !== undefined) return name;
  // Ids of desks begin with the time: what tells them apart stands at the end.
  return text.t('referralOffice:ledger.deskCalled', { id: deskId.slice(-deskIdShownLength) });
}

/** "1,000 given to Ann Smith". */
export function moveWords({ from, to, amount }: Move, nameOf: NameOf): string {
  const [source, target] = [accountParts(from), accountParts(to)];
  const way = `${source.kind}/${target.kind}`;
  const points = formatCount(amount);
  const personId = target.personId ?? source.personId;
  if (isMove(way) && way !== 'other') {
    const name = personId === null ? '' : nameOf(personId);
    return text.t(`referralOffice:ledger.move.${way}`, { points, name });
  }
  return text.t('referralOffice:ledger.move.other', {
    points,
    from: accountWords(from, nameOf),
    to: accountWords(to, nameOf),
  });
}

export const movesWords = (entry: Pick<LedgerEntry, 'moves'>, nameOf: NameOf): string =>
  entry.moves.map((move) => moveWords(move, nameOf)).join('; ');
