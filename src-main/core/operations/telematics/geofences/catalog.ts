import type { OpenDatabase } from '../../../database/connection.ts';
import type { LedgerSchema, TelematicsSchema } from '../../../database/schema.ts';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Ids } from '../../../platform/ids.ts';
import { areaProblem, withoutRepeats } from './area-check.ts';
import { listGeofences, mineOf, storedOfAddress, verdictOf, watchedOf, type BookEntry } from './book.ts';
import { createTheirSide, type TheirSideKeeper } from './catalog-side.ts';
import type { Geofence, GeofenceArea, GeofenceDraft, GeofenceVersion } from './contract.ts';
import type { WatchedGeofence } from './geofence-state.ts';
import { shareableVersion } from './geofence-sync.ts';
import { geofenceLimits } from './geofence.wire.ts';
import { readGeofences, removeGeofence, saveGeofence, type StoredGeofence } from './repository.ts';
import type { Sent } from './sender.ts';

export interface CatalogDeps {
  readonly ledger: Pick<OpenDatabase<LedgerSchema>, 'db'>;
  readonly telematics: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface CatalogView {
  readonly geofences: readonly Geofence[];
  readonly watched: readonly WatchedGeofence[];
  readonly knownTags: readonly string[];
}

/**
 * All geofences and where each stands with the vendor. Every change is in the ledger before it counts. Calls must not
 * overlap: whoever owns it lets them in one after the other, and calls `rebuild` after each change.
 */
export interface Catalog {
  start(): Promise<CatalogView>;
  view(): CatalogView;
  /** Does what needs no person (their changes taken over, what both deleted dropped) and lists anew. */
  rebuild(): Promise<CatalogView>;
  /** The vendor's list or its tags came anew. `isWhole`: it named all there are. */
  refresh(isWhole: boolean): Promise<CatalogView>;
  /** Another account: what was linked to the last one is ours alone, and is sent nowhere by itself. */
  unlink(): Promise<CatalogView>;
  /** Resolves to the id. Throws `geofences/unknown`, `…/invalid-area`, `…/too-many`, `…/in-conflict`. */
  save(id: string | null, draft: GeofenceDraft): Promise<string>;
  /** Throws `geofences/unknown`. */
  remove(id: string): Promise<void>;
  /** Throws `geofences/unknown`. */
  restore(id: string): Promise<void>;
  /** Throws `geofences/unknown`, `geofences/no-conflict`. */
  resolve(id: string, keep: 'mine' | 'theirs'): Promise<void>;
  /** What has to be sent. */
  waiting(): readonly BookEntry[];
  /** `null`: it is not to be there any more. */
  versionToSend(entry: BookEntry): GeofenceVersion | null;
  noteSent(id: string, sent: Sent): Promise<void>;
}

/** Deleted ones can be taken back for this long, then their rows go. */
const keepDeletedMs = 10 * 60_000;

interface Books {
  readonly deps: CatalogDeps;
  readonly theirs: TheirSideKeeper;
  readonly stored: Map<string, StoredGeofence>;
  entries: readonly BookEntry[];
  view: CatalogView;
}

const unknown = () => new AppError('geofences/unknown', 'No geofence with this id is known.');

export function createCatalog(deps: CatalogDeps): Catalog {
  const books: Books = {
    deps,
    theirs: createTheirSide(deps),
    stored: new Map(),
    entries: [],
    view: { geofences: [], watched: [], knownTags: [] },
  };
  return {
    view: () => books.view,
    rebuild: () => rebuild(books),
    async start() {
      for (const row of await readGeofences(deps.ledger.db)) books.stored.set(row.id, row);
      await books.theirs.read(false);
      return rebuild(books);
    },
    async refresh(isWhole) {
      await books.theirs.read(isWhole || books.theirs.get().isWhole);
      return rebuild(books);
    },
    unlink: () => unlink(books),
    save: (id, draft) => save(books, id, draft),
    async remove(id) {
      const row = rowOf(books, id);
      if (row.deletedAtMs !== null) throw unknown();
      await put(books, { ...row, deletedAtMs: deps.clock.nowMs(), failure: null });
    },
    async restore(id) {
      const row = books.stored.get(id);
      if (row === undefined) throw unknown();
      await put(books, { ...row, deletedAtMs: null, updatedAtMs: deps.clock.nowMs() });
    },
    resolve: (id, keep) => resolve(books, id, keep),
    waiting: () =>
      books.entries.filter(({ verdict }) => ['create', 'update', 'delete'].includes(verdict.kind)),
    versionToSend({ stored: row }) {
      const mine = row.isShared ? mineOf(row) : null;
      return mine === null ? null : shareableVersion(mine, new Set(books.theirs.get().knownTags));
    },
    noteSent: (id, sent) => noteSent(books, id, sent),
  };
}

async function put({ deps, stored }: Books, row: StoredGeofence) {
  await saveGeofence(deps.ledger.db, row);
  stored.set(row.id, row);
}

async function drop({ deps, stored }: Books, id: string) {
  await removeGeofence(deps.ledger.db, id);
  stored.delete(id);
}

async function settle(books: Books, row: StoredGeofence): Promise<void> {
  const verdict = verdictOf(row, books.theirs.get());
  const nowMs = books.deps.clock.nowMs();
  if (verdict.kind === 'adopt') {
    const { version } = verdict;
    await put(books, { ...row, ...version, base: version, failure: null, updatedAtMs: nowMs });
  } else if (verdict.kind === 'agree') {
    await put(books, { ...row, base: verdict.version, failure: null });
  } else if (verdict.kind === 'forget') {
    const isKept = row.deletedAtMs !== null && nowMs - row.deletedAtMs < keepDeletedMs;
    if (!isKept) await drop(books, row.id);
  }
}

async function rebuild(books: Books): Promise<CatalogView> {
  for (const row of [...books.stored.values()]) await settle(books, row);
  const side = books.theirs.get();
  books.entries = [...books.stored.values()].map((row) => ({ stored: row, verdict: verdictOf(row, side) }));
  const geofences = listGeofences(books.entries, side);
  books.view = { geofences, watched: watchedOf(geofences, books.entries), knownTags: side.knownTags };
  return books.view;
}

async function unlink(books: Books): Promise<CatalogView> {
  books.theirs.clear();
  for (const row of [...books.stored.values()]) {
    if (row.deletedAtMs !== null) await drop(books, row.id);
    else await put(books, { ...row, addressId: null, base: null, failure: null, isShared: false });
  }
  await books.theirs.read(false);
  return rebuild(books);
}

/** The row to change; of a geofence of the vendor's that nobody touched yet, the row it gets. */
function rowOf({ stored, theirs, deps }: Books, id: string): StoredGeofence {
  const known = stored.get(id);
  if (known) return known;
  const address = theirs.get().addresses.get(id);
  const row = address === undefined ? null : storedOfAddress(address, deps.clock.nowMs());
  if (row === null) throw unknown();
  return row;
}

/** Stored as it was checked: corners once, ten centimeters exact. */
function tidied(area: GeofenceArea): GeofenceArea {
  const degrees = (value: number) => Math.round(value * 1e6) / 1e6;
  if (area.kind === 'circle') {
    const { latitude, longitude, radiusMeters } = area;
    return {
      kind: 'circle',
      latitude: degrees(latitude),
      longitude: degrees(longitude),
      radiusMeters: Math.round(radiusMeters),
    };
  }
  const vertices = area.vertices.map(({ latitude, longitude }) => ({
    latitude: degrees(latitude),
    longitude: degrees(longitude),
  }));
  return { kind: 'polygon', vertices: withoutRepeats(vertices) };
}

async function save(books: Books, id: string | null, draft: GeofenceDraft): Promise<string> {
  const { clock, ids } = books.deps;
  const problem = areaProblem(draft.area);
  if (problem !== null) {
    throw new AppError('geofences/invalid-area', 'The area cannot be used.', { data: { problem } });
  }
  const nowMs = clock.nowMs();
  const values = { ...draft, notes: draft.notes || null, area: tidied(draft.area), updatedAtMs: nowMs };
  if (id === null) {
    if (books.view.geofences.length >= geofenceLimits.geofenceCount) {
      throw new AppError('geofences/too-many', 'There are too many geofences.');
    }
    const fresh = { addressId: null, base: null, failure: null, createdAtMs: nowMs, deletedAtMs: null };
    const newId = ids.next();
    await put(books, { ...values, ...fresh, id: newId });
    return newId;
  }
  const row = rowOf(books, id);
  if (verdictOf(row, books.theirs.get()).kind === 'conflict') {
    throw new AppError('geofences/in-conflict', 'The conflict with Samsara has to be settled first.');
  }
  if (row.deletedAtMs !== null) throw unknown();
  await put(books, { ...row, ...values, failure: null });
  return id;
}

async function resolve(books: Books, id: string, keep: 'mine' | 'theirs'): Promise<void> {
  const row = books.stored.get(id);
  if (row === undefined) throw unknown();
  const verdict = verdictOf(row, books.theirs.get());
  if (verdict.kind !== 'conflict') {
    throw new AppError('geofences/no-conflict', 'This geofence is not in conflict.');
  }
  const { theirs } = verdict;
  const updatedAtMs = books.deps.clock.nowMs();
  if (keep === 'mine') {
    // Agreed is what they have: the difference to it is what will be sent.
    const addressId = theirs === null ? null : row.addressId;
    await put(books, { ...row, base: theirs, addressId, failure: null, updatedAtMs });
  } else if (theirs === null) {
    await drop(books, id);
  } else {
    await put(books, { ...row, ...theirs, base: theirs, deletedAtMs: null, failure: null, updatedAtMs });
  }
}

async function noteSent(books: Books, id: string, sent: Sent): Promise<void> {
  const { theirs, stored } = books;
  if (sent.kind === 'stored') await theirs.noteAddress(sent.address);
  else if (sent.kind === 'removed' && sent.addressId !== '') await theirs.noteGone(sent.addressId);
  else if (sent.kind === 'surprised') {
    if (sent.address === null) await theirs.noteGone(sent.addressId);
    else await theirs.noteAddress(sent.address);
  }
  // It may have been changed, even settled, while it was under way.
  const row = stored.get(id);
  if (row === undefined) return;
  if (sent.kind === 'stored') {
    await put(books, { ...row, addressId: sent.address.id, base: sent.version, failure: null });
  } else if (sent.kind === 'removed') {
    await put(books, { ...row, addressId: null, base: null, failure: null });
  } else if (sent.kind === 'failed') {
    await put(books, { ...row, failure: { code: sent.code, message: sent.message } });
  }
}
