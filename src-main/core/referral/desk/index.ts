import type { SharedDatabase } from '../../database/dialect.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import { createCheckpointCheck, type Checkpoint } from '../ledger/checkpoint.ts';
import { createMirror, type Mirror } from '../ledger/mirror.ts';
import { project } from '../programme/project.ts';
import { createReferralRouter, type ReferralRouter } from '../router.ts';
import type { ReferralTables } from '../tables.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { readHub, writeFault, writeHubKey, writeSeen, type DeskDatabase } from './outbox-repository.ts';
import { createDeskSync, type DeskSync, type LedgerLink, type HubMemory } from './sync.ts';
import type { ReferralDeskTables } from './tables.ts';

export interface ReferralDeskDeps {
  readonly database: SharedDatabase<ReferralTables & ReferralDeskTables>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly link: LedgerLink;
  /** Of the hub's checkpoints, as told at enrolment. The first one stays: another key is another hub. */
  readonly publicKey: string;
  /** Only simulations have their own: to plant mistakes and see them caught. */
  readonly wrapOutbox?: (outbox: Outbox) => Outbox;
}

export interface ReferralDesk {
  /** The office's calls, answered from this desk's copy; commands go into the outbox. */
  readonly router: ReferralRouter;
  readonly outbox: Outbox;
  readonly mirror: Mirror;
  readonly sync: DeskSync;
}

type DeskShared = ReferralDeskDeps['database'];

function createMemory({ db }: DeskShared): HubMemory {
  return {
    fault: async () => {
      const hub = await readHub(db);
      return hub?.fault ? { fault: hub.fault, seq: hub.fault_seq } : null;
    },
    setFault: (fault, seq) => writeFault(db, fault, seq),
    setSeen: (atMs) => writeSeen(db, atMs),
  };
}

/** A desk's side of the referral programme: a verified copy of the log, and what waits to get into it. */
export async function createReferralDesk(deps: ReferralDeskDeps): Promise<ReferralDesk> {
  const { database, clock } = deps;
  const { db } = database;
  await writeHubKey(db, deps.publicKey);
  const hub = await readHub(db);
  const isSigned: (checkpoint: Checkpoint) => boolean = createCheckpointCheck(
    hub?.public_key ?? deps.publicKey,
  );
  const made = createOutbox({ database, clock });
  const outbox = deps.wrapOutbox?.(made) ?? made;
  const mirror = createMirror({
    database,
    isSigned,
    project,
    // The transaction is of this desk's database, which has both.
    onTaken: (trx, entries) =>
      outbox.settle(
        trx as unknown as DeskDatabase,
        entries.map(({ key }) => key),
      ),
  });
  const sync = createDeskSync({ ...deps, outbox, mirror, memory: createMemory(database) });
  const router = createReferralRouter({
    db,
    clock,
    isSigned,
    // What the hub has said by its own clock: later than that, this copy knows nothing.
    knownUntil: async () => (await readHub(db))?.seen_at_ms ?? 0,
    submit: async (name, { key, command }, session) => {
      const answer = await outbox.add({ key, name, input: command, userId: session.userId });
      sync.wake();
      return answer;
    },
  });
  return { router, outbox, mirror, sync };
}
