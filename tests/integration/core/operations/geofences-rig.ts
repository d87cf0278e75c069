import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import type {
  AddressFact,
  Fix,
  VehicleReadings,
} from '../../../../src-main/core/operations/telematics/facts.ts';
import type { GeofenceDraft } from '../../../../src-main/core/operations/telematics/geofences/contract.ts';
import {
  createGeofences,
  type AddressBook,
  type GeofenceIncident,
} from '../../../../src-main/core/operations/telematics/geofences/index.ts';
import { createTelematics } from '../../../../src-main/core/operations/telematics/index.ts';
import { AppError } from '../../../../src-main/core/platform/errors.ts';
import { createIds } from '../../../../src-main/core/platform/ids.ts';
import { createMetrics } from '../../../../src-main/core/platform/metrics.ts';
import { createManualClock, settle, type ManualClock } from '../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { emptyReadings } from '../../../unit/core/operations/telematics/readings-fixture.ts';
import { context } from './telematics-rig.ts';

export const yard = { latitude: 41.25, longitude: -95.93 };
const metersPerDegree = 111_195;

/** A vendor that keeps addresses in memory, as the real one does elsewhere. */
function createVendor() {
  const addresses = new Map<string, AddressFact>();
  const calls: string[] = [];
  let isDown = false;
  let lastId = 1_000;
  const book: AddressBook = {
    fetch: async (id) => {
      if (isDown) throw new AppError('samsara/unreachable', 'down');
      return addresses.get(id) ?? null;
    },
    create: async ({ geofenceId, tags, ...draft }) => {
      calls.push(`create ${geofenceId}`);
      if (isDown) throw new AppError('samsara/unreachable', 'down');
      lastId += 1;
      const fact = addressOf(String(lastId), {
        ...draft,
        tags: tags.map((name) => ({ id: name, name, parentTagId: null })),
      });
      addresses.set(fact.id, fact);
      return fact;
    },
    update: async (id, { geofenceId: _ours, tags, ...draft }) => {
      calls.push(`update ${id}`);
      const fact = addressOf(id, {
        ...draft,
        tags: tags.map((name) => ({ id: name, name, parentTagId: null })),
      });
      addresses.set(id, fact);
      return fact;
    },
    remove: async (id) => {
      calls.push(`remove ${id}`);
      addresses.delete(id);
    },
  };
  return {
    book,
    addresses,
    calls,
    setDown: (down: boolean) => {
      isDown = down;
    },
  };
}

export const addressOf = (id: string, its: Partial<AddressFact> = {}): AddressFact => ({
  id,
  name: `Address ${id}`,
  formattedAddress: '1 Dock Road',
  area: { kind: 'circle', ...yard, radiusMeters: 300 },
  type: 'yard',
  tags: [],
  notes: null,
  ...its,
});

export const draftOf = (its: Partial<GeofenceDraft> = {}): GeofenceDraft => ({
  name: 'Omaha yard',
  type: 'yard',
  area: { kind: 'circle', ...yard, radiusMeters: 300 },
  tags: [],
  notes: null,
  alertsOnEntry: true,
  alertsOnExit: true,
  dwellLimitMinutes: null,
  speedLimitMph: null,
  isShared: false,
  ...its,
});

export async function open(
  options: { folder?: string; clock?: ManualClock; vendor?: ReturnType<typeof createVendor> } = {},
) {
  const { folder = temporaryFolder(), clock = createManualClock(), vendor = createVendor() } = options;
  const logger = createRecordingLogger();
  const openFile = <Kind extends 'ledger' | 'telematics'>(kind: Kind) =>
    openDatabase({ kind, path: join(folder, `${kind}.db`), clock, logger });
  const ledger = await openFile('ledger');
  const database = await openFile('telematics');
  const telematics = createTelematics({ database, clock, logger, metrics: createMetrics() });
  const incidents: GeofenceIncident[] = [];
  const geofences = createGeofences({
    ledger,
    database,
    telematics,
    addresses: vendor.book,
    report: (incident) => {
      incidents.push(incident);
      return Promise.resolve();
    },
    clock,
    ids: createIds({ clock, random: Math.random }),
    logger,
  });
  await telematics.start();
  await geofences.start();
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await geofences.stop();
    await telematics.stop();
    await database.close();
    await ledger.close();
  };
  onTestFinished(close);
  const client = createRouterClient(geofences.router, { context: context(logger) });
  const firstOf = async <T>(stream: AsyncIterable<T>): Promise<T> => {
    for await (const item of stream) return item;
    throw new Error('the stream ended');
  };
  return {
    clock,
    vendor,
    logger,
    telematics,
    database,
    incidents,
    client,
    close,
    reopen: async () => {
      await close();
      return open({ folder, clock, vendor });
    },
    list: async () => (await firstOf(await client.watchGeofences())).geofences,
    presence: async () => firstOf(await client.watchGeofencePresence()),
    /** Meters north of the middle of the yard, at this many seconds after the clock's start. */
    drive: async (
      ...steps: readonly (readonly [seconds: number, northMeters: number, speedMph?: number])[]
    ) => {
      const fixes = steps.map(([seconds, northMeters, speedMph = 20]): Fix => ({
        timeMs: startMs + seconds * 1_000,
        latitudeE6: Math.round((yard.latitude + northMeters / metersPerDegree) * 1e6),
        longitudeE6: Math.round(yard.longitude * 1e6),
        speedDeciMph: speedMph * 10,
        headingDeg: 0,
        address: null,
      }));
      const page: VehicleReadings[] = [{ ...emptyReadings('truck'), fixes }];
      await telematics.ingest(page);
      await settle();
    },
  };
}

export const startMs = Date.UTC(2026, 10, 22, 12);
export const kindsOf = (incidents: readonly GeofenceIncident[]) =>
  incidents.map(({ kind, isResolved }) => `${kind}${isResolved ? '' : ' open'}`);
