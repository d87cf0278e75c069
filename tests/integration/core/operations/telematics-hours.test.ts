import { describe, expect, it } from 'vitest';
import type { DutyClockFact, DutyLogFact } from '../../../../src-main/core/operations/telematics/index.ts';
import { emptyReadings } from '../../../unit/core/operations/telematics/readings-fixture.ts';
import { firstOf, openTelematics } from './telematics-rig.ts';

const hourMs = 3_600_000;
/** Noon in Chicago on 22 November 2026. */
const noonMs = Date.parse('2026-11-22T18:00:00Z');
const midnightMs = Date.parse('2026-11-22T06:00:00Z');
const window = { fromMs: midnightMs - 48 * hourMs, toMs: noonMs };

const driver = (id: string, name: string, timeZone: string | null = 'America/Chicago', isActive = true) => ({
  id,
  name,
  phone: null,
  timeZone,
  isActive,
});

const entry = (
  status: DutyLogFact['entries'][number]['status'],
  startMs: number,
  endMs: number | null,
  vehicleId: string | null = null,
) => ({ status, startMs, endMs, vehicleId, remark: null });

const clocks = (driverId: string): DutyClockFact => ({
  driverId,
  dutyStatus: 'driving',
  driveRemainingMs: hourMs,
  shiftRemainingMs: 2 * hourMs,
  cycleRemainingMs: 30 * hourMs,
  untilBreakMs: null,
});

async function openHours() {
  const rig = await openTelematics();
  // The manual clock begins elsewhere; the vendor's is at noon.
  rig.telematics.reportFeed({
    state: 'live',
    lastSuccessAtMs: noonMs,
    clockOffsetMs: noonMs - rig.clock.nowMs(),
  });
  await rig.telematics.putDrivers({
    items: [driver('1', 'Ada'), driver('2', 'Bob', 'Mars/Olympus'), driver('3', 'Gone', null, false)],
    isComplete: true,
  });
  const { hours } = rig.client;
  return {
    ...rig,
    board: async () => firstOf(await hours.watchDutyBoard()),
    log: (driverId: string, day: string | null = null) => hours.getDutyLog({ driverId, day }),
  };
}

describe('the board of duty clocks', () => {
  it('has every active driver, with clocks and truck where they are known', async () => {
    const rig = await openHours();
    await rig.telematics.ingest([{ ...emptyReadings('77'), name: 'T-77' }]);
    await rig.telematics.putAssignments([
      { vehicleId: '77', driverId: '1', driverName: 'Ada', sinceMs: midnightMs, isPassenger: false },
    ]);
    await rig.telematics.putDutyClocks([clocks('1'), clocks('3'), clocks('4')], noonMs);
    const { drivers, asOfMs } = await rig.board();
    expect(asOfMs).toBe(noonMs);
    expect(drivers.map(({ name }) => name)).toEqual(['Ada', 'Bob']);
    expect(drivers[0]).toMatchObject({
      vehicle: { id: '77', name: 'T-77' },
      clocks: { asOfMs: noonMs, dutyStatus: 'driving', driveRemainingMs: hourMs, untilBreakMs: null },
    });
    expect(drivers[1]).toMatchObject({ vehicle: null, clocks: null });
  });

  it('has the truck for both of a team, and only one of them is its driver', async () => {
    const rig = await openHours();
    await rig.telematics.ingest(['77', '78'].map((id) => ({ ...emptyReadings(id), name: `T-${id}` })));
    const assign = (vehicleId: string, driverId: string, isPassenger: boolean) => ({
      ...{ vehicleId, driverId, driverName: null, sinceMs: midnightMs, isPassenger },
    });
    await rig.telematics.putAssignments([assign('77', '1', false), assign('77', '2', true)]);
    const trucks = async () => (await rig.board()).drivers.map((driver) => driver.vehicle?.name ?? null);
    expect(await trucks()).toEqual(['T-77', 'T-77']);
    // Who has a truck of his own is with that one.
    await rig.telematics.putAssignments([
      assign('77', '1', false),
      assign('77', '2', true),
      assign('78', '2', false),
    ]);
    expect(await trucks()).toEqual(['T-77', 'T-78']);
    await rig.telematics.putAssignments([assign('77', '1', false)]);
    expect(await trucks()).toEqual(['T-77', null]);
  });

  it('comes again when clocks came, and not when nothing in it changed', async () => {
    const rig = await openHours();
    const stream = await rig.client.hours.watchDutyBoard();
    const read = async () => {
      const { done, value } = await stream.next();
      return done === true ? undefined : value.drivers[0]?.clocks?.driveRemainingMs;
    };
    expect(await read()).toBeUndefined();
    const next = read();
    await rig.telematics.putDutyLogs([], window, noonMs);
    await rig.clock.advance(1_000);
    await rig.telematics.putDutyClocks([clocks('1')], noonMs);
    await rig.clock.advance(2_000);
    expect(await next).toBe(hourMs);
    await stream.return(undefined);
  });

  it('tells the violations of the last day', async () => {
    const rig = await openHours();
    const violation = (startMs: number) => ({
      driverId: '1',
      type: 'shiftHours',
      startMs,
      endMs: startMs + hourMs,
      description: null,
    });
    await rig.telematics.putDutyViolations(
      [violation(noonMs - 30 * hourMs), violation(noonMs - hourMs)],
      window,
    );
    expect((await rig.board()).drivers[0]?.violations.map(({ startMs }) => startMs)).toEqual([
      noonMs - hourMs,
    ]);
    await rig.telematics.putDutyViolations([], window);
    expect((await rig.board()).drivers[0]?.violations).toEqual([]);
  });
});

describe('the log of a day', () => {
  it('is cut at midnight of the home terminal and ends where it is known', async () => {
    const rig = await openHours();
    const asOfMs = noonMs - 10 * 60_000;
    const entries = [
      entry('driving', midnightMs + 6 * hourMs, null, '77'),
      entry('sleeperBed', midnightMs - 4 * hourMs, midnightMs + 6 * hourMs),
    ];
    await rig.telematics.putDutyLogs([{ driverId: '1', entries }], window, asOfMs);
    const log = await rig.log('1');
    expect(log).toMatchObject({
      day: '2026-11-22',
      today: '2026-11-22',
      timeZone: 'America/Chicago',
      isTimeZoneKnown: true,
      dayStartMs: midnightMs,
      dayEndMs: midnightMs + 24 * hourMs,
      knownUntilMs: asOfMs,
      asOfMs,
      mayStillChange: true,
    });
    expect(
      log.segments.map(({ status, startMs, endMs, isOpen }) => [status, startMs, endMs, isOpen]),
    ).toEqual([
      ['sleeperBed', midnightMs, midnightMs + 6 * hourMs, false],
      ['driving', midnightMs + 6 * hourMs, asOfMs, true],
    ]);
    expect(log.totals).toMatchObject({ sleeperBed: 6 * hourMs, driving: asOfMs - midnightMs - 6 * hourMs });
    const before = await rig.log('1', '2026-11-21');
    expect(before.segments.at(-1)).toMatchObject({ status: 'sleeperBed', endMs: midnightMs, isOpen: false });
  });

  it('follows a driver who mended it: what is not told any more is gone', async () => {
    const rig = await openHours();
    const [from, to] = [noonMs - 5 * hourMs, noonMs - 4 * hourMs];
    const save = (entries: DutyLogFact['entries']) =>
      rig.telematics.putDutyLogs([{ driverId: '1', entries }], window, noonMs);
    await save([entry('onDuty', from, to), entry('driving', to, noonMs)]);
    await save([entry('yardMove', from, noonMs)]);
    const known = (await rig.log('1')).segments.filter(({ line }) => line !== null);
    expect(known).toMatchObject([{ status: 'yardMove', line: 'onDuty', startMs: from, endMs: noonMs }]);
  });

  it('gets the end of an entry that began before what was asked for, and loses nothing before it', async () => {
    const rig = await openHours();
    const [first, second] = [midnightMs + hourMs, midnightMs + 3 * hourMs];
    const save = (entries: DutyLogFact['entries'], fromMs: number) =>
      rig.telematics.putDutyLogs([{ driverId: '1', entries }], { fromMs, toMs: noonMs }, noonMs);
    await save([entry('offDuty', midnightMs, first), entry('driving', first, null)], midnightMs);
    await save([entry('driving', first, second), entry('onDuty', second, noonMs)], second - hourMs);
    expect((await rig.log('1')).segments).toMatchObject([
      { status: 'offDuty', endMs: first },
      { status: 'driving', endMs: second },
      { status: 'onDuty', endMs: noonMs },
    ]);
  });

  it('is kept for every driver, however many are told at once', async () => {
    const rig = await openHours();
    const logs = Array.from({ length: 250 }, (_, index) => ({
      driverId: index === 249 ? '1' : `x${index}`,
      entries: [entry('driving', noonMs - hourMs, noonMs)],
    }));
    await rig.telematics.putDutyLogs(logs, window, noonMs);
    await rig.telematics.putDutyLogs(logs, window, noonMs);
    expect((await rig.log('1')).totals.driving).toBe(hourMs);
    const { count } = await rig.database.db
      .selectFrom('duty_log_entry')
      .select((its) => its.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(250);
  });

  it('is forgotten after half a year, but for a status that still lasts', async () => {
    const rig = await openHours();
    const dayMs = 24 * hourMs;
    const long = { fromMs: noonMs - 300 * dayMs, toMs: noonMs };
    const entries = [
      entry('driving', noonMs - 250 * dayMs, noonMs - 249 * dayMs),
      entry('onDuty', noonMs - 249 * dayMs, noonMs - 100 * dayMs),
      entry('offDuty', noonMs - 100 * dayMs, null),
    ];
    await rig.telematics.putDutyLogs([{ driverId: '1', entries }], long, noonMs);
    await rig.clock.advance(11 * 60_000);
    const rows = await rig.database.db.selectFrom('duty_log_entry').select('status').execute();
    expect(rows.map(({ status }) => status)).toEqual(['onDuty', 'offDuty']);
  });

  it('does not stretch an entry without end over what came after it', async () => {
    const rig = await openHours();
    const entries = [
      entry('offDuty', midnightMs - 40 * hourMs, null),
      entry('driving', midnightMs - 30 * hourMs, midnightMs - 25 * hourMs),
    ];
    await rig.telematics.putDutyLogs([{ driverId: '1', entries }], window, noonMs);
    expect((await rig.log('1')).segments.map(({ status }) => status)).toEqual(['unknown']);
  });

  it('is final after a couple of days', async () => {
    const rig = await openHours();
    expect((await rig.log('1', '2026-11-19')).mayStillChange).toBe(false);
    expect((await rig.log('1', '2026-11-21')).mayStillChange).toBe(true);
  });

  it('has nothing to show before it was ever fetched, and says so', async () => {
    const rig = await openHours();
    expect(await rig.log('1')).toMatchObject({ asOfMs: null, segments: [], knownUntilMs: midnightMs });
  });

  it('takes this computer’s time zone, and says so, where the vendor’s is none', async () => {
    const rig = await openHours();
    expect(await rig.log('2')).toMatchObject({ isTimeZoneKnown: false });
  });

  it('is refused for a driver nobody knows, and for what is no day', async () => {
    const rig = await openHours();
    await expect(rig.log('99')).rejects.toMatchObject({ code: 'telematics/unknown-driver' });
    await expect(rig.log('1', '2026-02-30')).rejects.toMatchObject({ code: 'platform/bad-input' });
  });

  it('survives a restart and goes with the fleet', async () => {
    const rig = await openHours();
    const entries = [entry('driving', noonMs - hourMs, noonMs)];
    await rig.telematics.putDutyLogs([{ driverId: '1', entries }], window, noonMs);
    const again = await rig.reopen();
    const { hours } = again.client;
    const log = await hours.getDutyLog({ driverId: '1', day: '2026-11-22' });
    expect(log.totals.driving).toBe(hourMs);
    await again.telematics.clear();
    await expect(hours.getDutyLog({ driverId: '1', day: null })).rejects.toMatchObject({
      code: 'telematics/unknown-driver',
    });
  });
});
