import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStatsPage } from '../../../../../src-main/core/operations/samsara/stats-page.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const time = '2026-11-22T11:59:50.455Z';
const timeMs = Date.parse(time);
const gps = (its: object = {}) => ({ time, latitude: 37.38229104, longitude: -122.05264563, ...its });
const page = (data: unknown, pagination: unknown = { endCursor: 'c', hasNextPage: true }) =>
  parseStatsPage(JSON.stringify({ data, pagination }), nowMs);
const one = (item: object) => page([{ id: '281474977075805', name: 'Big Red', ...item }]);

describe('stats page', () => {
  it('reads a whole feed record in our units', () => {
    const { vehicles, endCursor, hasNextPage, rejectedCount } = one({
      gps: [
        gps({
          headingDegrees: 181.4,
          speedMilesPerHour: 61.37,
          reverseGeo: { formattedLocation: 'I 35, Denton' },
        }),
        gps({
          time: '2026-11-22T11:59:55Z',
          address: { id: '1', name: 'Yard' },
          reverseGeo: { formattedLocation: 'x' },
        }),
      ],
      engineStates: [{ time, value: 'Idle' }],
      fuelPercents: [{ time, value: 54 }],
      obdOdometerMeters: [{ time, value: 123_456_789 }],
      defLevelMilliPercent: [{ time, value: 56_273 }],
    });
    expect({ endCursor, hasNextPage, rejectedCount }).toEqual({
      endCursor: 'c',
      hasNextPage: true,
      rejectedCount: 0,
    });
    expect(vehicles).toEqual([
      {
        vehicleId: '281474977075805',
        name: 'Big Red',
        fixes: [
          {
            timeMs,
            latitudeE6: 37_382_291,
            longitudeE6: -122_052_646,
            speedDeciMph: 614,
            headingDeg: 181,
            address: 'I 35, Denton',
          },
          {
            timeMs: Date.parse('2026-11-22T11:59:55Z'),
            latitudeE6: 37_382_291,
            longitudeE6: -122_052_646,
            speedDeciMph: null,
            headingDeg: null,
            address: 'Yard',
          },
        ],
        engine: [{ timeMs, engine: 'idle' }],
        fuelPercent: [{ timeMs, value: 54 }],
        odometerMeters: [{ timeMs, value: 123_456_789 }],
        defLevelPercent: [{ timeMs, value: 56.273 }],
        faultCount: [],
      },
    ]);
  });

  it('reads singular and plural names, as one object or as a list', () => {
    const point = { time, value: 'On' };
    for (const item of [
      { engineStates: [point] },
      { engineStates: point },
      { engineState: point },
      { engineState: [point] },
    ]) {
      expect(one(item).vehicles[0]?.engine).toEqual([{ timeMs, engine: 'on' }]);
    }
    expect(one({ gps: gps() }).vehicles[0]?.fixes).toHaveLength(1);
    expect(one({ fuelPercent: { time, value: 3 } }).vehicles[0]?.fuelPercent).toEqual([{ timeMs, value: 3 }]);
  });

  it('takes missing keys and nulls alike', () => {
    const bare = one({ gps: null, engineStates: null, fuelPercents: undefined });
    expect(bare.rejectedCount).toBe(0);
    expect(bare.vehicles[0]).toMatchObject({ fixes: [], engine: [], fuelPercent: [] });
    const { fixes } =
      one({ gps: [gps({ headingDegrees: null, speedMilesPerHour: null, reverseGeo: null })] }).vehicles[0] ??
      {};
    expect(fixes?.[0]).toMatchObject({ headingDeg: null, speedDeciMph: null, address: null });
  });

  it('calls an engine state it has no word for unknown', () => {
    expect(one({ engineStates: [{ time, value: 'Cranking' }] }).vehicles[0]?.engine).toEqual([
      { timeMs, engine: 'unknown' },
    ]);
  });

  it('counts the faults of all kinds of bus', () => {
    const faultCodes = [
      { time, j1939: { diagnosticTroubleCodes: [{ spnId: 1 }, { spnId: 2 }] } },
      {
        time,
        obdii: {
          diagnosticTroubleCodes: [{ confirmedDtcs: [{}, {}], pendingDtcs: [{}] }, { confirmedDtcs: null }],
        },
        oem: null,
      },
      { time, oem: { diagnosticTroubleCodes: [{}] }, j1939: 'nonsense' },
    ];
    expect(one({ faultCodes }).vehicles[0]?.faultCount.map(({ value }) => value)).toEqual([2, 2, 1]);
  });

  it.each([
    ['no time', gps({ time: undefined })],
    ['a time that is none', gps({ time: '5' })],
    ['a latitude beyond the pole', gps({ latitude: 122.142 })],
    ['a longitude that is text', gps({ longitude: '-97' })],
    ['the place where receivers without a position are', gps({ latitude: 0, longitude: 0 })],
    ['a time after what is possible now', gps({ time: '2026-11-22T12:00:01Z' })],
    ['not an object', 7],
  ])('leaves out a point with %s and keeps its neighbours', (_what, bad) => {
    const { vehicles, rejectedCount } = one({ gps: [gps(), bad, gps({ time: '2026-11-22T11:59:59Z' })] });
    expect(vehicles[0]?.fixes).toHaveLength(2);
    expect(rejectedCount).toBe(1);
  });

  it('leaves out a record without an id and keeps its neighbours', () => {
    const { vehicles, rejectedCount } = page([
      { id: '1', gps: [gps()] },
      { gps: [gps()] },
      null,
      { id: 7 },
      { id: '2' },
    ]);
    expect(vehicles.map(({ vehicleId }) => vehicleId)).toEqual(['1', '2']);
    expect(rejectedCount).toBe(3);
  });

  it('does not take a number outside its range for a speed or a heading', () => {
    const [fix] =
      one({ gps: [gps({ speedMilesPerHour: -4, headingDegrees: 392081610554693300 })] }).vehicles[0]?.fixes ??
      [];
    expect(fix).toMatchObject({ speedDeciMph: null, headingDeg: null });
    const [north] = one({ gps: [gps({ headingDegrees: 359.8 })] }).vehicles[0]?.fixes ?? [];
    expect(north?.headingDeg).toBe(0);
  });

  it('reads times with offsets', () => {
    const { fixes } = one({ gps: [gps({ time: '2026-11-22T06:59:50.455-05:00' })] }).vehicles[0] ?? {};
    expect(fixes?.[0]?.timeMs).toBe(timeMs);
  });

  it.each(['<html>502</html>', '', '[]', '{"data":[]}', '{"data":{},"pagination":{}}', '"text"'])(
    'refuses %j as no page',
    (text) => {
      expect(() => parseStatsPage(text, nowMs)).toThrow(
        expect.objectContaining({ code: 'samsara/unexpected-answer' }) as Error,
      );
    },
  );

  it('never throws on a page, whatever its records hold', () => {
    const anything = fc.jsonValue({ maxDepth: 4 });
    const item = fc.record(
      {
        id: fc.oneof(fc.string(), anything),
        gps: anything,
        engineStates: anything,
        fuelPercents: anything,
        faultCodes: fc.array(
          fc.record({ time: fc.constant(time), j1939: anything, obdii: anything, oem: anything }),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(item, anything)), (data) => {
        const { vehicles } = page(data);
        for (const { fixes } of vehicles)
          for (const fix of fixes) expect(Number.isSafeInteger(fix.latitudeE6)).toBe(true);
      }),
    );
  });
});
