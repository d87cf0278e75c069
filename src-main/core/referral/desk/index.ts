import type { SharedDatabase } from '../../database/dialect.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { implementContract } from '../../platform/implementer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import { commandRoles } from '../command-inputs.ts';
import { createCheckpointCheck, type Checkpoint } from '../ledger/checkpoint.ts';
import { createMirror, type Mirror } from '../ledger/mirror.ts';
import { project } from '../programme/project.ts';
import { createReferralRouter, type ReferralRouter, type Submit } from '../router.ts';
import type { ReferralTables } from '../tables.ts';
import { beginAnew } from './begin-anew-repository.ts';
import { referralDeskContract } from './contract.ts';
import type { LedgerLink } from './ledger-link.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { readHub, writeFault, writeHubKey, writeSeen, type DeskDatabase } from './outbox-repository.ts';
import { createDeskOverview, type DeskOverview } from './overview.ts';
import { createDeskSync, type DeskSync, type HubMemory } from './sync.ts';
import type { ReferralDeskTables } from './tables.ts';

export interface ReferralDeskDeps {
  readonly database: SharedDatabase<ReferralTables & ReferralDeskTables>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly link: LedgerLink;
  /** Only simulations have their own: to plant mistakes and see them caught. */
  readonly wrapOutbox?: (outbox: Outbox) => Outbox;
}

export interface ReferralDesk {
  /** The office's calls, answered from this desk's copy; commands go into the outbox. */
  readonly router: ReferralRouter & ReturnType<typeof createHandlers>;
  readonly outbox: Outbox;
  readonly mirror: Mirror;
  readonly sync: DeskSync;
  start(): void;
  stop(): Promise<void>;
}

type DeskShared = ReferralDeskDeps['database'];

/** What this desk has been told by its hub; checks signatures with the first key it was told. */
async function openMemory({ db, transaction }: DeskShared) {
  let check: ((checkpoint: Checkpoint) => boolean) | null = null;
  const load = async () => {
    const hub = await readHub(db);
    check = hub ? createCheckpointCheck(hub.public_key) : null;
  };
  await load();
  const memory: HubMemory = {
    hasKey: () => check !== null,
    setKey: async (publicKey) => {
      await writeHubKey(db, publicKey);
      await load();
    },
    begin: async (publicKey) => {
      await transaction(async (trx) => {
        const hub = await readHub(trx);
        if (hub && (hub.public_key !== publicKey || hub.fault !== null)) await beginAnew(trx);
        await writeHubKey(trx, publicKey);
      });
      await load();
    },
    fault: async () => {
      const hub = await readHub(db);
      return hub?.fault ? { fault: hub.fault, seq: hub.fault_seq } : null;
    },
    setFault: (fault, seq) => writeFault(db, fault, seq),
    setSeen: (atMs) => writeSeen(db, atMs),
  };
  return { memory, isSigned: (checkpoint: Checkpoint) => check?.(checkpoint) ?? false };
}

function createHandlers(outbox: Outbox, overview: DeskOverview) {
  const base = implementContract(referralDeskContract);
  return {
    watchReferralSync: base.watchReferralSync.handler(({ signal }) => overview.sync.watch(signal)),
    watchOutbox: base.watchOutbox.handler(({ signal }) => overview.outbox.watch(signal)),
    watchReferralChanges: base.watchReferralChanges.handler(({ signal }) => overview.changes.watch(signal)),
    putAwayCommand: base.putAwayCommand.handler(({ input }) => outbox.putAway(input.key)),
  };
}

/** Into the outbox, by whoever acts at this desk; the hub checks everything again. */
function createSubmit(outbox: Outbox, link: LedgerLink, wake: () => void): Submit {
  return async (name, { key, command }, asking) => {
    const { userId, roles } = link.actor(asking);
    const role = commandRoles[name];
    if (!roles.includes(role)) {
      throw new AppError('platform/forbidden', `This needs the role "${role}".`, { data: { role } });
    }
    const answer = await outbox.add({ key, name, input: command, userId });
    wake();
    return answer;
  };
}

/** A desk's side of the referral programme: a verified copy of the log, and what waits to get into it. */
export async function createReferralDesk(deps: ReferralDeskDeps): Promise<ReferralDesk> {
  const { database, clock, logger, link } = deps;
  const { db } = database;
  const { memory, isSigned } = await openMemory(database);
  const onChanged = () => overview.refresh();
  const made = createOutbox({ database, clock, onChanged });
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
  const sync = createDeskSync({ ...deps, outbox, mirror, memory, onChanged });
  const overview = createDeskOverview({ db, clock, logger, syncState: sync.state.get });
  const router = createReferralRouter({
    db,
    clock,
    isSigned,
    // What the hub has said by its own clock: later than that, this copy knows nothing.
    knownUntil: async () => (await readHub(db))?.seen_at_ms ?? 0,
    submit: createSubmit(outbox, link, sync.wake),
  });
  const closing = new AbortController();
  let following: Promise<void> = Promise.resolve();
  return {
    router: { ...router, ...createHandlers(outbox, overview) },
    outbox,
    mirror,
    sync,
    start: () => {
      onChanged();
      sync.start();
      following = link.follow(sync.wake, closing.signal);
    },
    stop: async () => {
      closing.abort();
      await sync.stop();
      await following;
      await overview.settled();
    },
  };
}
