import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import {
  frameAcknowledgement,
  readFleetFrame,
} from '../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { benchTargets } from '../targets.ts';
import { createAges, type AgeFigures } from './ages.ts';

const { workload, ratios: targets } = benchTargets.ws;
const { vehicleCount, deskCount, stalledCount, measuredMs, roundCount } = workload;
const settleMs = 2_000;

type Part = 'one' | 'many' | 'besideStalled';
const parts: readonly Part[] = ['one', 'many', 'besideStalled'];

interface PartFigures {
  /** From the fix being known at the hub to its being at the desk. */
  readonly ageMs: AgeFigures;
  /** From the frame being made to its being at the desk. */
  readonly wayMs: AgeFigures;
  readonly frameCount: number;
  readonly hubCpuMsPerSecond: number;
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
const nowMs = () => performance.timeOrigin + performance.now();

async function ask<T>(hub: ChildProcess, question?: string): Promise<T> {
  if (question !== undefined) hub.send(question);
  const [answer] = (await once(hub, 'message')) as [T];
  return answer;
}

/** Desks that read, acknowledge as a window does, and note how old what they get is. */
function openDesk(url: string, note: (frame: Buffer) => void): Promise<WebSocket> {
  const socket = new WebSocket(url, ['switchyard.v1'], {
    headers: { authorization: 'Bearer swydesk_bench' },
  });
  socket.on('message', (data) => {
    note(data as Buffer);
    socket.send(frameAcknowledgement);
  });
  return new Promise((resolve, reject) => socket.once('open', () => resolve(socket)).once('error', reject));
}

async function measure(part: Part): Promise<PartFigures> {
  const hub = fork(fileURLToPath(new URL('hub-side.ts', import.meta.url)), [String(vehicleCount)]);
  const { port } = await ask<{ port: number }>(hub);
  const ages = createAges();
  const ways = createAges();
  let frameCount = 0;
  let isMeasuring = false;
  const note = (bytes: Buffer) => {
    if (!isMeasuring) return;
    const atMs = nowMs();
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const frame = readFleetFrame(copy);
    if (frame === null) throw new Error('not a frame');
    frameCount += 1;
    ways.add(atMs - frame.serverNowMs);
    for (const timeMs of frame.timeMs) ages.add(atMs - timeMs);
  };
  const sockets: WebSocket[] = [];
  try {
    const url = `ws://127.0.0.1:${port}/desk/frames`;
    for (let count = 0; count < (part === 'one' ? 1 : deskCount); count += 1)
      sockets.push(await openDesk(url, note));
    // In the middle of the others, so that it is served before some of them.
    if (part === 'besideStalled') for (const socket of sockets.slice(50, 50 + stalledCount)) socket.pause();
    await pause(settleMs);
    const before = await ask<{ cpuMicroseconds: number }>(hub, 'cpu');
    isMeasuring = true;
    await pause(measuredMs);
    isMeasuring = false;
    const after = await ask<{ cpuMicroseconds: number }>(hub, 'cpu');
    const hubCpuMsPerSecond = (after.cpuMicroseconds - before.cpuMicroseconds) / measuredMs;
    return {
      ageMs: ages.figures(),
      wayMs: ways.figures(),
      frameCount,
      hubCpuMsPerSecond: Number(hubCpuMsPerSecond.toFixed(1)),
    };
  } finally {
    for (const socket of sockets) socket.terminate();
    hub.disconnect();
    await once(hub, 'exit');
  }
}

/** The best of the rounds: what disturbs a measurement only ever makes it worse. */
const bestOf = (rounds: readonly PartFigures[]): PartFigures =>
  rounds.reduce((best, next) => (next.ageMs.p95 < best.ageMs.p95 ? next : best));

/** `npm run bench -- ws`: how much older positions get on their way through the hub, to one desk and to many. */
export async function runWsBench() {
  const rounds: Record<Part, PartFigures[]> = { one: [], many: [], besideStalled: [] };
  for (let round = 0; round < roundCount; round += 1) {
    for (const part of parts) rounds[part].push(await measure(part));
  }
  const figures = {
    one: bestOf(rounds.one),
    many: bestOf(rounds.many),
    besideStalled: bestOf(rounds.besideStalled),
  };
  const ratio = (part: Part, baseline: Part) =>
    Number((figures[part].ageMs.p95 / figures[baseline].ageMs.p95).toFixed(3));
  const ratios = { manyToOne: ratio('many', 'one'), besideStalledToNone: ratio('besideStalled', 'many') };
  return {
    bench: 'ws',
    figures: { vehicles: vehicleCount, desks: deskCount, stalled: stalledCount, ...figures },
    ratios,
    targets,
    holds:
      ratios.manyToOne <= targets.manyToOneAtMost &&
      ratios.besideStalledToNone <= targets.besideStalledToNoneAtMost,
  };
}
