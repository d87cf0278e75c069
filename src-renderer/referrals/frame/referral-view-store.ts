import { create } from 'zustand';

export const referralTabIds = [
  'board',
  'people',
  'approvals',
  'rewards',
  'rules',
  'company',
  'ledger',
  'outbox',
] as const;
export type ReferralTabId = (typeof referralTabIds)[number];

/** Where the person is in the referral screens. */
interface ReferralView {
  readonly tab: ReferralTabId;
  /** `null`: the first there is. */
  readonly companyId: string | null;
  readonly referralId: string | null;
  readonly personId: string | null;
  showTab(tab: ReferralTabId): void;
  chooseCompany(companyId: string): void;
  /** Goes to the board and opens it there; `null` closes it. */
  openReferral(referralId: string | null): void;
  openPerson(personId: string | null): void;
}

export const useReferralView = create<ReferralView>((set) => ({
  tab: 'board',
  companyId: null,
  referralId: null,
  personId: null,
  showTab: (tab) => set({ tab }),
  chooseCompany: (companyId) => set({ companyId, referralId: null, personId: null }),
  openReferral: (referralId) => set({ tab: 'board', referralId }),
  openPerson: (personId) => set({ tab: 'people', personId }),
}));
