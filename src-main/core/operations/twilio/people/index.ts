import type { SharedDatabase } from '../../../database/dialect.ts';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Ids } from '../../../platform/ids.ts';
import { createState } from '../../../platform/state.ts';
import type { Roster } from '../../telematics/contract.ts';
import type { DutyBoard } from '../../telematics/hours/contract.ts';
import type { Observation, Telematics } from '../../telematics/index.ts';
import type { PhoneTables } from '../tables.ts';
import { readLastCall } from '../calls/repository.ts';
import type { BlockedNumber, CallerCard, CallerMatch, Contact, TruckFacts } from './contract.ts';
import { createDirectory, createNumberReader, type Directory, type DirectoryEntry } from './directory.ts';
import { isEmergency, readNumber } from './numbers.ts';
import {
  deleteBlocked,
  deleteContact,
  readBlocked,
  readContacts,
  saveBlocked,
  saveContact,
  type ContactRow,
} from './repository.ts';

export type FleetFacts = Pick<Telematics, 'watchRoster' | 'watchDutyBoard' | 'observations' | 'nowMs'>;

export interface PeopleDeps {
  readonly database: SharedDatabase<PhoneTables>;
  readonly fleet: FleetFacts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly country: () => string;
}

export interface ContactDraft {
  readonly contactId: string | null;
  readonly name: string;
  readonly number: string;
  readonly company: string | null;
  readonly speedDial: number | null;
}

const numberText = (number: string, country: string) => readNumber(number, country)?.text ?? number;

function contactOf(row: ContactRow, country: string): Contact {
  const { id, name, number, company, speed_dial: speedDial } = row;
  return { id, name, number, numberText: numberText(number, country), company, speedDial };
}

function truckOf(entry: DirectoryEntry, observations: readonly Observation[]): TruckFacts | null {
  if (entry.vehicle === null) return null;
  const { id, name, licensePlate } = entry.vehicle;
  const seen = observations.find(({ vehicleId }) => vehicleId === id);
  const position =
    seen === undefined || seen.timeMs === null
      ? null
      : {
          latitude: seen.latitude,
          longitude: seen.longitude,
          timeMs: seen.timeMs,
          speedMph: seen.speedMph,
          address: seen.address,
          freshness: seen.freshness,
          cause: seen.cause,
        };
  return { vehicleId: id, name, licensePlate, position, clocks: entry.clocks };
}

/** The office's own contacts. */
function createContacts({ database, clock, ids, country }: PeopleDeps, onChange: () => void) {
  const rows = createState<readonly ContactRow[]>([]);
  async function load() {
    rows.set(await readContacts(database.db));
    onChange();
  }
  return {
    load,
    rows: rows.get,
    async *watch(signal?: AbortSignal): AsyncGenerator<Contact[], void, void> {
      for await (const known of rows.watch(signal)) yield known.map((row) => contactOf(row, country()));
    },
    async save(draft: ContactDraft): Promise<Contact> {
      const number = readNumber(draft.number, country());
      if (!number) throw new AppError('phone/invalid-number', 'This is no telephone number.');
      const isUnknown = draft.contactId !== null && !rows.get().some(({ id }) => id === draft.contactId);
      if (isUnknown) throw new AppError('phone/unknown-party', 'Nobody with this id is known.');
      const row = {
        id: draft.contactId ?? ids.next(),
        name: draft.name,
        number: number.e164,
        company: draft.company,
        speed_dial: draft.speedDial,
        updated_at_ms: clock.nowMs(),
      };
      await database.transaction((trx) => saveContact(trx, row));
      await load();
      return contactOf(row, country());
    },
    async delete(contactId: string) {
      await deleteContact(database.db, contactId);
      await load();
    },
  };
}

/** Numbers whose calls are not put through. */
function createBlockList({ database, clock, country }: PeopleDeps) {
  const { db } = database;
  const blocked = new Set<string>();
  return {
    has: (number: string) => blocked.has(number),
    async load() {
      for (const { number } of await readBlocked(db)) blocked.add(number);
    },
    async list(): Promise<BlockedNumber[]> {
      return (await readBlocked(db)).map((row) => ({
        number: row.number,
        numberText: numberText(row.number, country()),
        reason: row.reason,
        blockedAtMs: row.blocked_at_ms,
        by: row.blocked_by,
      }));
    },
    async block(typed: string, reason: string | null, by: string): Promise<BlockedNumber> {
      const number = readNumber(typed, country());
      if (!number) throw new AppError('phone/invalid-number', 'This is no telephone number.');
      const blockedAtMs = clock.nowMs();
      await saveBlocked(db, { number: number.e164, reason, blocked_at_ms: blockedAtMs, blocked_by: by });
      blocked.add(number.e164);
      return { number: number.e164, numberText: number.text, reason, blockedAtMs, by };
    },
    async unblock(typed: string) {
      const number = readNumber(typed, country())?.e164 ?? typed;
      await deleteBlocked(db, number);
      blocked.delete(number);
    },
  };
}

/** Who is who at the telephone: drivers and vehicles of the fleet, the office's own contacts, numbers that are blocked. */
export function createPeople(deps: PeopleDeps) {
  const { database, fleet, country } = deps;
  const readE164 = createNumberReader();
  const stopping = new AbortController();
  let drivers: DutyBoard['drivers'] = [];
  let vehicles: Roster['vehicles'] = [];
  let directory: Directory | null = null;
  let following: Promise<unknown> = Promise.resolve();
  const contacts = createContacts(deps, () => (directory = null));
  const blocked = createBlockList(deps);

  /** Built when first asked after something changed: a fleet changes every second, the telephone rings now and then. */
  const look = (): Directory =>
    (directory ??= createDirectory(
      { drivers, vehicles, contacts: contacts.rows(), country: country() },
      readE164,
    ));

  async function follow<T>(stream: AsyncGenerator<T, void, void>, take: (value: T) => void) {
    for await (const value of stream) {
      take(value);
      directory = null;
    }
  }

  async function readCard(typed: string): Promise<CallerCard> {
    const number = readNumber(typed, country());
    const entries = number ? look().byNumber(number.e164) : [];
    const observations = entries.length > 0 ? fleet.observations() : [];
    const last = number ? await readLastCall(database.db, number.e164) : undefined;
    return {
      number: number?.e164 ?? null,
      numberText: number?.text ?? typed,
      country: number?.country ?? null,
      isEmergency: isEmergency(typed),
      isBlocked: number !== null && blocked.has(number.e164),
      matches: entries.map<CallerMatch>((entry) => ({
        kind: entry.kind,
        id: entry.id,
        name: entry.name,
        detail: entry.detail,
        truck: truckOf(entry, observations),
      })),
      lastCall: last
        ? { callId: last.id, atMs: last.begun_at_ms, direction: last.direction, note: last.note }
        : null,
      asOfMs: Math.round(fleet.nowMs()),
    };
  }

  return {
    contacts,
    blocked,
    directory: look,
    readCard,
    async start() {
      await contacts.load();
      await blocked.load();
      following = Promise.all([
        follow(fleet.watchRoster(stopping.signal), (roster) => (vehicles = roster.vehicles)),
        follow(fleet.watchDutyBoard(stopping.signal), (board) => (drivers = board.drivers)),
      ]);
    },
    async stop() {
      stopping.abort();
      await following;
    },
  };
}

export type People = ReturnType<typeof createPeople>;
