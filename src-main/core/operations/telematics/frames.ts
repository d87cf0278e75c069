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
      for (const desk of [...desks]) serve(deps, desk);
    }
  }

  return {
    portCount: () => desks.size,
    connect(port) {
      const desk = createDesk(port);
      listen(desk, () => desks.delete(desk));
      judge();
      post(deps, desk, 'snapshot');
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
  sequence: number;
  seenRevision: number;
  seenGeneration: number;
  needsSnapshot: boolean;
  /** `null` until the port has acknowledged for the first time. */
  unacknowledgedCount: number | null;
}

const createDesk = (port: Port): Desk => ({
  port,
  sequence: 0,
  seenRevision: 0,
  seenGeneration: 0,
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
      desk.unacknowledgedCount = Math.max(0, (desk.unacknowledgedCount ?? desk.sequence) - 1);
    } else {
      drop();
      desk.port.close();
    }
  });
}

function serve(deps: FramePublisherDeps, desk: Desk) {
  const { fleet } = deps;
  if ((desk.unacknowledgedCount ?? 0) >= unacknowledgedFrameCountMax) {
    desk.needsSnapshot = true;
    return;
  }
  if (desk.needsSnapshot || desk.seenGeneration !== fleet.generation()) post(deps, desk, 'snapshot');
  else if (desk.seenRevision !== fleet.revision()) post(deps, desk, 'delta');
}

function post({ fleet, serverNowMs }: FramePublisherDeps, desk: Desk, kind: FleetFrame['kind']) {
  const slots = slotsToSend(fleet, kind === 'snapshot' ? -1 : desk.seenRevision);
  desk.seenRevision = fleet.revision();
  desk.seenGeneration = fleet.generation();
  desk.needsSnapshot = false;
  if (kind === 'delta' && slots.length === 0) return;
  desk.sequence += 1;
  if (desk.unacknowledgedCount !== null) desk.unacknowledgedCount += 1;
  desk.port.postMessage(writeFrame(fleet, kind, desk.sequence, serverNowMs(), slots));
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
