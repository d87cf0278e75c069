import { describe, expect, it } from 'vitest';
import { createFleet } from '../../../src-main/sandbox/fleet/index.ts';
import { alertConfigurations } from '../../../src-main/sandbox/samsara/alert-configurations.ts';
import { digest, problemsOf } from './digest-checker.ts';
import { startMs, useSandbox, type PageBody } from './client.ts';

const hour = (hours: number) => new Date(startMs + hours * 3_600_000).toISOString();
const window = { startTime: hour(-3), endTime: hour(0) };

const configurationIds = alertConfigurations.map(({ id }) => id);
const vehicleIds = createFleet({ vehicleCount: 50, seed: 1 }).vehicles.map(({ id }) => id);

/** Each endpoint with the questions that bring out all it can say. */
const questions: ReadonlyArray<readonly [path: string, query: Record<string, string>]> = [
  ['/me', {}],
  ['/fleet/vehicles', {}],
  ['/fleet/drivers', {}],
  ['/fleet/drivers', { driverActivationStatus: 'deactivated' }],
  ['/fleet/driver-vehicle-assignments', { filterBy: 'vehicles', ...window }],
  ['/fleet/driver-vehicle-assignments', { filterBy: 'drivers' }],
  ['/fleet/hos/clocks', {}],
  ['/gateways', {}],
  ['/tags', {}],
  ['/addresses', {}],
  ['/addresses/{id}', {}],
  ['/alerts/configurations', {}],
  [
    '/alerts/incidents/stream',
    { ...window, startTime: hour(-40), configurationIds: configurationIds.join() },
  ],
  ['/safety-events/stream', { startTime: hour(-48) }],
  [
    '/safety-events/stream',
    { startTime: hour(-24), includeAsset: 'true', includeDriver: 'true', includeVgOnlyEvents: 'true' },
  ],
  ['/trips/stream', { startTime: hour(-24), ids: vehicleIds.join(), includeAsset: 'true' }],
  ['/fleet/hos/logs', { startTime: hour(-24), endTime: hour(0) }],
  ['/fleet/hos/violations', { startTime: hour(-240), endTime: hour(0) }],
  ['/readings/latest', { readingIds: 'samsaraSpeedLimit,gpsSpeed', entityType: 'asset' }],
  ['/readings/history', { readingId: 'samsaraSpeedLimit', entityType: 'asset', ...window }],
  ...[
    'gps,engineStates,fuelPercents',
    'obdOdometerMeters,faultCodes,defLevelMilliPercent',
    'ecuSpeedMph,engineRpm,batteryMilliVolts',
    'engineCoolantTemperatureMilliC,ambientAirTemperatureMilliC,obdEngineSeconds',
    'gpsDistanceMeters,tellTales,seatbeltDriver',
  ].flatMap((types): [string, Record<string, string>][] => [
    ['/fleet/vehicles/stats', { types }],
    ['/fleet/vehicles/stats/feed', { types }],
    ['/fleet/vehicles/stats/feed', { types, decorations: 'gps,engineStates' }],
    ['/fleet/vehicles/stats/history', { types, ...window, decorations: 'fuelPercents,faultCodes' }],
  ]),
];

describe('every answer fits the digest of the vendor’s document', () => {
  const { sandbox, get, page, drain } = useSandbox({ vehicleCount: 120 });
  const addressId = sandbox.fleet.places.all[0]!.id;
  const real = (path: string) => path.replace('{id}', addressId);

  it('covers every endpoint of the digest', () => {
    expect([...new Set(questions.map(([path]) => path))].toSorted()).toEqual(
      Object.keys(digest.endpoints).toSorted(),
    );
  });

  it.each(questions)('%s %j', async (path, query) => {
    const body = (await get(real(path), query)).json();
    expect(problemsOf(digest.endpoints[path]!.response, body)).toEqual([]);
    if (path !== '/me' && !path.endsWith('{id}')) expect((body as PageBody).data.length).toBeGreaterThan(0);
  });

  it('feed pages after the first fit too', async () => {
    const path = '/fleet/vehicles/stats/feed';
    const { pages } = await drain(path, { types: 'gps,engineStates,fuelPercents' });
    expect(problemsOf(digest.endpoints[path]!.response, pages.at(-1))).toEqual([]);
  });

  it.each(Object.keys(digest.endpoints))('%s refuses with the documented error body', async (path) => {
    const refused = await get(real(path), {}, { headers: { Authorization: 'Bearer wrong' } });
    expect(refused.status).toBe(401);
    expect(problemsOf(digest.endpoints[path]!.error, refused.json())).toEqual([]);
    expect(refused.json()).toEqual({
      message: 'Invalid token.',
      requestId: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
  });

  it('bites: planted mistakes are found', async () => {
    const path = '/fleet/vehicles/stats/feed';
    const schema = digest.endpoints[path]!.response;
    const good = await page(path, { types: 'gps,engineStates' });
    const plant = (
      change: (body: { data: Record<string, unknown>[]; pagination: Record<string, unknown> }) => void,
    ) => {
      const copy = JSON.parse(JSON.stringify(good)) as Parameters<typeof change>[0];
      change(copy);
      return problemsOf(schema, copy);
    };
    const gps = (data: Record<string, unknown>[]) => (data[0]!['gps'] as Record<string, unknown>[])[0]!;
    expect(plant(() => undefined)).toEqual([]);
    expect(plant(({ data }) => (data[0]!['speeds'] = []))).toEqual([
      '.data[0].speeds is not a key the vendor has',
    ]);
    expect(plant(({ data }) => delete gps(data)['latitude'])).toEqual([
      '.data[0].gps[0].latitude is missing',
    ]);
    expect(plant(({ data }) => (gps(data)['latitude'] = '41.1'))).toEqual([
      '.data[0].gps[0].latitude is not a number: "41.1"',
    ]);
    expect(plant(({ data }) => (data[0]!['engineStates'] = [{ time: hour(0), value: 'Cranking' }]))).toEqual([
      '.data[0].engineStates[0].value is not one of the listed values: "Cranking"',
    ]);
    expect(plant(({ data }) => (data[0]!['gps'] = gps(data)))).toEqual(['.data[0].gps is not an array']);
    expect(plant(({ pagination }) => delete pagination['endCursor'])).toEqual([
      '.pagination.endCursor is missing',
    ]);
  });
});
