import type { Clock } from '../../platform/clock.ts';
import type { Port } from '../../platform/ports.ts';
import type { FleetState } from './fleet-state.ts';
import {
  allocateFleetFrame,
  frameAcknowledgement,
  snapshotRequest,
  unacknowledgedFrameCountMax,
  type FleetFrame,
} from './fleet-frame.wire.ts';

/** At most four frames a second: faster than that no eye reads a map. */
export const frameIntervalMs = 250;

export interface FramePublisher {
  /** The port gets a snapshot now, then what changed. */
  connect(port: Port): void;
  /** Serves ports until `stop`. Costs nothing while there is none. */
  start(): void;
  stop(): Promise<void>;
  portCount(): number;
}

export interface FramePublisherDeps {
  readonly fleet: FleetState;
  /** Brings the judgement of vehicles up to the present; called before each round of frames. */
  readonly judge: () => void;
  /** The vendor's clock. */
  readonly serverNowMs: () => number;
  readonly clock: Clock;
}

export function createFramePublisher(deps: FramePublisherDeps): FramePublisher {
  const { judge, clock } = deps;
  const desks = new Set<Desk>();
  const rounds = createRounds(deps);
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  let wake = () => {};

  async function run(signal: AbortSignal) {
    while (!signal.aborted) {
      if (desks.size === 0) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      await clock.sleep(frameIntervalMs, signal);
      if (signal.aborted || desks.size === 0) continue;
      judge();
      const round = rounds.next();
      for (const desk of [...desks]) serve(round, desk);
    }
  }

  return {
    portCount: () => desks.size,
    connect(port) {
      const desk = createDesk(port);
      listen(desk, () => desks.delete(desk));
      judge();
      // While nobody listened, nothing was told: there is nothing to catch up with.
      if (desks.size === 0) rounds.skip();
      serve(rounds.present(), desk);
      desks.add(desk);
      wake();
    },
    start() {
      if (running) return;
      const stop = new AbortController();
      running = { stop, ended: run(stop.signal) };
    },
    async stop() {
      running?.stop.abort();
      wake();
      await running?.ended;
      running = null;
      for (const desk of [...desks]) desk.port.close();
      desks.clear();
    },
  };
}

interface Desk {
  readonly port: Port;
  /** Of the newest frame it got; 0 before the first. */
  sequence: number;
  sentCount: number;
  needsSnapshot: boolean;
  /** `null` until the port has acknowledged for the first time. */
  unacknowledgedCount: number | null;
}

const createDesk = (port: Port): Desk => ({
  port,
  sequence: 0,
  sentCount: 0,
  needsSnapshot: true,
  unacknowledgedCount: null,
});

function listen(desk: Desk, drop: () => void) {
  desk.port.onClose(drop);
  desk.port.onMessage((data) => {
    if (data === snapshotRequest) {
      // Sent with the next round, so that asking over and over costs no more than four frames a second.
      desk.needsSnapshot = true;
    } else if (data === frameAcknowledgement) {
      desk.unacknowledgedCount = Math.max(0, (desk.unacknowledgedCount ?? desk.sentCount) - 1);
    } else {
      drop();
      desk.port.close();
    }
  });
}

/** What there is to tell at one moment: each frame is made when the first desk needs it, and is the same for all. */
interface Round {
  readonly sequence: number;
  snapshot(): ArrayBuffer;
  /** From the frame before to this one; `null` when nothing changed, or too much. */
  delta(): ArrayBuffer | null;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Sequences are the publisher's, not a port's: a desk that keeps up gets the very bytes every other one gets. */
function createRounds({ fleet, serverNowMs }: FramePublisherDeps) {
  let sequence = 1;
  let toldRevision = -1;
  let toldGeneration = -1;

  const write = (kind: FleetFrame['kind'], of: number, slots: readonly number[]) =>
    writeFrame(fleet, kind, of, serverNowMs(), slots);
  const roundOf = (changed: readonly number[]): Round => {
    const of = sequence;
    return {
      sequence: of,
      // May hold more than its sequence says; the next delta then tells it again, which changes nothing.
      snapshot: once(() => write('snapshot', of, slotsToSend(fleet, -1))),
      delta: once(() => (changed.length === 0 ? null : write('delta', of, changed))),
    };
  };
  const remember = () => {
    toldRevision = fleet.revision();
    toldGeneration = fleet.generation();
  };

  return {
    skip: remember,
    present: () => roundOf([]),
    next(): Round {
      const isOther = toldGeneration !== fleet.generation();
      const changed = isOther ? [] : slotsToSend(fleet, toldRevision);
      // Another fleet: a number is left out, so that every desk is found to have missed it.
      if (isOther) sequence += 2;
      else if (changed.length > 0) sequence += 1;
      remember();
      return roundOf(changed);
    },
  };
}

function serve(round: Round, desk: Desk) {
  if ((desk.unacknowledgedCount ?? 0) >= unacknowledgedFrameCountMax) {
    desk.needsSnapshot = true;
    return;
  }
  const isUpToDate = desk.sequence === round.sequence;
  if (!desk.needsSnapshot && isUpToDate) return;
  const delta = !desk.needsSnapshot && desk.sequence === round.sequence - 1 ? round.delta() : null;
  desk.port.postMessage(delta ?? round.snapshot());
  desk.sequence = round.sequence;
  desk.needsSnapshot = false;
  desk.sentCount += 1;
  if (desk.unacknowledgedCount !== null) desk.unacknowledgedCount += 1;
}

/** Listed slots that changed after `revision`, ascending. */
function slotsToSend(fleet: FleetState, revision: number): number[] {
  const { changedAt, isListed } = fleet.table();
  const slots: number[] = [];
  for (let slot = 0; slot < fleet.slotEnd(); slot += 1) {
    if (isListed[slot] === 1 && (changedAt[slot] ?? 0) > revision) slots.push(slot);
  }
  return slots;
}

const carriedColumns = [
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

function writeFrame(
  fleet: FleetState,
  kind: FleetFrame['kind'],
  sequence: number,
  serverNowMs: number,
  slots: readonly number[],
): ArrayBuffer {
  const { buffer, columns } = allocateFleetFrame(kind, sequence, serverNowMs, slots.length);
  const table = fleet.table();
  columns.slot.set(slots);
  for (const name of carriedColumns) {
    const from = table[name];
    const to = columns[name];
    for (let row = 0; row < slots.length; row += 1) to[row] = from[slots[row] ?? 0] ?? 0;
  }
  return buffer;
}
