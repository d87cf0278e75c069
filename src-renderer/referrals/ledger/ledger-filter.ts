import type { LedgerEntry } from '../frame/referral-types.ts';
import type { RecordNames } from '../record-names.ts';
import { deskWords, entryWords, movesWords } from './entry-words.ts';

export const entryGroups = ['people', 'referrals', 'points', 'rewards', 'rules'] as const;
export type EntryGroup = (typeof entryGroups)[number];

const groupOf: Readonly<Record<string, EntryGroup>> = {
  companyAdded: 'rules',
  personAdded: 'people',
  personLeft: 'people',
  codeIssued: 'people',
  codeClosed: 'people',
  configDrafted: 'rules',
  configApproved: 'rules',
  configPublished: 'rules',
  referralMade: 'referrals',
  referralMoved: 'referrals',
  milestoneReached: 'referrals',
  milestoneReleased: 'referrals',
  milestoneTimedOut: 'referrals',
  reviewDecided: 'referrals',
  referralClawedBack: 'referrals',
  pointsProposed: 'points',
  proposalDecided: 'points',
  proposalReversed: 'points',
  rewardAdded: 'rewards',
  rewardStocked: 'rewards',
  rewardRedeemed: 'rewards',
  redemptionOrdered: 'rewards',
  redemptionFulfilled: 'rewards',
  redemptionCancelled: 'rewards',
};

export interface LedgerFilter {
  readonly search: string;
  /** Null: all. */
  readonly group: EntryGroup | null;
}

export const noLedgerFilter: LedgerFilter = { search: '', group: null };

export const isPlain = ({ search, group }: LedgerFilter): boolean => group === null && search.trim() === '';

const textOf = (entry: LedgerEntry, names: RecordNames): string =>
  [
    String(entry.seq),
    entryWords(entry, names),
    names.account(entry.userId),
    deskWords(entry.deskId),
    entry.reason ?? '',
    movesWords(entry, names.person),
  ]
    .join('\n')
    .toLowerCase();

/** Every word has to be somewhere in the entry, as it is shown. */
export function filterEntries(
  entries: readonly LedgerEntry[],
  filter: LedgerFilter,
  names: RecordNames,
): readonly LedgerEntry[] {
  if (isPlain(filter)) return entries;
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const fitsGroup = filter.group === null || groupOf[entry.what ?? ''] === filter.group;
    if (!fitsGroup || words.length === 0) return fitsGroup;
    const shown = textOf(entry, names);
    return words.every((word) => shown.includes(word));
  });
}

/**
 * The entries after a page was read: newest first, each once. The log only grows, so what is known stays as it is; a
 * page that does not reach down to what is known would leave a hole, and then replaces it.
 */
export function joinNewest(
  known: readonly LedgerEntry[],
  page: readonly LedgerEntry[],
): readonly LedgerEntry[] {
  const newestSeq = known[0]?.seq ?? 0;
  const added = page.filter(({ seq }) => seq > newestSeq);
  if (added.length === 0) return known;
  const lowestSeq = added.at(-1)?.seq ?? 0;
  return lowestSeq === newestSeq + 1 ? [...added, ...known] : page;
}

/** An older page goes to the end of exactly what it was asked for; after anything else it would come twice or leave a hole. */
export const joinOlder = (
  known: readonly LedgerEntry[],
  beforeSeq: number,
  page: readonly LedgerEntry[],
): readonly LedgerEntry[] => (known.at(-1)?.seq === beforeSeq ? [...known, ...page] : known);
