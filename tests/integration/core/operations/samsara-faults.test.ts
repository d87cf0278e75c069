import { describe, expect, it } from 'vitest';
import {
  freshnessCauses,
  freshnesses,
} from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { firstOf, snapshotOf } from './telematics-rig.ts';
import { connectionIs, openLiveSync, openSync, pass, passUntil, startSandbox } from './samsara-rig.ts';

const feedPath = '/fleet/vehicles/stats/feed';

describe('sync under faults', () => {
  it('stops and asks when the token is refused, and goes on with the new one', async () => {
    const { rig, sandbox } = await openLiveSync();
    sandbox.faults.switchOn('rotated-token');
    await passUntil(rig, sandbox, connectionIs(rig, 'stopped'));
    expect((await rig.health()).failure?.code).toBe('samsara/unauthorized');
    const asked = sandbox.requestCounts()[feedPath];
    await pass(rig, sandbox, 30_000);
    expect(sandbox.requestCounts()[feedPath]).toBe(asked);

    const known = snapshotOf(rig.telematics).size;
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(rig, sandbox, connectionIs(rig, 'live'));
    expect(snapshotOf(rig.telematics).size).toBe(known);
    expect(rig.logger.lines.some(({ message }) => message.includes('another fleet'))).toBe(false);
  });

  it('goes on without a resource the token may not read', async () => {
    const rig = await openSync();
    const sandbox = await startSandbox(rig.clock);
    sandbox.faults.switchOn('denied-scope', { paths: ['/gateways', '/me'] });
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(rig, sandbox, connectionIs(rig, 'live'));
    await pass(rig, sandbox, 5_000);
    expect(await rig.resource('gateways')).toMatchObject({
      state: 'denied',
      failure: { code: 'samsara/forbidden' },
    });
    expect((await rig.resource('organization')).state).toBe('denied');
    expect((await rig.resource('drivers')).state).toBe('live');
    sandbox.faults.switchOff('denied-scope');
    await rig.client.samsara.syncNow();
    await passUntil(rig, sandbox, async () => (await rig.resource('gateways')).state === 'live');
  });

  it('stops when the token may read nothing at all', async () => {
    const rig = await openSync();
    const sandbox = await startSandbox(rig.clock);
    sandbox.faults.switchOn('denied-scope', { paths: ['/'] });
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(rig, sandbox, connectionIs(rig, 'stopped'));
    expect((await rig.health()).failure?.code).toBe('samsara/forbidden');
  });

  it('fills from history what an expired cursor would have brought', async () => {
    const { rig, sandbox } = await openLiveSync();
    await pass(rig, sandbox, 10_000);
    sandbox.clock.advance(90_000);
    await rig.clock.advance(90_000 - 85_000);
    rig.clock.jumpTo(sandbox.clock.nowMs());
    sandbox.faults.switchOn('expired-cursor');
    await pass(rig, sandbox, 40_000);
    expect(rig.logger.lines.some(({ message }) => message.startsWith('cursor no longer accepted'))).toBe(
      true,
    );
    expect(rig.logger.lines.some(({ message }) => message.startsWith('gap filled'))).toBe(true);
    expect(await rig.health()).toMatchObject({ connection: 'live' });
    const gaps = await gapsOfDrivingTrucks(rig);
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15_000);
  });

  it('is stale while Samsara answers with errors or asks for patience, and live again after', async () => {
    const { rig, sandbox } = await openLiveSync();
    for (const [fault, code] of [
      ['html-5xx', 'samsara/unexpected-answer'],
      ['storm-429', 'samsara/rate-limited'],
    ] as const) {
      sandbox.faults.switchOn(fault, { setting: 1, paths: [feedPath] });
      await passUntil(rig, sandbox, async () => (await rig.resource('positions')).failure?.code === code);
      expect((await rig.health()).connection).toBe('stale');
      sandbox.faults.switchOff(fault);
      await passUntil(rig, sandbox, connectionIs(rig, 'live'));
    }
  });

  it('gets through a storm in which most requests are refused', async () => {
    const { rig, sandbox } = await openLiveSync();
    sandbox.faults.switchOn('storm-429');
    sandbox.faults.switchOn('dropped-connection');
    const before = (await rig.health()).fixCount;
    await pass(rig, sandbox, 120_000);
    expect((await rig.health()).fixCount).toBeGreaterThan(before);
  });

  it('is offline when Samsara cannot be reached, blames no truck for it, and comes back by itself', async () => {
    const { rig, sandbox } = await openLiveSync();
    const port = Number(new URL(sandbox.url()).port);
    await sandbox.stop();
    await passUntil(rig, null, connectionIs(rig, 'offline'));
    await pass(rig, null, 180_000);
    const trucks = [...snapshotOf(rig.telematics).values()];
    const lost = trucks.filter(
      ({ freshness, cause }) =>
        freshnesses[freshness ?? 0] === 'lost' && freshnessCauses[cause ?? 0] === 'silent',
    );
    expect(lost).toEqual([]);
    expect(trucks.filter(({ cause }) => freshnessCauses[cause ?? 0] === 'offline').length).toBeGreaterThan(3);
    await sandbox.start(port);
    sandbox.clock.advance(rig.clock.nowMs() - sandbox.clock.nowMs());
    await passUntil(rig, sandbox, connectionIs(rig, 'live'));
    await pass(rig, sandbox, 6_000);
    expect(
      [...snapshotOf(rig.telematics).values()].filter(
        ({ cause }) => freshnessCauses[cause ?? 0] === 'offline',
      ),
    ).toEqual([]);
  });

  it('keeps everything it can read when keys are missing, values unknown and devices ahead of time', async () => {
    const rig = await openSync();
    const sandbox = await startSandbox(rig.clock, { vehicleCount: 40 });
    for (const fault of [
      'missing-keys',
      'unknown-enum',
      'extra-keys',
      'empty-hos-status',
      'old-snapshot',
      'device-clock-skew',
    ]) {
      sandbox.faults.switchOn(fault);
    }
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(rig, sandbox, connectionIs(rig, 'live'));
    await pass(rig, sandbox, 60_000);
    expect((await rig.health()).resources.every(({ state }) => state === 'live')).toBe(true);
    expect((await firstOf(await rig.client.telematics.watchRoster())).vehicles).toHaveLength(40);
    expect(rig.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('leaves points out that are ahead of any possible time, so that their truck does not freeze', async () => {
    const rig = await openSync();
    const sandbox = await startSandbox(rig.clock);
    sandbox.faults.switchOn('device-clock-skew', { setting: 3_600 });
    rig.samsara.configure({ baseUrl: sandbox.url(), token: sandbox.token() });
    await passUntil(rig, sandbox, connectionIs(rig, 'live'));
    await pass(rig, sandbox, 20_000);
    const newestMs = Math.max(...[...snapshotOf(rig.telematics).values()].map(({ timeMs }) => timeMs ?? 0));
    expect(newestMs).toBeLessThanOrEqual(rig.clock.nowMs() + 1_000);
    const rejected = rig.metrics
      .snapshot()
      .find(({ name, labels }) => name === 'samsara.rejected' && labels.resource === 'positions');
    expect(rejected).toMatchObject({ value: expect.any(Number) as number });
  });

  it("judges ages by the vendor's clock", async () => {
    const { rig, sandbox } = await openLiveSync();
    sandbox.faults.switchOn('clock-skew');
    await pass(rig, sandbox, 15_000);
    expect(Math.abs((await rig.health()).clockOffsetMs - 420_000)).toBeLessThanOrEqual(2_000);
    const live = [...snapshotOf(rig.telematics).values()].filter(
      ({ status, freshness }) => status === 1 && freshnesses[freshness ?? 0] === 'live',
    );
    expect(live.length).toBeGreaterThan(2);
  });
});

describe('another account', () => {
  it('never mixes two fleets', async () => {
    const { rig, sandbox } = await openLiveSync();
    const other = await startSandbox(rig.clock, { seed: 7, vehicleCount: 5 });
    const idsOf = async () =>
      (await firstOf(await rig.client.telematics.watchRoster())).vehicles.map(({ id }) => id);
    const old = await idsOf();
    rig.samsara.configure({ baseUrl: other.url(), token: other.token() });
    await passUntil(rig, other, connectionIs(rig, 'live'));
    await pass(rig, other, 6_000);
    const now = await idsOf();
    expect(now).toHaveLength(5);
    expect(now.filter((id) => old.includes(id))).toEqual([]);
    expect(sandbox.fleet).not.toBe(other.fleet);
  });

  it('is asked who it is without storing anything', async () => {
    const { rig, sandbox } = await openLiveSync();
    const check = (token: string, baseUrl = sandbox.url()) =>
      rig.client.samsara.checkAccess({ baseUrl, token });
    expect(await check(sandbox.token())).toEqual({
      organizationId: expect.any(String) as string,
      organizationName: expect.any(String) as string,
    });
    await expect(check('samsara_api_wrong')).rejects.toMatchObject({
      code: 'samsara/unauthorized',
      defined: true,
    });
    sandbox.faults.switchOn('denied-scope', { paths: ['/me'] });
    await expect(check(sandbox.token())).rejects.toMatchObject({ code: 'samsara/forbidden', defined: true });
    expect((await rig.health()).connection).toBe('live');
  });

  it('can be taken away', async () => {
    const { rig, sandbox } = await openLiveSync();
    rig.samsara.configure(null);
    await passUntil(rig, sandbox, connectionIs(rig, 'notConfigured'));
    const asked = sandbox.requestCounts()[feedPath];
    await pass(rig, sandbox, 20_000);
    expect(sandbox.requestCounts()[feedPath]).toBe(asked);
  });
});

/** Seconds between neighbouring fixes of every truck that drives now. */
async function gapsOfDrivingTrucks(rig: Awaited<ReturnType<typeof openSync>>): Promise<number[]> {
  const trucks = snapshotOf(rig.telematics);
  const { vehicles } = await firstOf(await rig.client.telematics.watchRoster());
  const gaps: number[] = [];
  for (const { id, slot } of vehicles) {
    const truck = trucks.get(slot);
    if (truck?.status !== 1 || freshnesses[truck.freshness ?? 0] !== 'live') continue;
    const toMs = rig.clock.nowMs();
    const { timeMs } = await rig.client.telematics.getTrail({ vehicleId: id, fromMs: toMs - 150_000, toMs });
    gaps.push(...timeMs.slice(1).map((time, index) => time - (timeMs[index] ?? 0)));
  }
  return gaps;
}
