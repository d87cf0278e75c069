import { setTimeout as pause } from 'node:timers/promises';
import { provision } from '../../../src-main/tooling/app/provision.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { createSupervisor, type Supervisor } from '../../../src-main/tooling/process/supervisor.ts';
import { summarize } from '../frames/statistics.ts';
import { observe, type Moment } from '../memory/observe.ts';
import { theilSen } from '../memory/slope.ts';
import { benchTargets } from '../targets.ts';
import { openBarePhone } from './bare-phone.ts';
import type { BenchPhone } from './contestant.ts';
import { openOurPhone } from './our-phone.ts';

const { workload, megabytes: limits, slope: slopeLimit } = benchTargets['call-memory'];
const callsPerSample = 5;

const rounded = (value: number) => Number(value.toFixed(2));
const medianOf = (moments: readonly Moment[]) => summarize(moments.map(({ megabytes }) => megabytes)).median;

function byRole(moments: readonly Moment[]): Record<string, number> {
  const roles = [...new Set(moments.flatMap(({ megabytesByRole }) => Object.keys(megabytesByRole)))];
  const read = (role: string) => summarize(moments.map(({ megabytesByRole: own }) => own[role] ?? 0)).median;
  return Object.fromEntries(roles.map((role) => [role, read(role)]));
}

async function placeCall(phone: BenchPhone): Promise<void> {
  await phone.awaitSound();
  await phone.call();
  await phone.soundAtMs();
}

/** Memory before a call and in it; before both one call, so that code and devices are there. */
async function compareIdle(phone: BenchPhone, spanMs: number) {
  const span = { durationMs: spanMs, intervalMs: spanMs / 10 };
  await placeCall(phone);
  await phone.hangUp();
  await pause(workload.settleMs);
  const idle = await observe(phone.processId, span);
  await placeCall(phone);
  await pause(workload.settleMs);
  const inCall = await observe(phone.processId, span);
  await phone.hangUp();
  return {
    idleMegabytes: medianOf(idle),
    inCallMegabytes: medianOf(inCall),
    addedMegabytes: rounded(medianOf(inCall) - medianOf(idle)),
    idleByRole: byRole(idle),
    inCallByRole: byRole(inCall),
  };
}

/** Megabytes by the number of calls that are over; the first are left out. Garbage of the windows does not count. */
async function observeCalls(phone: BenchPhone, callCount: number) {
  const samples: Moment[] = [];
  for (let call = 1; call <= callCount; call += 1) {
    await placeCall(phone);
    await phone.hangUp();
    if (call % callsPerSample !== 0 || call <= callCount / 5) continue;
    await pause(1_500); // The device of a call is looked after for a second.
    await phone.collectGarbage();
    const [moment] = await observe(phone.processId, { durationMs: 0, intervalMs: 1 });
    if (moment !== undefined) samples.push({ ...moment, minutes: call });
  }
  // Theil and Sen do not mind that the axis counts calls and not minutes.
  const { megabytesPerMinute: megabytesPerCall, low, high } = theilSen(samples);
  return {
    megabytesPerCall: rounded(megabytesPerCall),
    low: rounded(low),
    high: rounded(high),
    firstByRole: byRole(samples.slice(0, 1)),
    lastByRole: byRole(samples.slice(-1)),
    samples: samples.map(({ megabytes }) => Math.round(megabytes * 10) / 10),
  };
}

async function measure(supervisor: Supervisor, callCount: number) {
  const provisioned = await provision({ supervisor, log: terminalLog, sandboxArguments: null });
  const bare = await compareIdle(await openBarePhone({ supervisor, provisioned }), workload.spanMs);
  terminalLog(`a call adds ${String(bare.addedMegabytes)} MB to the bare page`);
  const phone = await openOurPhone({ supervisor, provisioned });
  const ours = await compareIdle(phone, workload.spanMs);
  terminalLog(`a call adds ${String(ours.addedMegabytes)} MB to the app`);
  const slope = await observeCalls(phone, callCount);
  return { bare, ours, slope, runtime: `${provisioned.runtime.kind} ${provisioned.runtime.electronVersion}` };
}

/**
 * `npm run bench -- call-memory [--calls N]`: private memory of all processes with one phone call, above the same app
 * without, against what a call adds to a page with nothing but the SDK; and whether calls leave something behind.
 */
export async function runCallMemoryBench(benchArguments: readonly string[]) {
  const at = benchArguments.indexOf('--calls');
  const callCount = at === -1 ? workload.callCount : Number(benchArguments[at + 1]);
  const supervisor = createSupervisor();
  try {
    const { bare, ours, slope, runtime } = await measure(supervisor, callCount);
    const aboveBare = rounded(ours.addedMegabytes - bare.addedMegabytes);
    // A slope counts when it is larger than chance explains and larger than anybody would notice in a shift.
    const isGrowing = slope.low > 0 && slope.megabytesPerCall > slopeLimit.megabytesPerCallAtMost;
    return {
      bench: 'call-memory',
      figures: { runtime, calls: callCount, bare, ours, slope },
      ratios: {
        addedMegabytes: ours.addedMegabytes,
        addedMegabytesAboveBare: aboveBare,
        megabytesPerCall: slope.megabytesPerCall,
      },
      targets: { ...limits, ...slopeLimit },
      holds: aboveBare <= limits.addedAboveBareAtMost && !isGrowing,
    };
  } finally {
    await supervisor.stopAll();
  }
}
