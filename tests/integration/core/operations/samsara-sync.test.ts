import { describe, expect, it } from 'vitest';
import { syncResources } from '../../../../src-main/core/operations/samsara/contract.ts';
import { freshnesses } from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { createFramesPort, firstOf, snapshotOf } from './telematics-rig.ts';
import { connectionIs, openLiveSync, openSync, pass, passUntil, type startSandbox } from './samsara-rig.ts';

const feedPath = '/fleet/vehicles/stats/feed';

describe('sync', () => {
  it('fills roster, map, cards and trails from every resource', async () => {
    const { rig, sandbox } = await openLiveSync({ vehicleCount: 40 });
    const health = await rig.health();
    expect(health).toMatchObject({
      connection: 'live',
      isSandbox: true,
      failure: null,
      clockOffsetMs: 0,
      organization: { id: expect.any(String) as string },
    });
    expect(health.resources.map(({ resource, state }) => [resource, state])).toEqual(
      syncResources.map((resource) => [resource, 'live']),
    );
    expect(health.fixCount).toBeGreaterThan(40);

    const { vehicles } = await firstOf(await rig.client.telematics.watchRoster());
    expect(vehicles).toHaveLength(40);
    expect(vehicles.filter(({ driver, clocks }) => driver !== null && clocks != null).length).toBeGreaterThan(
      20,
    );
    expect(snapshotOf(rig.telematics).size).toBe(40);

    const driving = vehicles.find(({ slot }) => snapshotOf(rig.telematics).get(slot)?.status === 1);
    const vehicleId = driving?.id ?? '';
    const card = await firstOf(await rig.client.telematics.watchVehicleCard({ vehicleId }));
    expect(card).toMatchObject({
      address: expect.any(String) as string,
      gateway: { health: expect.any(String) as string },
    });
    await pass(rig, sandbox, 30_000);
    const trail = await rig.client.telematics.getTrail({ vehicleId, fromMs: 0, toMs: rig.clock.nowMs() });
    expect(trail.timeMs.length).toBeGreaterThan(4);
    expect((await rig.client.samsara.getSandboxRoads()).roads.length).toBeGreaterThan(10);
  });

  it('asks the feed no more often than every 5 s once it is drained, and moves trucks', async () => {
    const { rig, sandbox } = await openLiveSync();
    const port = createFramesPort();
    rig.telematics.connectFrames(port);
    const before = sandbox.requestCounts()[feedPath] ?? 0;
    await pass(rig, sandbox, 60_000);
    // Twelve turns of positions at most, one of diagnostics; pages with more behind them are followed at once.
    expect((sandbox.requestCounts()[feedPath] ?? 0) - before).toBeLessThanOrEqual(16);
    expect(port.frames.filter(({ kind }) => kind === 'delta').length).toBeGreaterThan(5);
  });

  it('goes on from its cursor after a restart, shows the fleet at once, and misses nothing that happened meanwhile', async () => {
    const { rig, sandbox } = await openLiveSync();
    const { folder, clock } = rig;
    const known = snapshotOf(rig.telematics).size;
    await rig.close();
    sandbox.clock.advance(120_000);
    await clock.advance(120_000);

    const offline = await openSync({ folder, clock });
    expect(snapshotOf(offline.telematics).size).toBe(known);
    expect(await offline.health()).toMatchObject({ connection: 'notConfigured' });
    offline.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(offline, sandbox, connectionIs(offline, 'live'));
    await pass(offline, sandbox, 6_000);
    const { rows: gaps } = await widestGap(offline);
    expect(gaps).toBeLessThanOrEqual(10_000);
  });

  it('stores a fix once, however often and late it comes, and the same set as history has', async () => {
    const { rig, sandbox } = await openLiveSync();
    sandbox.faults.switchOn('duplicates');
    sandbox.faults.switchOn('late-batch');
    const fromMs = rig.clock.nowMs();
    await pass(rig, sandbox, 100_000);
    sandbox.faults.switchOff('late-batch');
    const toMs = rig.clock.nowMs() - 10_000;
    await pass(rig, sandbox, 20_000);
    const { vehicles } = await firstOf(await rig.client.telematics.watchRoster());
    for (const { id } of vehicles) {
      const ours = await rig.client.telematics.getTrail({
        vehicleId: id,
        fromMs,
        toMs,
        pointCountMax: 5_000,
      });
      expect([id, ours.timeMs]).toEqual([id, await historyTimes(sandbox, id, fromMs, toMs)]);
    }
  });
});

/** The longest time between two fixes of a truck that drove all along. */
async function widestGap(rig: Awaited<ReturnType<typeof openSync>>) {
  const { vehicles } = await firstOf(await rig.client.telematics.watchRoster());
  const driving = vehicles.find(({ slot }) => {
    const truck = snapshotOf(rig.telematics).get(slot);
    return truck?.status === 1 && freshnesses[truck.freshness ?? 0] === 'live';
  });
  const trail = await rig.client.telematics.getTrail({
    vehicleId: driving?.id ?? '',
    fromMs: 0,
    toMs: rig.clock.nowMs(),
    pointCountMax: 5_000,
  });
  const gaps = trail.timeMs.slice(1).map((timeMs, index) => timeMs - (trail.timeMs[index] ?? 0));
  return { rows: Math.max(...gaps) };
}

async function historyTimes(
  sandbox: Awaited<ReturnType<typeof startSandbox>>,
  vehicleId: string,
  fromMs: number,
  toMs: number,
) {
  const times: number[] = [];
  let after = '';
  for (;;) {
    const query = new URLSearchParams({
      types: 'gps',
      vehicleIds: vehicleId,
      startTime: new Date(fromMs).toISOString(),
      endTime: new Date(toMs).toISOString(),
      ...(after ? { after } : {}),
    });
    const answer = await fetch(`${sandbox.url()}/fleet/vehicles/stats/history?${query}`, {
      headers: { authorization: `Bearer ${sandbox.token()}` },
    });
    const { data, pagination } = (await answer.json()) as {
      data: { gps?: { time: string }[] }[];
      pagination: { endCursor: string; hasNextPage: boolean };
    };
    times.push(...data.flatMap(({ gps }) => gps ?? []).map(({ time }) => Date.parse(time)));
    if (!pagination.hasNextPage) break;
    after = pagination.endCursor;
  }
  return times.filter((timeMs) => timeMs >= fromMs && timeMs <= toMs).sort((a, b) => a - b);
}
