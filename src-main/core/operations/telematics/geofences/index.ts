import type { OpenDatabase } from '../../../database/connection.ts';
import type { LedgerSchema, TelematicsSchema } from '../../../database/schema.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/logger.ts';
import { createState } from '../../../platform/state.ts';
import type { Committed } from '../commits.ts';
import type { Telematics } from '../index.ts';
import { dayMs } from '../retention.ts';
import type { AddressBook } from './address-book.ts';
import { createCatalog, type CatalogView } from './catalog.ts';
import type { GeofenceArea, GeofenceEvent, GeofencePresence } from './contract.ts';
import type { GeofenceIncident } from './incident.ts';
import { createMonitor } from './monitor.ts';
import { createRecorder } from './recorder.ts';
import { createGeofenceRouter } from './router.ts';
import { createSender } from './sender.ts';
import { readOpenStays, readVisits } from './visit-repository.ts';

export type { AddressBook, AddressDraft } from './address-book.ts';
export type { GeofenceIncident } from './incident.ts';

export interface GeofencesDeps {
  readonly ledger: Pick<OpenDatabase<LedgerSchema>, 'db' | 'transaction'>;
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly telematics: Pick<Telematics, 'onCommitted' | 'onObserved' | 'observations' | 'retention'>;
  /** `null`: there is nobody to share with. */
  readonly addresses: AddressBook | null;
  /** Resolves when it is stored; the same key again is harmless. */
  readonly report: (incident: GeofenceIncident) => Promise<void>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

const listIntervalMs = 500;
const presenceIntervalMs = 1_000;

export type Presence = {
  readonly inside: readonly GeofencePresence[];
  readonly events: readonly GeofenceEvent[];
};

/** Geofences: what they are, who is in them, and keeping them the same as the vendor's addresses. */
export function createGeofences(deps: GeofencesDeps) {
  const parts = createParts(deps);
  const { catalog, list, presenceVersion, monitor, recorder, sender } = parts;
  return {
    router: createGeofenceRouter({
      watchList: list.watch,
      watchPresence: presenceVersion.watch,
      readPresence: (): Presence => ({ inside: monitor.presence(), events: recorder.newestEvents() }),
      save: (id, draft) => parts.change(() => catalog.save(id, draft)),
      remove: (id) => parts.change(() => catalog.remove(id)),
      restore: (id) => parts.change(() => catalog.restore(id)),
      resolve: (id, keep) => parts.change(() => catalog.resolve(id, keep)),
      readVisits: async (question) => {
        await recorder.settled();
        return readVisits(deps.database.db, question);
      },
    }),
    /** After telematics has started and before anything is fetched, or the first fixes would be missed. */
    start: () => start(deps, parts),
    async stop(): Promise<void> {
      for (const stopListening of parts.listening.splice(0)) stopListening();
      await sender.stop();
      await parts.inTurn(() => Promise.resolve());
      await recorder.stop();
    },
    /** What waits for the vendor is tried at once: it can be reached again. */
    retryNow: () => sender.wake({ retryAll: true }),
  };
}

export type Geofences = ReturnType<typeof createGeofences>;

function createParts(deps: GeofencesDeps) {
  const { clock } = deps;
  const logger = deps.logger.child({ module: 'geofences' });
  const catalog = createCatalog({ ...deps, telematics: deps.database });
  const monitor = createMonitor();
  const list = createState<CatalogView>(catalog.view(), { minIntervalMs: listIntervalMs, clock });
  const presenceVersion = createState(0, { minIntervalMs: presenceIntervalMs, clock });
  const onChange = () => presenceVersion.update((version) => version + 1);
  const recorder = createRecorder({
    ...deps,
    logger,
    monitor,
    onChange,
    keptMs: () => deps.telematics.retention().tripDays * dayMs,
  });
  const inTurn = createTurns();
  const sender = createSender({
    waiting: () => (deps.addresses === null ? [] : catalog.waiting()),
    versionToSend: catalog.versionToSend,
    book: deps.addresses ?? nobody,
    note: (id, sent) => change(() => catalog.noteSent(id, sent)),
    clock,
    logger,
  });

  function show(view: CatalogView) {
    const changedIds = changedAreas(list.get(), view);
    list.set(view);
    recorder.record(monitor.setGeofences(view.watched, changedIds));
    if (changedIds.size > 0) onChange();
    sender.wake();
  }

  function change<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(async () => {
      const result = await work();
      show(await catalog.rebuild());
      return result;
    });
  }

  const listening: (() => void)[] = [];
  return {
    logger,
    catalog,
    monitor,
    list,
    presenceVersion,
    recorder,
    inTurn,
    sender,
    show,
    change,
    listening,
  };
}

type Parts = ReturnType<typeof createParts>;

async function start({ database, telematics }: GeofencesDeps, parts: Parts): Promise<void> {
  const { catalog, list, monitor, recorder, sender } = parts;
  const view = await catalog.start();
  list.set(view);
  await recorder.start();
  const stays = await readOpenStays(database.db);
  recorder.record(monitor.start(view.watched, stays, telematics.observations()));
  parts.listening.push(
    telematics.onCommitted((committed) => takeIn(parts, committed)),
    telematics.onObserved(recorder.takeObservations),
  );
  sender.start();
}

function takeIn({ catalog, monitor, recorder, inTurn, show, logger }: Parts, committed: Committed): void {
  if (committed.kind === 'page') {
    recorder.record(monitor.takePage(committed.page));
    return;
  }
  if (committed.kind === 'cleared') {
    monitor.clear();
    recorder.clear();
  }
  const refresh = async () => {
    const isWhole = committed.kind === 'addresses' && committed.isComplete;
    show(await (committed.kind === 'cleared' ? catalog.unlink() : catalog.refresh(isWhole)));
  };
  inTurn(refresh).catch((error: unknown) => logger.error({ error }, 'geofences could not be read anew'));
}

/** One change after the other: each sees what the one before has written. */
function createTurns() {
  let turn: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const outcome = turn.then(work);
    turn = outcome.catch(() => undefined); // The caller hears of it; the next turn is not to suffer for it.
    return outcome;
  };
}

/** New or moved. What is gone is simply not in the list any more, and counts as changed too. */
function changedAreas(before: CatalogView, after: CatalogView): ReadonlySet<string> {
  const textOf = (area: GeofenceArea) => JSON.stringify(area);
  const known = new Map(before.watched.map(({ id, area }) => [id, area]));
  const changed = new Set<string>();
  for (const { id, area } of after.watched) {
    const earlier = known.get(id);
    known.delete(id);
    if (earlier === undefined || (earlier !== area && textOf(earlier) !== textOf(area))) changed.add(id);
  }
  for (const id of known.keys()) changed.add(id);
  return changed;
}

const refuse = () => Promise.reject(new Error('nobody to share geofences with'));
/** Never asked: nothing waits without an address book. */
const nobody: AddressBook = { fetch: refuse, create: refuse, update: refuse, remove: refuse };
