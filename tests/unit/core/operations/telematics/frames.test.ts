import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Port } from '../../../../../src-main/core/platform/ports.ts';
import {
  frameAcknowledgement,
  readFleetFrame,
  snapshotRequest,
  unacknowledgedFrameCountMax,
  type FleetFrame,
} from '../../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { createFleetState } from '../../../../../src-main/core/operations/telematics/fleet-state.ts';
import { createFramePublisher } from '../../../../../src-main/core/operations/telematics/frames.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { baseMs, fixAt } from './readings-fixture.ts';

/** The far end of a port: keeps what it got, and can speak. */
function createDesk() {
  const frames: FleetFrame[] = [];
  const messageListeners: ((data: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let isClosed = false;
  const port: Port = {
    postMessage: (data) => {
      const frame = readFleetFrame(structuredClone(data as ArrayBuffer));
      if (frame) frames.push(frame);
    },
    onMessage: (listener) => messageListeners.push(listener),
    onClose: (listener) => closeListeners.push(listener),
    close: () => {
      isClosed = true;
      for (const listener of closeListeners) listener();
    },
  };
  return {
    port,
    frames,
    isClosed: () => isClosed,
    say: (data: unknown) => messageListeners.forEach((listener) => listener(data)),
  };
}

function rig() {
  const clock = createManualClock(baseMs);
  const fleet = createFleetState();
  const judge = () =>
    fleet.judge({ state: 'live', lastSuccessAtMs: clock.nowMs(), clockOffsetMs: 0 }, clock.nowMs(), -1);
  const frames = createFramePublisher({ fleet, judge, serverNowMs: clock.nowMs, clock });
  const add = (slot: number, timeMs = clock.nowMs()) => {
    fleet.setVehicle(slot, true, false);
    fleet.applyFix(slot, fixAt(timeMs, { speedDeciMph: 500 }));
  };
  frames.start();
  return { clock, fleet, frames, add };
}

type Mirror = Map<number, Record<string, number>>;
const columnNames = [
  'timeMs',
  'latitudeE7',
  'longitudeE7',
  'speedDeciMph',
  'headingDeg',
  'status',
  'freshness',
  'cause',
  'engine',
  'fuelPercent',
] as const;

/** What a desk knows after these frames, or `null` when one was missing. */
function mirrorOf(frames: readonly FleetFrame[]): Mirror | null {
  const mirror: Mirror = new Map();
  let sequence: number | null = null;
  for (const frame of frames) {
    if (frame.kind === 'snapshot') mirror.clear();
    else if (sequence === null || frame.sequence !== sequence + 1) return null;
    sequence = frame.sequence;
    for (let row = 0; row < frame.count; row += 1) {
      mirror.set(
        frame.slot[row] ?? -1,
        Object.fromEntries(columnNames.map((name) => [name, frame[name][row] ?? -1])),
      );
    }
  }
  return mirror;
}

describe('fleet frames', () => {
  it('begin with a snapshot of every listed vehicle', async () => {
    const { fleet, frames, add } = rig();
    add(1);
    add(2);
    fleet.setVehicle(3, false, false);
    const desk = createDesk();
    frames.connect(desk.port);
    expect(desk.frames).toHaveLength(1);
    expect(desk.frames[0]).toMatchObject({ kind: 'snapshot', sequence: 1 });
    expect([...(desk.frames[0]?.slot ?? [])]).toEqual([1, 2]);
    await frames.stop();
    expect(desk.isClosed()).toBe(true);
  });

  it('carry only what changed, at most four times a second', async () => {
    const { clock, frames, add } = rig();
    add(1);
    add(2);
    const desk = createDesk();
    frames.connect(desk.port);
    for (let step = 0; step < 40; step += 1) {
      add(1, clock.nowMs() + 1);
      await clock.advance(25);
    }
    const deltas = desk.frames.slice(1);
    expect(deltas.length).toBeGreaterThanOrEqual(3);
    expect(deltas.length).toBeLessThanOrEqual(4);
    for (const delta of deltas) expect([delta.kind, ...delta.slot]).toEqual(['delta', 1]);
    await frames.stop();
  });

  it('are not sent when nothing changed', async () => {
    const { clock, frames, add } = rig();
    add(1);
    const desk = createDesk();
    frames.connect(desk.port);
    await clock.advance(5_000);
    expect(desk.frames).toHaveLength(1);
    await frames.stop();
  });

  it('are sent when only time has made a vehicle less fresh', async () => {
    const { clock, frames, add } = rig();
    add(1);
    const desk = createDesk();
    frames.connect(desk.port);
    await clock.advance(16_000);
    expect(desk.frames).toHaveLength(2);
    expect(desk.frames[0]?.freshness[0]).not.toBe(desk.frames[1]?.freshness[0]);
    await frames.stop();
  });

  it('begin anew with a snapshot for a desk that asks', async () => {
    const { clock, frames, add } = rig();
    add(1);
    const desk = createDesk();
    frames.connect(desk.port);
    desk.say(snapshotRequest);
    desk.say(snapshotRequest);
    await clock.advance(250);
    expect(desk.frames.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['snapshot', 1],
      ['snapshot', 1],
    ]);
    await frames.stop();
  });

  it('begin anew with a snapshot when a vehicle left the fleet', async () => {
    const { clock, fleet, frames, add } = rig();
    add(1);
    add(2);
    const desk = createDesk();
    frames.connect(desk.port);
    fleet.setVehicle(2, false, false);
    await clock.advance(250);
    expect(desk.frames[1]?.kind).toBe('snapshot');
    expect([...(desk.frames[1]?.slot ?? [])]).toEqual([1]);
    await frames.stop();
  });

  it('are withheld from a desk that does not keep up, which then gets a snapshot', async () => {
    const { clock, frames, add } = rig();
    add(1);
    const desk = createDesk();
    frames.connect(desk.port);
    desk.say(frameAcknowledgement);
    for (let step = 0; step < 50; step += 1) {
      add(1, clock.nowMs() + 1);
      await clock.advance(250);
    }
    expect(desk.frames).toHaveLength(1 + unacknowledgedFrameCountMax);
    for (let count = 0; count < unacknowledgedFrameCountMax; count += 1) desk.say(frameAcknowledgement);
    await clock.advance(250);
    expect(desk.frames).toHaveLength(2 + unacknowledgedFrameCountMax);
    expect(desk.frames.at(-1)?.kind).toBe('snapshot');
    add(1, clock.nowMs() + 1);
    await clock.advance(250);
    expect(desk.frames.at(-1)?.kind).toBe('delta');
    expect(mirrorOf(desk.frames.slice(-2))).not.toBeNull();
    await frames.stop();
  });

  it('are made once for all desks that keep up, also for one that came later', async () => {
    const { clock, frames, add } = rig();
    add(1);
    const sent: unknown[][] = [];
    const listen = () => {
      const got: unknown[] = [];
      sent.push(got);
      const port = { ...createDesk().port, postMessage: (data: unknown) => void got.push(data) };
      frames.connect(port);
    };
    listen();
    await clock.advance(1_000);
    listen();
    listen();
    for (let step = 0; step < 4; step += 1) {
      add(1, clock.nowMs() + 1);
      await clock.advance(250);
    }
    const newest = sent.map((got) => got.slice(-4));
    for (const place of [0, 1, 2, 3]) {
      expect(newest[1]?.[place]).toBe(newest[0]?.[place]);
      expect(newest[2]?.[place]).toBe(newest[0]?.[place]);
    }
    await frames.stop();
  });

  it('stop for a desk that says anything else, and for one that closed', async () => {
    const { clock, frames, add } = rig();
    for (const nonsense of ['frames please', 7, null, undefined, { snapshot: true }, new ArrayBuffer(8)]) {
      const desk = createDesk();
      frames.connect(desk.port);
      desk.say(nonsense);
      expect(desk.isClosed()).toBe(true);
    }
    const gone = createDesk();
    frames.connect(gone.port);
    gone.port.close();
    expect(frames.portCount()).toBe(0);
    add(1);
    await clock.advance(1_000);
    expect(gone.frames).toHaveLength(1);
    await frames.stop();
  });

  it('applied to the snapshot before them equal a new snapshot, whatever happened in between', async () => {
    const action = fc.oneof(
      fc.record({
        do: fc.constant('fix' as const),
        slot: fc.integer({ min: 1, max: 6 }),
        ageMs: fc.integer({ min: 0, max: 9_000 }),
      }),
      fc.record({
        do: fc.constant('engine' as const),
        slot: fc.integer({ min: 1, max: 6 }),
        ageMs: fc.integer({ min: 0, max: 9_000 }),
      }),
      fc.record({
        do: fc.constant('leave' as const),
        slot: fc.integer({ min: 1, max: 6 }),
        ageMs: fc.constant(0),
      }),
      fc.record({
        do: fc.constant('wait' as const),
        slot: fc.constant(1),
        ageMs: fc.integer({ min: 1, max: 200_000 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 20 }), async (actions) => {
        const { clock, fleet, frames, add } = rig();
        add(1);
        const desk = createDesk();
        frames.connect(desk.port);
        for (const { do: what, slot, ageMs } of actions) {
          if (what === 'fix') add(slot, clock.nowMs() - ageMs);
          else if (what === 'engine')
            fleet.applyEngine(slot, clock.nowMs() - ageMs, ageMs % 2 ? 'on' : 'off');
          else if (what === 'leave') fleet.setVehicle(slot, false, false);
          else clock.jumpTo(clock.nowMs() + ageMs);
          if (ageMs % 3 === 0) await clock.advance(250);
        }
        await clock.advance(250);
        const newcomer = createDesk();
        frames.connect(newcomer.port);
        expect(mirrorOf(desk.frames)).toEqual(mirrorOf(newcomer.frames));
        await frames.stop();
      }),
      { numRuns: 60 },
    );
  });
});
