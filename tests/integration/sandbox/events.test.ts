import { describe, expect, it } from 'vitest';
import { alertConfigurations } from '../../../src-main/sandbox/samsara/alert-configurations.ts';
import { digest, problemsOf } from './digest-checker.ts';
import { startMs, useSandbox, type PageBody } from './client.ts';

type Row = PageBody['data'][number];
const at = (ms: number) => new Date(ms).toISOString();
const minuteMs = 60_000;
const configurationIds = alertConfigurations.map(({ id }) => id).join();
const rowsOf = (pages: readonly PageBody[]) => pages.flatMap(({ data }) => data);

describe('alert incidents', () => {
  const { sandbox, clock, get, drain } = useSandbox({ vehicleCount: 150 });
  const path = '/alerts/incidents/stream';
  const keyOf = (row: Row) =>
    `${String(row['configurationId'])} ${String(row['happenedAtTime'])} ${String(row['incidentUrl'])}`;
  const window = async (fromMs: number) =>
    rowsOf((await drain(path, { startTime: at(fromMs), configurationIds })).pages);

  it('come in a window by time of change, each once, and are resolved later', async () => {
    const first = await window(startMs - 60 * minuteMs);
    expect(new Set(first.map(keyOf)).size).toBe(first.length);
    for (const row of first) {
      expect(Date.parse(String(row['updatedAtTime']))).toBeGreaterThanOrEqual(startMs - 60 * minuteMs);
    }
    const open = first.filter(({ isResolved }) => isResolved === false);
    expect(open.length).toBeGreaterThan(5);
    clock.advance(6 * 60 * minuteMs);
    const later = await window(startMs);
    const resolved = new Set(later.filter(({ isResolved }) => isResolved === true).map(keyOf));
    expect(open.filter((row) => resolved.has(keyOf(row))).length).toBeGreaterThan(open.length / 2);
  });

  it('want configurations, at most fifty, repeated or comma-joined, and do not know strangers', async () => {
    expect((await get(path, { startTime: at(startMs) })).status).toBe(400);
    const many = Array.from({ length: 51 }, () => alertConfigurations[0]!.id).join();
    expect((await get(path, { startTime: at(startMs), configurationIds: many })).status).toBe(400);
    expect((await get(path, { startTime: at(startMs), configurationIds: 'stranger' })).status).toBe(404);
    const two = alertConfigurations.slice(0, 2).map(({ id }) => `configurationIds=${id}`);
    const repeated = await get(`${path}?startTime=${at(startMs)}&${two.join('&')}`);
    expect(repeated.status).toBe(200);
  });

  it('are said in other words, and late, when the faults say so', async () => {
    const fromMs = clock.nowMs() - 30 * minuteMs;
    const before = await window(fromMs);
    sandbox.faults.switchOn('incident-relabel');
    const reworded = (await window(fromMs)).filter((row) => JSON.stringify(row).includes('(updated)'));
    expect(reworded.length).toBeGreaterThan(0);
    sandbox.faults.switchOff('incident-relabel');
    sandbox.faults.switchOn('late-incidents', { setting: 600 });
    const held = new Set((await window(fromMs)).map(keyOf));
    expect(before.filter((row) => !held.has(keyOf(row))).length).toBeGreaterThan(0);
    sandbox.faults.switchOff('late-incidents');
  });
});

describe('duty logs', () => {
  const { sandbox, page } = useSandbox({ vehicleCount: 60 });

  it('of some drivers end three hours ago while their app sends late', async () => {
    const query = { startTime: at(startMs - 6 * 60 * minuteMs), endTime: at(startMs) };
    const entries = async () => {
      const { data } = await page('/fleet/hos/logs', query);
      return data.map((row) => JSON.stringify(row['hosLogs'] ?? null));
    };
    const inTime = await entries();
    sandbox.faults.switchOn('late-duty-logs');
    const late = await entries();
    const changed = late.filter((text, index) => text !== inTime[index]).length;
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(inTime.length / 4);
    sandbox.faults.switchOff('late-duty-logs');
    expect(await entries()).toEqual(inTime);
  });
});

describe('trips and safety events', () => {
  const { sandbox, clock, get, drain } = useSandbox({ vehicleCount: 60 });
  const ids = () => sandbox.fleet.vehicles.slice(0, 50).map(({ id }) => id);

  it('a feed of trips tells of each change once, and every trip is completed in the end', async () => {
    const query = { startTime: at(startMs - 12 * 60 * minuteMs), ids: ids().join() };
    let { pages, cursor } = await drain('/trips/stream', query);
    const keyOf = (row: Row) => `${(row['asset'] as { id: string }).id} ${String(row['tripStartTime'])}`;
    const latest = new Map(rowsOf(pages).map((row) => [keyOf(row), row]));
    expect(latest.size).toBe(rowsOf(pages).length);
    const running = [...latest.values()].filter((row) => row['completionStatus'] === 'inProgress');
    expect(running.length).toBeGreaterThan(10);
    expect(running.every((row) => row['tripEndTime'] === undefined)).toBe(true);
    for (let hour = 0; hour < 14; hour += 1) {
      clock.advance(60 * minuteMs);
      ({ pages, cursor } = await drain('/trips/stream', query, cursor));
      for (const row of rowsOf(pages)) latest.set(keyOf(row), row);
    }
    const ended = running.filter((row) => latest.get(keyOf(row))?.['completionStatus'] === 'completed');
    expect(ended.length).toBeGreaterThan(running.length * 0.9);
    expect(
      (
        await get('/trips/stream', {
          ...query,
          ids: sandbox.fleet.vehicles
            .slice(0, 51)
            .map(({ id }) => id)
            .join(),
        })
      ).status,
    ).toBe(400);
  });

  it('safety events come again when they are relabelled and dismissed', async () => {
    const query = { startTime: at(clock.nowMs()), includeVgOnlyEvents: 'true' };
    let { pages, cursor } = await drain('/safety-events/stream', query);
    const states = new Map<string, string[]>();
    for (let step = 0; step < 16; step += 1) {
      clock.advance(60 * minuteMs);
      ({ pages, cursor } = await drain('/safety-events/stream', query, cursor));
      for (const row of rowsOf(pages)) {
        const id = String(row['id']);
        states.set(id, [...(states.get(id) ?? []), String(row['eventState'])]);
      }
    }
    const paths = [...states.values()].map((its) => its.join('>'));
    expect(paths.some((its) => its.startsWith('needsReview') && its.includes('dismissed'))).toBe(true);
    expect(paths.some((its) => its.includes('coached'))).toBe(true);
    expect(paths.every((its) => !its.includes('dismissed>needsReview'))).toBe(true);
  });

  it('safety events go their way within minutes when the fault says so', async () => {
    sandbox.faults.switchOn('quick-relabel');
    const query = { startTime: at(clock.nowMs()), includeVgOnlyEvents: 'true' };
    let { pages, cursor } = await drain('/safety-events/stream', query);
    const rows: Row[] = rowsOf(pages);
    for (let step = 0; step < 6; step += 1) {
      clock.advance(10 * minuteMs);
      ({ pages, cursor } = await drain('/safety-events/stream', query, cursor));
      rows.push(...rowsOf(pages));
    }
    sandbox.faults.switchOff('quick-relabel');
    const statesOf = (id: unknown) =>
      new Set(rows.filter((row) => row['id'] === id).map((row) => row['eventState']));
    const ids = [...new Set(rows.map((row) => row['id']))];
    expect(ids.filter((id) => statesOf(id).size > 1).length).toBeGreaterThan(0);
  });

  it('a feed of posted limits tells every change of limit once', async () => {
    const query = { readingId: 'samsaraSpeedLimit', entityType: 'asset', feed: 'true' };
    let { pages, cursor } = await drain('/readings/history', query);
    const seen: string[] = [];
    for (let step = 0; step < 8; step += 1) {
      clock.advance(10 * minuteMs);
      ({ pages, cursor } = await drain('/readings/history', query, cursor));
      seen.push(...rowsOf(pages).map((row) => `${String(row['entityId'])} ${String(row['happenedAtTime'])}`));
    }
    expect(seen.length).toBeGreaterThan(20);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('the address book', () => {
  let wallMs = 0;
  const { sandbox, get, page } = useSandbox({ vehicleCount: 3, wallNowMs: () => wallMs });
  const send = (method: string, path: string, body?: unknown) => {
    const init = { method, headers: { Authorization: `Bearer ${sandbox.token()}` } };
    return get(path, {}, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  };
  const circle = { circle: { latitude: 41.9, longitude: -87.7, radiusMeters: 300 } };
  const yard = { name: 'New yard', formattedAddress: '1 Test Rd, Chicago, IL', geofence: circle };

  it('is written and read as documented', async () => {
    const created = await send('POST', '/addresses', yard);
    expect(created.status).toBe(200);
    expect(problemsOf(digest.writes['POST /addresses']!.response, created.json())).toEqual([]);
    expect(problemsOf(digest.writes['POST /addresses']!.request, yard)).toEqual([]);
    const { id } = (created.json() as { data: { id: string } }).data;
    const changed = await send('PATCH', `/addresses/${id}`, { name: 'Old yard' });
    expect(changed.json()).toMatchObject({ data: { id, name: 'Old yard', geofence: circle } });
    expect(problemsOf(digest.writes['PATCH /addresses/{id}']!.response, changed.json())).toEqual([]);
    const square = [0, 1, 2].map((corner) => ({
      latitude: 41 + corner / 100,
      longitude: -87 + (corner % 2) / 100,
    }));
    await send('PATCH', `/addresses/${id}`, { geofence: { polygon: { vertices: square } } });
    const listed = (await page('/addresses')).data.find((row) => row['id'] === id);
    expect(listed?.['geofence']).toEqual({ polygon: { vertices: square } });
    const removed = await send('DELETE', `/addresses/${id}`);
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect((await send('GET', `/addresses/${id}`)).status).toBe(404);
    expect((await send('DELETE', `/addresses/${id}`)).status).toBe(404);
  });

  it('refuses what the document forbids', async () => {
    expect((await send('POST', '/addresses', { ...yard, geofence: undefined })).status).toBe(400);
    expect((await send('POST', '/addresses', { ...yard, colour: 'red' })).status).toBe(400);
    expect((await send('POST', '/addresses', { ...yard, geofence: {} })).status).toBe(400);
    expect((await send('PUT', '/addresses', yard)).status).toBe(405);
    expect((await send('GET', '/fleet/vehicles/1/2')).status).toBe(404);
  });

  it('takes a hundred writes a minute', async () => {
    wallMs += 120_000;
    const statuses: number[] = [];
    for (let count = 0; count < 102; count += 1) {
      statuses.push((await send('PATCH', '/addresses/none', {})).status);
      wallMs += 10;
    }
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(100);
    expect(statuses.at(-1)).toBe(429);
    wallMs += 60_000;
    expect((await send('PATCH', '/addresses/none', {})).status).toBe(404);
  });

  it('names a drawn geofence in the positions inside it', async () => {
    const position = async () => {
      const { data } = await page('/fleet/vehicles/stats', { types: 'gps' });
      return data[0]!['gps'] as { latitude: number; longitude: number; address?: { id: string } };
    };
    const { latitude, longitude } = await position();
    const drawn = { circle: { latitude, longitude, radiusMeters: 50_000 } };
    const created = await send('POST', '/addresses', { ...yard, geofence: drawn });
    const { id } = (created.json() as { data: { id: string } }).data;
    const known = (await position()).address?.id;
    expect(known === id || sandbox.fleet.places.all.some((place) => place.id === known)).toBe(true);
  });
});
