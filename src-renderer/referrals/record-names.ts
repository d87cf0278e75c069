import { useMemo } from 'react';
import { text } from '../app/text.ts';
import { useCompany, useCompanies } from './frame/company.ts';
import { useOutbox, type OutboxRow } from './frame/outbox-store.ts';
import { usePersonName } from './frame/people.ts';
import { useRecords } from './frame/record-store.ts';
import { useWho } from './referral/who.ts';

/** Names for what commands and entries are about; an id that nothing is known of stays itself. */
export interface RecordNames {
  /** Who did something: an account of the hub, or the hub by itself. */
  account(userId: string): string;
  company(companyId: string): string;
  person(personId: string): string;
  /** The candidate's. */
  referral(referralId: string): string;
  code(codeId: string): string;
  reward(rewardId: string): string;
  /** "Fuel card for Ann Smith". */
  redemption(redemptionId: string): string;
  /** "500 points for Ann Smith". */
  proposalPerson(proposalId: string): string;
}

interface Named {
  readonly name: string;
}
interface Waiting {
  readonly people: ReadonlyMap<string, string>;
  readonly referrals: ReadonlyMap<string, string>;
  readonly rewards: ReadonlyMap<string, string>;
}

/** What waits in the outbox has its names there: the ledger does not know it yet. */
export function namesOfWaiting(rows: readonly OutboxRow[]): Waiting {
  const found = {
    people: new Map<string, string>(),
    referrals: new Map<string, string>(),
    rewards: new Map<string, string>(),
  };
  for (const { name, command } of rows) {
    if (name === 'addPerson') {
      const { personId, profile } = command as { personId: string; profile: Named };
      found.people.set(personId, profile.name);
    } else if (name === 'makeReferral') {
      const { referralId, candidate } = command as { referralId: string; candidate: Named };
      found.referrals.set(referralId, candidate.name);
    } else if (name === 'addReward') {
      const reward = command as { rewardId: string; name: string };
      found.rewards.set(reward.rewardId, reward.name);
    }
  }
  return found;
}

const noRows: readonly OutboxRow[] = [];

export function useRecordNames(): RecordNames {
  const companyId = useCompany()?.id ?? null;
  const companies = useCompanies((state) => state.companies);
  const rows = useOutbox((state) => state.rows) ?? noRows;
  const postedName = usePersonName();
  const account = useWho();
  const referrals = useRecords('listReferrals', companyId).byId;
  const codes = useRecords('listCodes', companyId).byId;
  const rewards = useRecords('listRewards', companyId).byId;
  const redemptions = useRecords('listRedemptions', companyId).byId;
  const proposals = useRecords('listProposals', companyId).byId;
  return useMemo(() => {
    const waiting = namesOfWaiting(rows);
    const person = (id: string) => waiting.people.get(id) ?? postedName(id);
    const reward = (id: string) => rewards.get(id)?.name ?? waiting.rewards.get(id) ?? id;
    return {
      account,
      person,
      reward,
      company: (id) => companies?.find((one) => one.id === id)?.name ?? id,
      referral: (id) => {
        const known = referrals.get(id);
        if (known === undefined) return waiting.referrals.get(id) ?? id;
        return known.candidate?.name ?? text.t('referralOffice:erased');
      },
      code: (id) => codes.get(id)?.text ?? id,
      redemption: (id) => {
        const known = redemptions.get(id);
        if (known === undefined) return id;
        return text.t('referralOffice:rewardFor', {
          reward: reward(known.rewardId),
          name: person(known.personId),
        });
      },
      proposalPerson: (id) => {
        const known = proposals.get(id);
        return known === undefined ? id : person(known.personId);
      },
    };
  }, [rows, postedName, account, companies, referrals, codes, rewards, redemptions, proposals]);
}
