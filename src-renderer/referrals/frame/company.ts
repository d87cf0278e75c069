import { useEffect } from 'react';
import { create } from 'zustand';
import { failureText } from '../../platform/failure-text.ts';
import { useLedgerSize } from './ledger-size.ts';
import { referralClient } from './referral-client.ts';
import type { Company } from './referral-types.ts';
import { useReferralView } from './referral-view-store.ts';

interface Companies {
  /** `null` until they have been read. */
  readonly companies: readonly Company[] | null;
  readonly failure: string | null;
}

export const useCompanies = create<Companies>(() => ({ companies: null, failure: null }));

async function readCompanies(): Promise<void> {
  try {
    useCompanies.setState({ companies: await referralClient.listCompanies(), failure: null });
  } catch (error) {
    useCompanies.setState({ failure: failureText(error) });
  }
}

/** Keeps the list of companies true; called once, by the screen. */
export function useCompaniesFeed(): void {
  const size = useLedgerSize((state) => state.size);
  useEffect(() => void readCompanies(), [size]);
}

/** The company that the screens are about; `null` while none is known. */
export function useCompany(): Company | null {
  const companies = useCompanies((state) => state.companies);
  const chosenId = useReferralView((view) => view.companyId);
  return companies?.find(({ id }) => id === chosenId) ?? companies?.[0] ?? null;
}
