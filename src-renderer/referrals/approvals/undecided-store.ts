import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import { failureText } from '../../platform/failure-text.ts';
import { useCompany } from '../frame/company.ts';
import { useLedgerSize } from '../frame/ledger-size.ts';
import { useOutbox, type OutboxRow } from '../frame/outbox-store.ts';
import { referralClient } from '../frame/referral-client.ts';
import { useActor } from '../use-actor.ts';
import { countReady, decidedInOutbox, mergeApprovals, type Approval, type Undecided } from './approval.ts';

/** The most that one call gives (contract). */
const pageCount = 200;

interface Held {
  readonly companyId: string | null;
  /** `null` until it has been read. */
  readonly undecided: Undecided | null;
  readonly failure: string | null;
}

const useHeld = create<Held>(() => ({ companyId: null, undecided: null, failure: null }));

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: number | null;
}

async function readAll<Item>(read: (cursor: number | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: number | null = null;
  do {
    const page: Page<Item> = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

async function readUndecided(companyId: string): Promise<Undecided> {
  const asked = { companyId, countMax: pageCount };
  const [referrals, proposals, drafts, approved, redemptions] = await Promise.all([
    readAll((cursor) => referralClient.listReferrals({ ...asked, cursor, needsDecision: true })),
    readAll((cursor) => referralClient.listProposals({ ...asked, cursor, state: 'waiting' })),
    readAll((cursor) => referralClient.listConfigs({ ...asked, cursor, state: 'draft' })),
    readAll((cursor) => referralClient.listConfigs({ ...asked, cursor, state: 'approved' })),
    readAll((cursor) => referralClient.listRedemptions({ ...asked, cursor, state: 'reserved' })),
  ]);
  return { referrals, proposals, configs: [...drafts, ...approved], redemptions };
}

let isRunning = false;
/** Whose list is asked for, since the last reading began. */
let wantedId: string | null = null;

/** Thousands of lines take a while to read: a ledger that grows all the time is not to keep the desk busy with them. */
const restFactor = 4;
const restMsMax = 15_000;

/** One reading at a time; whatever has changed meanwhile is read once more. */
async function refresh(companyId: string): Promise<void> {
  wantedId = companyId;
  if (isRunning) return;
  isRunning = true;
  try {
    for (let next = takeWanted(); next !== null; next = takeWanted()) {
      const startedAtMs = performance.now();
      useHeld.setState({ companyId: next, undecided: await readUndecided(next), failure: null });
      const restMs = Math.min(restMsMax, restFactor * (performance.now() - startedAtMs));
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  } catch (error) {
    useHeld.setState({ failure: failureText(error) });
  } finally {
    isRunning = false;
  }
}

function takeWanted(): string | null {
  const taken = wantedId;
  wantedId = null;
  return taken;
}

const noRows: readonly OutboxRow[] = [];

export interface Approvals {
  /** `null` until they have been read. */
  readonly approvals: readonly Approval[] | null;
  readonly failure: string | null;
}

/** Everything of the company that waits for a second person, read anew as the ledger grows. */
export function useApprovals(): Approvals {
  const companyId = useCompany()?.id ?? null;
  const size = useLedgerSize((state) => state.size);
  useEffect(() => {
    if (companyId !== null) void refresh(companyId);
  }, [companyId, size]);
  const held = useHeld();
  const rows = useOutbox((state) => state.rows) ?? noRows;
  const actor = useActor();
  const undecided = held.companyId === companyId ? held.undecided : null;
  const approvals = useMemo(
    () => (undecided === null ? null : mergeApprovals(undecided, actor, decidedInOutbox(rows))),
    [undecided, actor, rows],
  );
  return { approvals, failure: held.failure };
}

/** How many decisions wait for the person who is signed in; nobody is signed in: none. */
export function useReadyCount(): number {
  const { approvals } = useApprovals();
  const isSomebody = useActor() !== null;
  return useMemo(
    () => (approvals === null || !isSomebody ? 0 : countReady(approvals)),
    [approvals, isSomebody],
  );
}
