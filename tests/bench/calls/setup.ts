import { provision } from '../../../src-main/tooling/app/provision.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { createSupervisor, type Supervisor } from '../../../src-main/tooling/process/supervisor.ts';
import { summarize } from '../frames/statistics.ts';
import { benchTargets } from '../targets.ts';
import { openBarePhone } from './bare-phone.ts';
import { nextRingAtMs, telephone, type BenchPhone } from './contestant.ts';
import { openOurPhone } from './our-phone.ts';

const { workload, ratios: targets } = benchTargets['call-setup'];
/** Code gets hot, devices are opened for the first time. */
const warmUpCount = 3;

interface Round {
  /** Until the telephone service knows of the call: the part before is ours alone. */
  readonly clickToInviteMs: number;
  readonly clickToRingMs: number;
  readonly answerToSoundMs: number;
}

const stepTimeoutMs = 30_000;

/** A phone call that went wrong would be waited for until somebody ends the bench. */
async function step<T>(what: string, done: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain: ${what}`)), stepTimeoutMs);
  });
  return Promise.race([done, tooLate]).finally(() => clearTimeout(timer));
}

async function playRound(name: string, phone: BenchPhone): Promise<Round> {
  const rang = nextRingAtMs(phone.sandbox);
  await phone.awaitSound();
  const calledAtMs = await phone.call();
  const rangAtMs = await step(`the far end of ${name} rings`, rang);
  const own = phone.sandbox.exchange.calls().findLast((call) => call.facts().from.startsWith('client:'));
  const invitedAtMs = own?.facts().createdAtMs ?? Number.NaN;
  await step(`sound of the far end of ${name}`, phone.soundAtMs());
  await step(`${name} hangs up`, phone.hangUp());
  await phone.awaitSound();
  phone.sandbox.telephones.callers.callIn({ from: telephone });
  const answeredAtMs = await phone.answer();
  const heardAtMs = await step(`sound of who called ${name}`, phone.soundAtMs());
  await step(`${name} hangs up on who called`, phone.hangUp());
  return {
    clickToInviteMs: invitedAtMs - calledAtMs,
    clickToRingMs: rangAtMs - calledAtMs,
    answerToSoundMs: heardAtMs - answeredAtMs,
  };
}

async function measure(supervisor: Supervisor, roundCount: number) {
  const provisioned = await provision({ supervisor, log: terminalLog, sandboxArguments: null });
  const ours = await openOurPhone({ supervisor, provisioned });
  const bare = await openBarePhone({ supervisor, provisioned });
  const contestants = {
    ours: () => playRound('ours', ours),
    bare: () => playRound('bare', bare),
    directDial: async () => {
      bare.use('directDial');
      const played = await playRound('directDial', bare);
      bare.use('conference');
      return played;
    },
  };
  const names = ['ours', 'bare', 'directDial'] as const;
  const rounds = { ours: [] as Round[], bare: [] as Round[], directDial: [] as Round[] };
  for (let round = 0; round < warmUpCount + roundCount; round += 1) {
    for (let at = 0; at < names.length; at += 1) {
      // Each goes first in its turn.
      const name = names[(at + round) % names.length] ?? 'ours';
      const played = await contestants[name]();
      if (round >= warmUpCount) rounds[name].push(played);
    }
    const newest = names.map((name) => rounds[name].at(-1)?.clickToRingMs ?? 0);
    terminalLog(`round ${String(round + 1 - warmUpCount)} of ${String(roundCount)}: ${newest.join(', ')} ms`);
  }
  return { rounds, runtime: `${provisioned.runtime.kind} ${provisioned.runtime.electronVersion}` };
}

const figuresOf = (rounds: readonly Round[]) => ({
  clickToInviteMs: summarize(rounds.map(({ clickToInviteMs }) => clickToInviteMs)),
  clickToRingMs: summarize(rounds.map(({ clickToRingMs }) => clickToRingMs)),
  answerToSoundMs: summarize(rounds.map(({ answerToSoundMs }) => answerToSoundMs)),
});

const ratio = (ours: number, bare: number) => Number((ours / bare).toFixed(3));

/**
 * `npm run bench -- call-setup [--rounds N]`: from the click until the far end rings, and from answering until the first
 * sound is there, in our app and in a page with nothing but the SDK, in turns.
 */
export async function runCallSetupBench(benchArguments: readonly string[]) {
  const at = benchArguments.indexOf('--rounds');
  const roundCount = at === -1 ? workload.roundCount : Number(benchArguments[at + 1]);
  const supervisor = createSupervisor();
  try {
    const { rounds, runtime } = await measure(supervisor, roundCount);
    const [ours, bare, directDial] = [rounds.ours, rounds.bare, rounds.directDial].map(figuresOf);
    if (!ours || !bare || !directDial) throw new Error('nothing was measured');
    const ratios = {
      clickToRingToBare: ratio(ours.clickToRingMs.median, bare.clickToRingMs.median),
      clickToRingToDirectDial: ratio(ours.clickToRingMs.median, directDial.clickToRingMs.median),
      answerToSoundToBare: ratio(ours.answerToSoundMs.median, bare.answerToSoundMs.median),
    };
    return {
      bench: 'call-setup',
      figures: { runtime, rounds: roundCount, ours, bare, directDial },
      ratios,
      targets,
      holds:
        ratios.clickToRingToBare <= targets.clickToRingToBareAtMost &&
        ratios.answerToSoundToBare <= targets.answerToSoundToBareAtMost,
    };
  } finally {
    await supervisor.stopAll();
  }
}
