import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  incidentDetails,
  type IncidentReport,
} from '../../../../src-main/core/operations/notifications/incident.ts';
import { addressSchema } from '../../../../src-main/core/operations/samsara/list-schemas.ts';
import type { TripFact } from '../../../../src-main/core/operations/telematics/index.ts';
import { openLiveSync, openSync, pass, passUntil, startSandbox, type SyncRig } from './samsara-rig.ts';
import { openTelematics } from './telematics-rig.ts';

const minuteMs = 60_000;

const isLive =
  (rig: SyncRig, name: 'alerts' | 'safetyEvents' | 'trips' | 'dutyLogs' | 'speedLimits' | 'backfill') =>
  async () =>
    (await rig.resource(name)).state === 'live';

describe('what happens', () => {
  it('is handed to notifications, each happening once as it changes, and every report fits', async () => {
    const { rig, sandbox } = await openLiveSync({ vehicleCount: 120 });
    await passUntil(rig, sandbox, isLive(rig, 'alerts'));
    const first = rig.incidents.length;
    expect(first).toBeGreaterThan(20);
    const told = new Map<string, IncidentReport[]>();
    for (const report of rig.incidents) {
      expect(incidentDetails[report.kind].safeParse(report.details).success).toBe(true);
      told.set(report.key, [...(told.get(report.key) ?? []), report]);
    }
    // One turn, one report per happening.
    expect([...told.values()].every((reports) => reports.length === 1)).toBe(true);
    expect(new Set(rig.incidents.map(({ kind }) => kind)).size).toBeGreaterThan(4);

    // Windows overlap by two minutes: nothing is told twice while nothing changes.
    sandbox.faults.switchOn('denied-scope', { paths: ['/fleet/vehicles/stats'] });
    sandbox.clock.advance(20 * minuteMs);
    rig.clock.jumpTo(rig.clock.nowMs() + 20 * minuteMs);
    await pass(rig, sandbox, 40_000);
    const again = rig.incidents.slice(first);
    for (const report of again) {
      const before = told.get(report.key)?.at(-1);
      if (before === undefined) continue;
      expect(JSON.stringify(before)).not.toBe(JSON.stringify(report));
    }
    const resolvedLater = again.filter(
      ({ key, isResolved }) => isResolved && told.get(key)?.at(-1)?.isResolved === false,
    );
    expect(resolvedLater.length).toBeGreaterThan(0);
  });

  it('is not forgotten when it could not be written down: it is told again', async () => {
    const rig = await openSync();
    const sandbox = await startSandbox(rig.clock, { vehicleCount: 40 });
    rig.refuseIncidents(true);
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(rig, sandbox, async () => (await rig.resource('alerts')).state === 'stale');
    expect(rig.incidents).toEqual([]);
    rig.refuseIncidents(false);
    await passUntil(rig, sandbox, isLive(rig, 'alerts'));
    expect(rig.incidents.length).toBeGreaterThan(10);
  });

  it('lets one kind be denied without the others', async () => {
    const rig = await openSync();
    const sandbox = await startSandbox(rig.clock, { vehicleCount: 12 });
    sandbox.faults.switchOn('denied-scope', { paths: ['/alerts', '/readings'] });
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(rig, sandbox, isLive(rig, 'safetyEvents'));
    await passUntil(rig, sandbox, async () => (await rig.resource('speedLimits')).state === 'denied');
    expect((await rig.resource('alerts')).state).toBe('denied');
    expect((await rig.health()).connection).toBe('live');
  });
});

describe('trips, limits and logs', () => {
  it('come in, and trips under way are completed as they end', async () => {
    const { rig, sandbox } = await openLiveSync({ vehicleCount: 40 });
    await passUntil(rig, sandbox, async () => (await rig.resource('trips')).itemCount > 0);
    const tripsOf = () => rig.database.db.selectFrom('trip').selectAll().execute();
    const open = (await tripsOf()).filter(({ end_ms }) => end_ms === null);
    expect(open.length).toBeGreaterThan(12);
    // Five hours of positions are another test's matter.
    sandbox.faults.switchOn('denied-scope', { paths: ['/fleet/vehicles/stats'] });
    sandbox.clock.advance(5 * 60 * minuteMs);
    rig.clock.jumpTo(rig.clock.nowMs() + 5 * 60 * minuteMs);
    await pass(rig, sandbox, 5_000);
    const later = new Map((await tripsOf()).map((row) => [`${row.vehicle_id} ${row.start_ms}`, row]));
    const ended = open.filter((row) => later.get(`${row.vehicle_id} ${row.start_ms}`)?.end_ms != null);
    expect(ended.length).toBeGreaterThan(open.length / 2);

    await passUntil(rig, sandbox, isLive(rig, 'dutyLogs'));
    const logs = await rig.database.db.selectFrom('duty_log_entry').selectAll().execute();
    expect(logs.length).toBeGreaterThan(100);

    const limits = rig.telematics.observations().map(({ speedLimitMph }) => speedLimitMph);
    expect(limits.filter((limit) => limit === 65 || limit === 70 || limit === 55).length).toBeGreaterThan(25);
  });

  it('posted limits follow the trucks, and survive a restart', async () => {
    const { rig, sandbox } = await openLiveSync({ vehicleCount: 40 });
    await passUntil(rig, sandbox, isLive(rig, 'speedLimits'));
    for (let step = 0; step < 4; step += 1) {
      sandbox.clock.advance(5 * minuteMs);
      rig.clock.jumpTo(rig.clock.nowMs() + 5 * minuteMs);
      await pass(rig, sandbox, 35_000);
    }
    let compared = 0;
    for (const { vehicleId, speedLimitMph, timeMs } of rig.telematics.observations()) {
      const vehicle = sandbox.fleet.vehicles.find(({ id }) => id === vehicleId)!;
      if (timeMs === null || vehicle.condition !== 'normal') continue;
      const nowMs = sandbox.clock.nowMs() - 45_000;
      const [before, after] = [
        vehicle.truck.motionAt(nowMs - 60_000),
        vehicle.truck.motionAt(nowMs + 45_000),
      ];
      const isTunnel = vehicle.truck.deadZoneAt(nowMs) !== null;
      if (before.speedLimitMph === null || before.speedLimitMph !== after.speedLimitMph || isTunnel) continue;
      compared += 1;
      expect(speedLimitMph, vehicle.name).toBe(before.speedLimitMph);
    }
    expect(compared).toBeGreaterThan(8);
    const known = rig.telematics
      .observations()
      .map(({ vehicleId, speedLimitMph }) => [vehicleId, speedLimitMph]);
    await rig.close();
    const again = await openSync({ folder: rig.folder, clock: rig.clock });
    expect(
      again.telematics.observations().map(({ vehicleId, speedLimitMph }) => [vehicleId, speedLimitMph]),
    ).toEqual(known);
  });

  it('trips end up the same, whatever of their pages comes again, late, or in another order', async () => {
    const trip = fc.record({
      vehicleId: fc.constantFrom('1', '2'),
      startMs: fc.constantFrom(1_000, 2_000, 3_000),
      version: fc.integer({ min: 1, max: 6 }),
    });
    const factOf = ({
      vehicleId,
      startMs,
      version,
    }: {
      vehicleId: string;
      startMs: number;
      version: number;
    }): TripFact => ({
      vehicleId,
      startMs,
      endMs: version > 3 ? startMs + version : null,
      updatedAtMs: startMs + version * 10,
      start: { latitude: 1, longitude: 2 },
      end: version > 3 ? { latitude: version, longitude: 2 } : null,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(trip, { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (changes, order) => {
          const facts = changes.map(factOf);
          const rows = async (pages: readonly (readonly TripFact[])[]) => {
            const { telematics, database, close } = await openTelematics();
            for (const page of pages) await telematics.putTrips(page);
            const found = await database.db.selectFrom('trip').selectAll().execute();
            await close();
            return found;
          };
          const shuffled = facts.toSorted(() => (order.next().value % 3) - 1);
          const once = await rows([facts]);
          expect(await rows([shuffled.slice(0, 5), facts, shuffled, facts.slice(2)])).toEqual(once);
          expect(once.length).toBe(
            new Set(changes.map(({ vehicleId, startMs }) => `${vehicleId} ${startMs}`)).size,
          );
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('the days before', () => {
  const fixesOf = (rig: SyncRig, vehicleId: string, fromMs: number, toMs: number) =>
    rig.client.telematics.getTrail({ vehicleId, fromMs, toMs, pointCountMax: 5_000 });

  it('are fetched newest first, whole, and go on after a restart without a gap or a double', async () => {
    const { rig, sandbox } = await openLiveSync({ vehicleCount: 3 });
    rig.samsara.setBackfillDays(1);
    const startedMs = rig.clock.nowMs();
    await passUntil(rig, sandbox, async () => ((await rig.health()).backfill?.partCount ?? 0) > 0);
    await pass(rig, sandbox, 8_000);
    expect((await rig.health()).backfill).toMatchObject({ days: 1, partCount: 1, doneCount: 0 });
    await rig.close();

    const again = await openSync({ folder: rig.folder, clock: rig.clock });
    again.samsara.setBackfillDays(1);
    again.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(again, sandbox, async () => (await again.health()).backfill?.doneCount === 1);
    expect((await again.health()).backfill?.wholeSinceMs).toBeLessThan(startedMs - 86_000_000);
    const fromMs = startedMs - 6 * 3_600_000;
    for (const { id, truck, condition } of sandbox.fleet.vehicles) {
      if (condition !== 'normal') continue;
      const ours = await fixesOf(again, id, fromMs, startedMs - 60_000);
      const times = new Set(ours.timeMs);
      expect(times.size).toBe(ours.timeMs.length);
      const driving = Array.from({ length: 100 }, (_, step) => fromMs + step * 200_000).filter(
        (atMs) => truck.segmentAt(atMs).kind === 'drive' && truck.segmentAt(atMs - 60_000).kind === 'drive',
      );
      // While it drives there is a fix at least every few seconds.
      for (const atMs of driving)
        expect(ours.timeMs.some((timeMs) => Math.abs(timeMs - atMs) < 6_000)).toBe(true);
    }
  }, 120_000);
});

describe('the days before, until they are fetched', () => {
  const dayMs = 24 * 60 * minuteMs;
  const missing = async (rig: SyncRig, nowMs: number) => {
    const span = { fromMs: nowMs - 3 * dayMs, toMs: nowMs };
    const vehicleIds = rig.telematics.observations().map(({ vehicleId }) => vehicleId);
    return (await rig.client.telematics.review.getReview({ ...span, vehicleIds, pointCountMax: 100 }))
      .missing;
  };

  it('are told as missing before the first question about them', async () => {
    const rig = await openSync({ headStartMs: 15_000 });
    const sandbox = await startSandbox(rig.clock, { vehicleCount: 3 });
    rig.samsara.setBackfillDays(2);
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await pass(rig, sandbox, 2_000);
    const nowMs = rig.clock.nowMs();
    expect((await rig.health()).backfill).toBeUndefined();
    const [span, ...others] = await missing(rig, nowMs);
    expect(others).toEqual([]);
    expect((span?.toMs ?? 0) - (span?.fromMs ?? 0)).toBe(2 * dayMs);
    expect(Math.abs((span?.toMs ?? 0) - nowMs)).toBeLessThan(minuteMs);
  });

  it('are told as missing with the line cut, when a shorter past was planned before', async () => {
    const { rig, sandbox } = await openLiveSync({ vehicleCount: 3 });
    rig.samsara.setBackfillDays(1);
    await passUntil(rig, sandbox, async () => ((await rig.health()).backfill?.partCount ?? 0) > 0);
    await rig.close();
    const account = { baseUrl: sandbox.url(), token: sandbox.token() };
    await sandbox.stop();
    const again = await openSync({ folder: rig.folder, clock: rig.clock });
    again.samsara.setBackfillDays(2);
    again.samsara.configure(account);
    await pass(again, null, 1_000);
    const [span] = await missing(again, rig.clock.nowMs());
    expect((span?.toMs ?? 0) - (span?.fromMs ?? 0)).toBe(2 * dayMs);
  });
});

describe('addresses', () => {
  const draft = {
    geofenceId: 'own-1',
    name: 'Gate 7',
    type: 'yard',
    area: { kind: 'circle', latitude: 41.5, longitude: -87.5, radiusMeters: 120.4 },
    tags: ['Chicago, IL', 'not at Samsara'],
    notes: 'Ring twice',
  } as const;

  it('are written, found again, changed and removed at the vendor', async () => {
    const { rig, sandbox } = await openLiveSync();
    const book = rig.samsara.addressBook;
    const made = await book.create(draft);
    expect(made).toMatchObject({
      name: 'Gate 7',
      type: 'yard',
      notes: 'Ring twice',
      tags: [{ name: 'Chicago, IL' }],
    });
    expect(made.area).toEqual({ kind: 'circle', latitude: 41.5, longitude: -87.5, radiusMeters: 120 });
    // The answer got lost and it is tried again: still one.
    expect((await book.create({ ...draft, name: 'Gate 8' })).id).toBe(made.id);
    expect(await book.fetch(made.id)).toMatchObject({ id: made.id, name: 'Gate 8' });

    // Somebody else gave it a contact's street and a word that we do not have: both stay.
    const foreign = { formattedAddress: '1 Real St', addressTypes: ['yard', 'inventory'] };
    await fetch(`${sandbox.url()}/addresses/${made.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${sandbox.token()}`, 'content-type': 'application/json' },
      body: JSON.stringify(foreign),
    });
    const vertices = [
      { latitude: 41, longitude: -87 },
      { latitude: 41.01, longitude: -87 },
      { latitude: 41, longitude: -87.01 },
    ];
    const changed = await book.update(made.id, {
      ...draft,
      type: 'risk',
      area: { kind: 'polygon', vertices },
      tags: [],
    });
    expect(changed).toMatchObject({
      formattedAddress: '1 Real St',
      type: 'risk',
      tags: [],
      area: { vertices },
    });
    const raw = (await (
      await fetch(`${sandbox.url()}/addresses/${made.id}`, {
        headers: { authorization: `Bearer ${sandbox.token()}` },
      })
    ).json()) as { data: { addressTypes: string[] } };
    expect(raw.data.addressTypes.toSorted()).toEqual(['inventory', 'riskZone']);
    expect(addressSchema.safeParse(raw.data).success).toBe(true);

    await book.remove(made.id);
    await book.remove(made.id);
    expect(await book.fetch(made.id)).toBeNull();
  });

  it('say that Samsara cannot be reached while there is no account', async () => {
    const rig = await openSync();
    await expect(rig.samsara.addressBook.create(draft)).rejects.toMatchObject({
      code: 'samsara/unreachable',
    });
  });
});
