import { describe, expect, it } from 'vitest';
import { pointsOf, startMs, useSandbox } from './client.ts';

describe('the lists', () => {
  const { sandbox, clock, get, page, drain } = useSandbox({ vehicleCount: 120 });
  const idsOf = (pages: Awaited<ReturnType<typeof drain>>['pages']) =>
    pages.flatMap(({ data }) => data.map(({ id }) => id));

  it('give every vehicle once, whatever the page size, with a cursor on the last page too', async () => {
    const { pages } = await drain('/fleet/vehicles', { limit: '50' });
    expect(pages.map(({ data }) => data.length)).toEqual([50, 50, 20]);
    expect(idsOf(pages)).toEqual(sandbox.fleet.vehicles.map(({ id }) => id));
    expect(pages.at(-1)?.pagination).toEqual({ endCursor: expect.stringMatching(/.+/), hasNextPage: false });
    expect((await page('/fleet/vehicles')).data).toHaveLength(120);
  });

  it('show active drivers unless asked for the others', async () => {
    const active = idsOf((await drain('/fleet/drivers', { limit: '100' })).pages);
    const left = idsOf((await drain('/fleet/drivers', { driverActivationStatus: 'deactivated' })).pages);
    expect(left.length).toBeGreaterThan(0);
    expect([...active, ...left].toSorted()).toEqual(sandbox.fleet.drivers.map(({ id }) => id).toSorted());
  });

  it('name the driver who is responsible now, as the assignments do', async () => {
    const assignments = (await drain('/fleet/driver-vehicle-assignments', { filterBy: 'vehicles' })).pages
      .flatMap(({ data }) => data)
      .filter(({ isPassenger }) => isPassenger === false);
    const byVehicle = new Map(
      assignments.map(({ vehicle, driver }) => [
        (vehicle as { id: string }).id,
        (driver as { id: string }).id,
      ]),
    );
    expect(assignments.every(({ endTime }) => endTime === undefined)).toBe(true);
    const vehicles = (await page('/fleet/vehicles')).data;
    for (const { id, staticAssignedDriver } of vehicles) {
      expect((staticAssignedDriver as { id: string } | undefined)?.id).toBe(byVehicle.get(String(id)));
    }
    expect(byVehicle.size).toBeGreaterThan(60);
  });

  it('end an assignment when the drivers change places', async () => {
    const times = {
      startTime: new Date(startMs - 36 * 3_600_000).toISOString(),
      endTime: new Date(startMs).toISOString(),
    };
    const turns = (
      await drain('/fleet/driver-vehicle-assignments', { filterBy: 'drivers', ...times })
    ).pages.flatMap(({ data }) => data);
    const ended = turns.filter(({ endTime }) => endTime !== undefined);
    expect(ended.length).toBeGreaterThan(20);
    for (const { startTime, endTime } of ended)
      expect(Date.parse(String(endTime))).toBeGreaterThan(Date.parse(String(startTime)));
  });

  it('tell why trucks are silent', async () => {
    const states = (await page('/gateways')).data.map(
      ({ connectionStatus }) => (connectionStatus as { healthStatus: string }).healthStatus,
    );
    expect(new Set(states)).toEqual(
      new Set([
        'Connected',
        'Unplugged',
        'Vehicle Off',
        'Prolonged Offline',
        'Not Installed',
        'Weak GPS Signal',
        ...states.filter((state) => state === 'Temporarily Offline'),
      ]),
    );
  });

  it('hide the position of trucks with the privacy button, and months-old ones stay in the snapshot', async () => {
    const stats = (await drain('/fleet/vehicles/stats', { types: 'gps,engineStates' })).pages.flatMap(
      ({ data }) => data,
    );
    const statsOf = (condition: string) => {
      const vehicle = sandbox.fleet.vehicles.find((candidate) => candidate.condition === condition)!;
      return stats.find(({ id }) => id === vehicle.id)!;
    };
    expect(statsOf('private')).not.toHaveProperty('gps');
    expect(statsOf('private')).toHaveProperty('engineState');
    const storedMs = Date.parse(String((statsOf('stored')['gps'] as { time: string }).time));
    expect(clock.nowMs() - storedMs).toBeGreaterThan(7 * 86_400_000);
    expect(Object.keys(statsOf('notInstalled')).toSorted()).toEqual(['externalIds', 'id', 'name']);
  });

  it('answer the snapshot as of an earlier time, as history knows it', async () => {
    const asOfMs = startMs - 2 * 3_600_000;
    const vehicle = sandbox.fleet.vehicles[0]!;
    const filter = { types: 'gps', vehicleIds: vehicle.id };
    const { data } = await page('/fleet/vehicles/stats', { ...filter, time: new Date(asOfMs).toISOString() });
    const times = {
      startTime: new Date(asOfMs - 86_400_000).toISOString(),
      endTime: new Date(asOfMs).toISOString(),
    };
    const history = pointsOf((await drain('/fleet/vehicles/stats/history', { ...filter, ...times })).pages);
    const snapshotMs = Date.parse(String((data[0]!['gps'] as { time: string }).time));
    expect(history.map(({ atMs }) => atMs)).toContain(snapshotMs);
    expect(asOfMs - snapshotMs).toBeLessThanOrEqual(
      asOfMs - Math.max(...history.map(({ atMs }) => atMs)) + 10_000,
    );
  });

  it('hold 24 hours of history of the whole fleet', async () => {
    const times = {
      startTime: new Date(startMs - 24 * 3_600_000).toISOString(),
      endTime: new Date(startMs - 23 * 3_600_000).toISOString(),
    };
    const points = pointsOf((await drain('/fleet/vehicles/stats/history', { types: 'gps', ...times })).pages);
    expect(new Set(points.map(({ vehicleId }) => vehicleId)).size).toBeGreaterThan(60);
  });

  it('say on every answer that this is the sandbox, and what time it is there', async () => {
    for (const path of ['/me', '/nowhere', '/sandbox/state']) {
      const reply = await get(path);
      expect(reply.headers.get('x-switchyard-sandbox')).toBe('1');
      expect(Date.parse(reply.headers.get('date') ?? '')).toBe(clock.nowMs());
    }
  });
});

describe('the door', () => {
  const { sandbox, clock, get } = useSandbox({ vehicleCount: 3 });
  const post = (path: string, body: unknown) =>
    get(
      path,
      {},
      { method: 'POST', headers: { Authorization: `Bearer ${sandbox.token()}` }, body: JSON.stringify(body) },
    );

  it('answers 401, 403, 404, 405 and 400 as documented', async () => {
    const statusOf = async (path: string, query = {}, init = {}) => (await get(path, query, init)).status;
    expect(await statusOf('/me', {}, { headers: {} })).toBe(401);
    expect(await statusOf('/me', {}, { headers: { Authorization: sandbox.token() } })).toBe(401);
    expect(await statusOf('/fleet/vehicles', { access_token: sandbox.token() }, { headers: {} })).toBe(401);
    expect(await statusOf('/fleet/users')).toBe(404);
    expect(await statusOf('/fleet/vehicles/')).toBe(404);
    expect((await post('/fleet/vehicles', {})).status).toBe(405);
    expect(await statusOf('/fleet/vehicles/stats')).toBe(400);
    sandbox.faults.switchOn('denied-scope', { paths: ['/tags', '/fleet/drivers'] });
    expect(await statusOf('/tags')).toBe(403);
    expect(await statusOf('/fleet/drivers')).toBe(403);
    expect(await statusOf('/fleet/driver-vehicle-assignments', { filterBy: 'drivers' })).toBe(200);
    sandbox.faults.switchOff('denied-scope');
    expect(await statusOf('/tags')).toBe(200);
  });

  it('gives the roads to draw, to whoever has the token', async () => {
    expect((await get('/sandbox/roads', {}, { headers: {} })).status).toBe(401);
    const reply = await get('/sandbox/roads');
    expect(reply.text.length).toBeLessThan(900_000);
    const { roads } = reply.json() as { roads: { name: string; coordinates: number[] }[] };
    expect(roads.some(({ name }) => name === 'I-80/I-90')).toBe(true);
    for (const { coordinates } of roads) expect(coordinates.length % 2).toBe(0);
  });

  it('has knobs: faults by name, the clock, and a look inside', async () => {
    expect((await post('/sandbox/faults', { name: 'gremlins' })).text).toContain(
      'known: late-batch, duplicates',
    );
    expect((await post('/sandbox/faults', { name: 'storm-429', setting: 1 })).json()).toEqual({
      on: ['storm-429'],
    });
    expect((await get('/me')).status).toBe(429);
    expect((await post('/sandbox/faults', { name: 'storm-429', on: false })).json()).toEqual({ on: [] });
    const beforeMs = clock.nowMs();
    expect((await post('/sandbox/clock', { advanceMs: 60_000 })).json()).toEqual({
      nowMs: beforeMs + 60_000,
      speed: 0,
    });
    expect((await post('/sandbox/clock', { advanceMs: -5 })).status).toBe(400);
    expect((await get('/fleet/vehicles', { limits: '3' })).status).toBe(200);
    expect((await get('/sandbox/state')).json()).toMatchObject({
      vehicleCount: 3,
      unknownParameters: { '/fleet/vehicles': ['limits'] },
    });
    expect((await get('/sandbox/elsewhere')).status).toBe(404);
    expect(
      (
        await get(
          '/sandbox/faults',
          {},
          { method: 'POST', headers: { Authorization: `Bearer ${sandbox.token()}` }, body: '{' },
        )
      ).status,
    ).toBe(400);
  });

  it('breaks in the ways it is told to', async () => {
    const { faults } = sandbox;
    faults.switchOn('html-5xx', { setting: 1 });
    const replies = [await get('/me'), await get('/me')];
    faults.switchOff('html-5xx');
    expect(replies.map(({ status }) => status).toSorted()).toEqual([500, 502]);
    expect(replies.some(({ text }) => text.startsWith('<html>'))).toBe(true);

    faults.switchOn('dropped-connection', { setting: 1 });
    await expect(get('/fleet/vehicles')).rejects.toThrow();
    faults.switchOff('dropped-connection');

    faults.switchOn('slow', { setting: 80 });
    const startedMs = performance.now();
    expect((await get('/me')).status).toBe(200);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(75);
    faults.switchOff('slow');

    const oldToken = sandbox.token();
    const withOld = { headers: { Authorization: `Bearer ${oldToken}` } };
    faults.switchOn('rotated-token');
    expect((await get('/me', {}, withOld)).status).toBe(401);
    const { token } = (await get('/sandbox/state', {}, withOld)).json() as { token: string };
    expect((await get('/me', {}, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
    faults.switchOff('rotated-token');
    expect((await get('/me', {}, withOld)).status).toBe(200);

    faults.switchOn('empty-hos-status');
    expect((await get('/fleet/hos/clocks')).text).toContain('"hosStatusType":""');
    faults.switchOff('empty-hos-status');

    faults.switchOn('plural-snapshot');
    expect((await get('/fleet/vehicles/stats', { types: 'engineStates' })).text).toContain(
      '"engineStates":[',
    );
    faults.switchOff('plural-snapshot');

    faults.switchOn('clock-skew', { setting: 3_600 });
    expect(Date.parse((await get('/me')).headers.get('date') ?? '')).toBe(
      Math.floor(clock.nowMs() / 1_000) * 1_000 + 3_600_000,
    );
    faults.switchOff('clock-skew');
  });

  it('history-before-start adds one engine state from before the window', async () => {
    const query = {
      types: 'engineStates',
      startTime: new Date(startMs - 60_000).toISOString(),
      endTime: new Date(startMs).toISOString(),
    };
    const countBefore = async () => {
      const { data } = (await get('/fleet/vehicles/stats/history', query)).json() as {
        data: { engineStates: { time: string }[] }[];
      };
      return data
        .flatMap(({ engineStates }) => engineStates)
        .filter(({ time }) => Date.parse(time) < startMs - 60_000).length;
    };
    expect(await countBefore()).toBe(0);
    sandbox.faults.switchOn('history-before-start');
    expect(await countBefore()).toBe(3);
    sandbox.faults.switchOff('history-before-start');
  });
});

describe('request limits', () => {
  let wallMs = 0;
  const { get } = useSandbox({ vehicleCount: 1, wallNowMs: () => wallMs });
  const burst = async (path: string, query: Record<string, string>, count: number) => {
    const replies = [];
    for (let index = 0; index < count; index++) replies.push(await get(path, query));
    return replies;
  };

  it('are those of each endpoint, per second, with a fractional Retry-After', async () => {
    const replies = await burst('/gateways', {}, 7);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(replies.at(-1)?.headers.get('retry-after')).toBe('0.40235');
    expect(replies.at(-1)?.json()).toMatchObject({ message: 'Exceeded rate limit.' });
    expect((await get('/fleet/vehicles')).status).toBe(200);
    wallMs += 403;
    expect((await burst('/gateways', {}, 3)).map(({ status }) => status)).toEqual([200, 200, 429]);
  });

  it('hold for all endpoints together as well', async () => {
    wallMs += 5_000;
    const statuses = (await burst('/me', {}, 152)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(150);
    expect(statuses.slice(150)).toEqual([429, 429]);
  });
});
