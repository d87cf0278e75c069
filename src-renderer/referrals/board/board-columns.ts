import {
  referralStates,
  type ReferralState,
} from '../../../src-main/core/referral/programme/referral-state.wire.ts';
import type { Referral } from '../frame/referral-types.ts';

export interface BoardFilter {
  readonly search: string;
  readonly campaignId: string | null;
  /** Only referrals that somebody has to look at first. */
  readonly isReviewOpen: boolean;
  /** Rejected and withdrawn ones are not in the way unless they are asked for. */
  readonly showsEnded: boolean;
}

export const noBoardFilter: BoardFilter = {
  search: '',
  campaignId: null,
  isReviewOpen: false,
  showsEnded: false,
};

export const isFiltered = ({ search, campaignId, isReviewOpen, showsEnded }: BoardFilter): boolean =>
  search !== '' || campaignId !== null || isReviewOpen || showsEnded;

export interface BoardColumn {
  readonly state: ReferralState;
  readonly referrals: readonly Referral[];
}

const endedStates: ReadonlySet<ReferralState> = new Set(['rejected', 'withdrawn']);

/** What a search looks into, in small letters. */
export interface SearchWords {
  readonly nameOf: (personId: string) => string;
  readonly codeOf: (codeId: string) => string | null;
}

function fits(referral: Referral, filter: BoardFilter, wanted: string, words: SearchWords): boolean {
  if (filter.isReviewOpen && referral.review !== 'needed') return false;
  if (filter.campaignId !== null && referral.campaignId !== filter.campaignId) return false;
  if (wanted === '') return true;
  const { candidate, referrerId, codeId } = referral;
  const texts = [
    candidate?.name,
    candidate?.phone,
    candidate?.email,
    words.nameOf(referrerId),
    codeId === null ? null : words.codeOf(codeId),
  ];
  return texts.some((text) => text?.toLowerCase().includes(wanted) === true);
}

/** A column for each state, in the order in which a referral walks through them; each as its list came. */
export function boardColumns(
  referrals: readonly Referral[],
  filter: BoardFilter,
  words: SearchWords,
): readonly BoardColumn[] {
  const wanted = filter.search.trim().toLowerCase();
  const byState = new Map<ReferralState, Referral[]>();
  for (const referral of referrals) {
    if (!fits(referral, filter, wanted, words)) continue;
    const column = byState.get(referral.state);
    if (column === undefined) byState.set(referral.state, [referral]);
    else column.push(referral);
  }
  return referralStates
    .filter((state) => filter.showsEnded || !endedStates.has(state))
    .map((state) => ({ state, referrals: byState.get(state) ?? [] }));
}

export const countEnded = (referrals: readonly Referral[]): number =>
  referrals.filter(({ state }) => endedStates.has(state)).length;

export const campaignsOf = (referrals: readonly Referral[]): readonly string[] =>
  [...new Set(referrals.flatMap(({ campaignId }) => (campaignId === null ? [] : [campaignId])))].sort();

export interface BoardPlace {
  readonly column: number;
  readonly row: number;
}

const sideways: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Where an arrow to the side leads: the next column that has cards, as far down as it reaches. */
export function besidePlace(
  key: string,
  place: BoardPlace,
  columns: readonly BoardColumn[],
): BoardPlace | null {
  const step = sideways[key];
  if (step === undefined) return null;
  for (let column = place.column + step; column >= 0 && column < columns.length; column += step) {
    const count = columns[column]?.referrals.length ?? 0;
    if (count > 0) return { column, row: Math.min(Math.max(place.row, 0), count - 1) };
  }
  return place;
}
