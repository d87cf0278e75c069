import type { Entry } from '../ledger/entry.ts';
import type { Database } from '../ledger/repository.ts';
import { readFact, type ProgrammeFact } from './fact.ts';
import { readProfile, traitsOf } from './profile.ts';
import { readAttachment, readRecord, writeRecord, writeTraits } from './record-repository.ts';
import { reduce, type Before } from './reduce.ts';

const beforeOf = (trx: Database): Before => ({
  get: async (kind, id) => {
    const record = await readRecord(trx, kind, id);
    if (record === null) throw new Error(`the log changes ${kind} ${id}, which it has not made`);
    return record;
  },
});

async function writeFinders(trx: Database, fact: ProgrammeFact): Promise<void> {
  if (fact.type === 'codeIssued') {
    const trait = { field: 'code', value: fact.text };
    await writeTraits(trx, fact.companyId, { kind: 'code', recordId: fact.codeId }, [trait]);
    return;
  }
  if (fact.type !== 'personAdded' && fact.type !== 'referralMade') return;
  const text = await readAttachment(trx, fact.attachments[0]);
  // Erased since: nobody is found by it any more.
  if (text === null) return;
  const owner =
    fact.type === 'personAdded'
      ? ({ kind: 'person', recordId: fact.personId } as const)
      : ({ kind: 'referral', recordId: fact.referralId } as const);
  await writeTraits(trx, fact.companyId, owner, traitsOf(readProfile(text)));
}

/** Writes what follows from an entry, in the transaction that writes the entry. */
export async function project(trx: Database, entry: Entry): Promise<void> {
  if (entry.fact === null) return;
  const fact = readFact(entry.fact);
  for (const written of await reduce(fact, entry, beforeOf(trx))) await writeRecord(trx, written, entry);
  await writeFinders(trx, fact);
}
