import { describe, expect, it } from 'vitest';
import { arrivalMs } from '../../../src-main/sandbox/fleet/uploads.ts';
import { isMeasured, visitReports } from '../../../src-main/sandbox/fleet/reports.ts';
import { createSamsaraSandbox, type SamsaraSandbox } from '../../../src-main/sandbox/samsara/index.ts';
import { keyOf, pointsOf, useSandbox, type PageBody } from './client.ts';

const path = '/fleet/vehicles/stats/feed';
const query = { types: 'gps,engineStates,fuelPercents' };
const stats = query.types.split(',').filter(isMeasured);

/** What has to come, from the fleet itself: every report that reached the cloud in (fromMs, toMs]. */
function expectedKeys({ fleet, faults }: SamsaraSandbox, fromMs: number, toMs: number): string[] {
  const keys: string[] = [];
  for (const vehicle of fleet.vehicles) {
    for (const stat of stats) {
      visitReports(vehicle, stat, fromMs - 3_600_000, toMs, (atMs) => {
        const arrivedMs = arrivalMs(vehicle, vehicle.index, atMs, faults.holds);
        if (arrivedMs > fromMs && arrivedMs <= toMs) keys.push(`${vehicle.id} ${stat} ${atMs}`);
      });
    }
  }
  return keys.sort();
}

describe('the stats feed', () => {
  const { sandbox, clock, page, drain } = useSandbox({ vehicleCount: 60, updatesPerPage: 150 });

  it('begins with the last known value of every vehicle that ever reported', async () => {
    const { pages } = await drain(path, query);
    const ids = pages.flatMap(({ data }) => data.map(({ id }) => id));
    const reporting = sandbox.fleet.vehicles.filter(({ condition }) => condition !== 'notInstalled');
    expect(ids.toSorted()).toEqual(reporting.map(({ id }) => id).toSorted());
    const points = pointsOf(pages);
    expect(new Set(points.map(({ vehicleId, stat }) => vehicleId + stat)).size).toBe(points.length);
    for (const { atMs } of points) expect(atMs).toBeLessThanOrEqual(clock.nowMs());
  });

  it('loses no update and repeats none, over pages, pauses and late uploads', async () => {
    let { cursor } = await drain(path, query);
    const fromMs = clock.nowMs();
    const pages: PageBody[] = [];
    for (const pauseMs of [
      5_000, 5_000, 1, 12_345, 300_000, 61_000, 900_000, 4_999, 600_000, 900_000, 900_000,
    ]) {
      clock.advance(pauseMs);
      const drained = await drain(path, query, cursor);
      pages.push(...drained.pages);
      cursor = drained.cursor;
    }
    const keys = pointsOf(pages).map(keyOf);
    expect(keys.length).toBeGreaterThan(5_000);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.toSorted()).toEqual(expectedKeys(sandbox, fromMs, clock.nowMs()));
    const newestFirst = pointsOf(pages).filter(({ stat }) => stat === 'gps');
    const lateCount = newestFirst.filter((point, index) => {
      const before = newestFirst.slice(Math.max(0, index - 400), index);
      return before.some(({ vehicleId, atMs }) => vehicleId === point.vehicleId && atMs > point.atMs);
    }).length;
    expect(lateCount, 'tunnels bring old points after newer ones').toBeGreaterThan(0);
  });

  it('has full, short and empty pages before the last, and a cursor on the last', async () => {
    const { cursor } = await drain(path, query);
    clock.advance(3_600_000);
    const { pages } = await drain(path, query, cursor);
    const sizes = pages.slice(0, -1).map((one) => pointsOf([one]).length);
    expect(sizes).toContain(0);
    expect(sizes).toContain(50);
    expect(sizes).toContain(150);
    for (const { pagination } of pages) expect(pagination.endCursor).not.toBe('');
    expect(pages.at(-1)?.pagination.hasNextPage).toBe(false);
  });

  it('answers nothing new with an empty page and a cursor that still works', async () => {
    const { cursor } = await drain(path, query);
    const first = await page(path, { ...query, after: cursor });
    expect(first).toMatchObject({ data: [], pagination: { hasNextPage: false } });
    clock.advance(10_000);
    const { pages } = await drain(path, query, first.pagination.endCursor);
    expect(pointsOf(pages).length).toBeGreaterThan(0);
  });

  it('gives the same pages for the same cursor, also from another sandbox with the same seed', async () => {
    const { cursor } = await drain(path, query);
    clock.advance(60_000);
    const first = await drain(path, query, cursor);
    const again = await drain(path, query, cursor);
    expect(again.pages.map(({ data }) => data)).toEqual(first.pages.map(({ data }) => data));
    const twin = createSamsaraSandbox({ fleet: sandbox.fleet, clock, updatesPerPage: 150 });
    const url = new URL(`${await twin.start()}${path}`);
    url.search = new URLSearchParams({ ...query, after: cursor }).toString();
    const reply = await fetch(url, { headers: { Authorization: `Bearer ${twin.token()}` } });
    const body = (await reply.json()) as PageBody;
    await twin.stop();
    expect(body.data).toEqual(first.pages[0]?.data);
  });

  it('shows the same points as history for the same window', async () => {
    const { cursor } = await drain(path, query);
    const fromMs = clock.nowMs();
    clock.advance(1_200_000);
    const toMs = clock.nowMs();
    clock.advance(3_600_000);
    const inWindow = ({ atMs }: { readonly atMs: number }) => atMs >= fromMs && atMs < toMs;
    const fed = pointsOf((await drain(path, query, cursor)).pages).filter(inWindow);
    const times = { startTime: new Date(fromMs).toISOString(), endTime: new Date(toMs).toISOString() };
    const history = pointsOf((await drain('/fleet/vehicles/stats/history', { ...query, ...times })).pages);
    expect(history.every(inWindow)).toBe(true);
    const inOrder = (points: typeof fed) =>
      points.map((point) => `${keyOf(point)} ${point.value}`).toSorted();
    expect(inOrder(history)).toEqual(inOrder(fed));
    expect(fed.length).toBeGreaterThan(2_000);
  });

  it('refuses a cursor of another question, garbage, and one older than 30 days', async () => {
    const { cursor } = await drain(path, query);
    await expect(page(path, { types: 'gps', after: cursor })).rejects.toThrow('400');
    await expect(page(path, { ...query, after: 'bm9uc2Vuc2U' })).rejects.toThrow('400');
    clock.advance(31 * 86_400_000);
    await expect(page(path, { ...query, after: cursor })).rejects.toThrow('Cursor has expired');
  });

  it('keeps to the vehicles and tags that were asked for', async () => {
    const [one, two] = sandbox.fleet.vehicles;
    const some = await drain(path, { ...query, vehicleIds: `${one!.id},samsara.vin:${two!.vin}` });
    expect(some.pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual([one!.id, two!.id]);
    const tags = await page('/tags');
    const tag = tags.data.find(({ vehicles }) => Array.isArray(vehicles) && vehicles.length > 2)!;
    const tagged = await drain(path, { ...query, tagIds: String(tag['id']) });
    const wanted = (tag['vehicles'] as { id: string }[]).map(({ id }) => id);
    for (const { id } of tagged.pages.flatMap(({ data }) => data)) expect(wanted).toContain(id);
  });
});

describe('the feed under faults', () => {
  const { sandbox, clock, drain } = useSandbox({ vehicleCount: 30, updatesPerPage: 400 });

  async function collect(name: string, options = {}) {
    const { cursor } = await drain(path, query);
    const fromMs = clock.nowMs();
    sandbox.faults.switchOn(name, options);
    clock.advance(200_000);
    const during = await drain(path, query, cursor);
    sandbox.faults.switchOff(name);
    clock.advance(120_000);
    const after = await drain(path, query, during.cursor);
    return { fromMs, points: pointsOf([...during.pages, ...after.pages]) };
  }

  it('late-batch brings old times after newer ones, and still everything once', async () => {
    const { fromMs, points } = await collect('late-batch');
    const keys = points.map(keyOf);
    expect(keys.toSorted()).toEqual(expectedKeys(sandbox, fromMs, clock.nowMs()));
    const newestMs = new Map<string, number>();
    let stepsBack = 0;
    for (const { vehicleId, atMs } of points.filter(({ stat }) => stat === 'gps')) {
      if (atMs < (newestMs.get(vehicleId) ?? 0)) stepsBack += 1;
      newestMs.set(vehicleId, Math.max(atMs, newestMs.get(vehicleId) ?? 0));
    }
    expect(stepsBack).toBeGreaterThan(20);
  });

  it('duplicates repeats some updates, equal to the letter, and loses none', async () => {
    const { fromMs, points } = await collect('duplicates');
    const keys = points.map(keyOf);
    expect([...new Set(keys)].toSorted()).toEqual(expectedKeys(sandbox, fromMs, clock.nowMs()));
    expect(keys.length).toBeGreaterThan(new Set(keys).size * 1.1);
    expect(new Set(points.map((point) => keyOf(point) + point.value)).size).toBe(new Set(keys).size);
  });

  it('missing-keys, unknown-enum, extra-keys and device-clock-skew change what is in the points', async () => {
    const gps = ({ stat }: { readonly stat: string }) => stat === 'gps';
    const missing = (await collect('missing-keys')).points.filter(gps);
    expect(missing.some(({ value }) => !value.includes('speedMilesPerHour'))).toBe(true);
    expect(missing.some(({ value }) => value.includes('speedMilesPerHour'))).toBe(true);
    sandbox.faults.switchOn('unknown-enum');
    const first = pointsOf((await drain(path, query)).pages);
    sandbox.faults.switchOff('unknown-enum');
    expect(first.some(({ value }) => value.includes('Cranking'))).toBe(true);
    sandbox.faults.switchOn('extra-keys');
    const extra = pointsOf((await drain(path, query)).pages);
    sandbox.faults.switchOff('extra-keys');
    expect(extra.every(({ value }) => value.includes('quantumFlux'))).toBe(true);
    sandbox.faults.switchOn('device-clock-skew', { setting: 600 });
    const skewed = pointsOf((await drain(path, query)).pages);
    sandbox.faults.switchOff('device-clock-skew');
    expect(skewed.filter(gps).some(({ atMs }) => atMs > clock.nowMs())).toBe(true);
  });

  it('old-snapshot makes last known values months old', async () => {
    sandbox.faults.switchOn('old-snapshot');
    const points = pointsOf((await drain(path, query)).pages).filter(({ stat }) => stat === 'gps');
    sandbox.faults.switchOff('old-snapshot');
    const old = points.filter(({ atMs }) => atMs < clock.nowMs() - 60 * 86_400_000);
    expect(old.length).toBeGreaterThanOrEqual(5);
  });

  it('expired-cursor refuses older cursors and takes new ones', async () => {
    const before = await drain(path, query);
    clock.advance(1_000);
    sandbox.faults.switchOn('expired-cursor');
    await expect(drain(path, query, before.cursor)).rejects.toThrow('400');
    const fresh = await drain(path, query);
    clock.advance(10_000);
    await drain(path, query, fresh.cursor);
    sandbox.faults.switchOff('expired-cursor');
  });
});
