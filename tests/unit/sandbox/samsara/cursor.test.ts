import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cursorLifeMs,
  decodeCursor,
  encodeCursor,
  filterOf,
  type Cursor,
} from '../../../../src-main/sandbox/samsara/cursor.ts';
import { readParameters, unknownParameters } from '../../../../src-main/sandbox/samsara/parameters.ts';

const count = fc.integer({ min: 0, max: 2 ** 45 });
const cursors: fc.Arbitrary<Cursor> = fc.record({
  kind: fc.constantFrom('list', 'feed-start', 'feed-log', 'history'),
  filter: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  issuedAtMs: count,
  position: fc.array(count, { maxLength: 3 }),
});

describe('a cursor', () => {
  it('comes back as it was given out', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(decodeCursor(encodeCursor(cursor), cursor.filter, cursor.issuedAtMs, 0)).toEqual(cursor);
      }),
    );
  });

  it('is refused when it was touched, is garbage, or belongs to another question', () => {
    fc.assert(
      fc.property(cursors, fc.string(), fc.nat(), (cursor, garbage, at) => {
        const text = encodeCursor(cursor);
        const decode =
          (given: string, filter = cursor.filter) =>
          () =>
            decodeCursor(given, filter, cursor.issuedAtMs, 0);
        expect(decode(garbage)).toThrow('Invalid cursor.');
        expect(decode(text, cursor.filter + 1)).toThrow('Invalid cursor.');
        const index = at % (text.length - 4);
        const touched = text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
        expect(decode(touched)).toThrow('Invalid cursor.');
      }),
    );
  });

  it('expires after 30 days', () => {
    const cursor: Cursor = { kind: 'list', filter: 1, issuedAtMs: 1_000, position: [5] };
    const text = encodeCursor(cursor);
    expect(decodeCursor(text, 1, 1_000 + cursorLifeMs, 0)).toEqual(cursor);
    expect(() => decodeCursor(text, 1, 1_001 + cursorLifeMs, 0)).toThrow('expired');
    expect(() => decodeCursor(text, 1, 2_000, 1_500)).toThrow('expired');
  });

  it('takes the same question with its lists in another order for the same', () => {
    expect(filterOf('/a', [['x', 'y']])).toBe(filterOf('/a', [['y', 'x']]));
    expect(filterOf('/a', [['x'], ['y']])).not.toBe(filterOf('/a', [['y'], ['x']]));
  });
});

describe('parameters', () => {
  const feed = '/fleet/vehicles/stats/feed';
  const read = (path: string, query: string) => readParameters(path, new URLSearchParams(query));

  it('reads comma-joined and repeated lists alike', () => {
    const joined = read(feed, 'types=gps,engineStates').list('types');
    expect(joined).toEqual(['gps', 'engineStates']);
    expect(read(feed, 'types=gps&types=engineStates').list('types')).toEqual(joined);
  });

  it.each([
    [feed, '', 'types: it is required'],
    [feed, 'types=speeds', 'types: unknown value speeds'],
    [feed, 'types=gps,engineStates,fuelPercents,obdOdometerMeters', 'types: at most 3'],
    [feed, 'types=gps&decorations=gps,fuelPercents,engineStates', 'decorations: at most 2'],
    ['/fleet/vehicles', 'limit=513', 'limit: must be an integer from 1 to 512'],
    ['/fleet/vehicles', 'limit=ten', 'limit: must be an integer'],
    ['/fleet/drivers', 'driverActivationStatus=retired', 'driverActivationStatus: unknown value'],
    ['/fleet/driver-vehicle-assignments', '', 'filterBy: it is required'],
  ])('refuses %s?%s', (path, query, message) => {
    expect(() => read(path, query)).toThrow(message);
  });

  it('counts auxInput3 to auxInput10 as one type', () => {
    expect(read(feed, 'types=gps,engineStates,auxInput3,auxInput4,auxInput10').list('types')).toHaveLength(5);
  });

  it('takes times with a zone only', () => {
    const time = (text: string) =>
      read('/fleet/vehicles/stats/history', `types=gps&startTime=${text}&endTime=${text}`).time('startTime');
    expect(time('2026-11-23T01:00:00Z')).toBe(Date.UTC(2026, 10, 23, 1));
    expect(time('2026-11-23T01:00:00.25%2B01:00')).toBe(Date.UTC(2026, 10, 23, 0, 0, 0, 250));
    expect(() => time('2026-11-23T01:00:00')).toThrow('RFC 3339');
    expect(() => time('1795400791155')).toThrow('RFC 3339');
  });

  it('notices names the vendor does not have', () => {
    expect(unknownParameters(feed, new URLSearchParams('types=gps&type=gps&limit=5'))).toEqual([
      'type',
      'limit',
    ]);
  });
});
