import type { EntryPlace } from '../../ledger/decide.ts';
import type { Actor } from '../../ledger/entry.ts';
import { reject, type Rejection } from '../../ledger/rejection.ts';
import type { Database } from '../../ledger/repository.ts';
import type { Step } from '../../ledger/step.ts';
import type { ProgrammeFact } from '../fact.ts';
import type { Company, Person, RecordKind, RecordTypes } from '../record.ts';
import { readRecord } from '../record-repository.ts';
import type { RejectionCode } from '../../rejection-codes.ts';

/** What a plan may look at: the records inside the transaction, who asks, and when it is. */
export interface Planner {
  readonly trx: Database;
  readonly actor: Actor;
  readonly place: EntryPlace;
  /** Never the same twice; hides what is hashed with it. */
  readonly salt: () => string;
}

export interface Planned {
  readonly fact: ProgrammeFact;
  readonly steps: readonly Step[];
  readonly reason: string | null;
  /** Texts that the fact names by their hash. */
  readonly attachments: readonly string[];
}

export type PlanOf<Input> = (planner: Planner, input: Input) => Promise<Planned | Rejection>;

export const planned = (
  fact: ProgrammeFact,
  steps: readonly Step[] = [],
  more: { readonly reason?: string | null; readonly attachments?: readonly string[] } = {},
): Planned => ({ fact, steps, reason: more.reason ?? null, attachments: more.attachments ?? [] });

/** Thrown inside a plan, and an answer outside of it: most plans ask for four things in a row, any of which may be missing. */
class PlanRefused extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.code);
    this.rejection = rejection;
  }
}

export function refuse(code: RejectionCode, data: Rejection['data'] = {}): never {
  throw new PlanRefused(reject(code, data));
}

/** A plan that says no by `refuse`. */
export function planOf<Input>(plan: (planner: Planner, input: Input) => Promise<Planned>): PlanOf<Input> {
  return async (planner, input) => {
    try {
      return await plan(planner, input);
    } catch (error) {
      if (error instanceof PlanRefused) return error.rejection;
      throw error;
    }
  };
}

export async function need<Kind extends RecordKind>(
  { trx }: Planner,
  kind: Kind,
  id: string,
): Promise<RecordTypes[Kind]> {
  return (await readRecord(trx, kind, id)) ?? refuse('referral/unknown-record', { kind, id });
}

export async function needNew({ trx }: Planner, kind: RecordKind, id: string): Promise<void> {
  if ((await readRecord(trx, kind, id)) !== null) refuse('referral/exists-already', { kind, id });
}

export function needState<State extends string>(
  record: { readonly id: string; readonly state: State },
  allowed: readonly State[],
): void {
  if (!allowed.includes(record.state)) refuse('referral/wrong-state', { id: record.id, state: record.state });
}

/** Somebody of the company who is still there. */
export async function needActive(
  planner: Planner,
  company: Company | string,
  personId: string,
): Promise<Person> {
  const companyId = typeof company === 'string' ? company : company.id;
  const person = await need(planner, 'person', personId);
  if (person.companyId !== companyId) refuse('referral/other-company', { id: personId });
  if (person.leftAtMs !== null) refuse('referral/person-left', { personId });
  return person;
}

/** Maker and checker are two people. */
export function needAnother({ actor }: Planner, makerId: string): void {
  if (actor.userId === makerId) refuse('referral/needs-second-person', { makerId });
}
