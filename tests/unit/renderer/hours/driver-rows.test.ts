import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DutyDriver } from '../../../../src-main/core/operations/telematics/hours/contract.ts';
import { dutyStatuses } from '../../../../src-main/core/operations/telematics/hours/duty.wire.ts';
import {
  countDrivers,
  filterDrivers,
  indexDrivers,
  noHoursFilter,
  orderDrivers,
  searchDrivers,
  type HoursSort,
} from '../../../../src-renderer/hours/driver-rows.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nowMs = 1_795_000_000_000;

type Clocks = NonNullable<DutyDriver['clocks']>;

const clocks = (change: Partial<Clocks> = {}): Clocks => ({
  asOfMs: nowMs,
  dutyStatus: 'driving',
  driveRemainingMs: 5 * hourMs,
  untilBreakMs: 4 * hourMs,
  shiftRemainingMs: 7 * hourMs,
  cycleRemainingMs: 30 * hourMs,
  ...change,
});

const driver = (name: string, its: Clocks | null, more: Partial<DutyDriver> = {}): DutyDriver => ({
  id: name,
  name,
  phone: null,
  vehicle: null,
  clocks: its,
  violations: [],
  ...more,
});

const fleet: readonly DutyDriver[] = [
  driver('no log', null),
  driver('not connected', clocks({ dutyStatus: 'unknown' })),
  driver('silent for long', clocks({ asOfMs: nowMs - hourMs, driveRemainingMs: 1 })),
  driver('sleeps', clocks({ dutyStatus: 'sleeperBed', driveRemainingMs: 0 })),
  driver('drives', clocks()),
  driver('ends soon', clocks({ driveRemainingMs: 42 * minuteMs })),
  driver('loads', clocks({ dutyStatus: 'onDuty', driveRemainingMs: 0, shiftRemainingMs: 2 * hourMs })),
  driver('over', clocks({ driveRemainingMs: 0 })),
];

const first: HoursSort = { column: 'outlook', direction: 'ascending' };
const names = (drivers: readonly DutyDriver[]) => drivers.map(({ name }) => name);

describe('who runs out first', () => {
  it('is who drives past a limit, then whose limit comes first, then who rests, then who is unknown', () => {
    expect(names(orderDrivers(fleet, first, nowMs))).toEqual([
      'over',
      'ends soon',
      'loads',
      'drives',
      'sleeps',
      'not connected',
      'silent for long',
      'no log',
    ]);
  });

  it('is told as of then, when nothing has been told of anybody for long', () => {
    const known = names(orderDrivers(fleet.slice(3), first, nowMs));
    expect(names(orderDrivers(fleet.slice(3), first, nowMs + 5 * hourMs))).toEqual(known);
  });

  it('stays the same while time passes, as long as nobody reaches a limit', () => {
    const remaining = fc.integer({ min: hourMs, max: 60 * hourMs });
    const anyDriver = fc
      .record({
        dutyStatus: fc.constantFrom(...dutyStatuses),
        driveRemainingMs: remaining,
        untilBreakMs: remaining,
        shiftRemainingMs: remaining,
        cycleRemainingMs: remaining,
      })
      .map((its) => driver(JSON.stringify(its), { ...its, asOfMs: nowMs }));
    fc.assert(
      fc.property(fc.array(anyDriver, { maxLength: 20 }), fc.nat(14 * minuteMs), (drivers, laterMs) => {
        const now = names(orderDrivers(drivers, first, nowMs));
        expect(names(orderDrivers(drivers, first, nowMs + laterMs))).toEqual(now);
      }),
    );
  });

  it('puts what is not known last, whichever way a column is sorted', () => {
    for (const direction of ['ascending', 'descending'] as const) {
      expect(names(orderDrivers(fleet, { column: 'drive', direction }, nowMs)).at(-1)).toBe('no log');
    }
  });
});

describe('filters of drivers', () => {
  it('"under 1 h" finds whom a limit nears or who is past it, not who rests with nothing left', () => {
    const found = filterDrivers(fleet, { ...noHoursFilter, underHour: true }, () => [], nowMs);
    expect(names(found)).toEqual(['ends soon', 'over']);
  });

  it('a status takes personal conveyance as off duty and a yard move as on duty', () => {
    const drivers = [
      driver('pc', clocks({ dutyStatus: 'personalConveyance' })),
      driver('ym', clocks({ dutyStatus: 'yardMove' })),
    ];
    const by = (lines: ('offDuty' | 'onDuty')[]) =>
      names(filterDrivers(drivers, { ...noHoursFilter, lines }, () => [], nowMs));
    expect(by(['offDuty'])).toEqual(['pc']);
    expect(by(['onDuty'])).toEqual(['ym']);
    expect(by(['offDuty', 'onDuty'])).toEqual(['pc', 'ym']);
  });

  it('a tag is that of the truck; who has none has no tag', () => {
    const drivers = [driver('a', null, { vehicle: { id: '1', name: 'T1' } }), driver('b', null)];
    const tagIdsOf = (id: string) => (id === '1' ? ['east'] : []);
    expect(names(filterDrivers(drivers, { ...noHoursFilter, tagIds: ['east'] }, tagIdsOf, nowMs))).toEqual([
      'a',
    ]);
  });

  it('count every driver once', () => {
    const { byLine, underHour } = countDrivers(fleet, nowMs);
    expect(byLine).toEqual({ offDuty: 0, sleeperBed: 1, driving: 4, onDuty: 1 });
    expect(underHour).toBe(2);
  });
});

describe('finding a driver', () => {
  const drivers = [
    driver('Zoë Müller', null, { vehicle: { id: '1', name: 'T-2041' }, phone: '+13155550100' }),
    driver('Otis O’Brien', null),
  ];
  const find = (query: string) => names(searchDrivers(indexDrivers(drivers), query));

  it('needs no accents, dashes or apostrophes', () => {
    expect(find('zoe mul')).toEqual(['Zoë Müller']);
    expect(find('obrien')).toEqual(['Otis O’Brien']);
    expect(find('t2041')).toEqual(['Zoë Müller']);
    expect(find('315-555-0100')).toEqual(['Zoë Müller']);
  });

  it('finds all by nothing, and nobody by what fits two drivers', () => {
    expect(find(' ')).toHaveLength(2);
    expect(find('zoe otis')).toEqual([]);
  });
});
