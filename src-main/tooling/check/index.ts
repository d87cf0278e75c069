import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fromProject } from '../paths.ts';
import { failureText, terminalLog } from '../log.ts';
import { provision, temporaryProfile } from '../app/provision.ts';
import { hubEnvironment, sandboxHubFolder, startSandboxHub, type SandboxHub } from '../app/sandbox-hub.ts';
import { measureProcessTree, type ProcessMemory } from '../process/process-memory.ts';
import type { Supervisor } from '../process/supervisor.ts';
import { openDesk, type Desk } from './desk.ts';
import { takeEveryScreen } from './every-screen.ts';
import { placePhoneCall } from './phone-call.ts';
import { signInAtOffice } from './sign-in.ts';
import { mainScreens, takeScreenshots } from './screenshots.ts';

const screenshotFolder = fromProject('artifacts', 'check');
/** What `npm start -- --check` may take once everything is provisioned. */
const budgetMs = 115_000;
const everyScreenFolder = fromProject('artifacts', 'screens');
const everyScreenBudgetMs = 2_400_000;

const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10;

function memoryReport(memory: readonly ProcessMemory[]) {
  return {
    memoryMegabytes: memory.map(({ role, privateBytes }) => ({ role, private: megabytes(privateBytes) })),
    memoryTotalMegabytes: megabytes(memory.reduce((sum, { privateBytes }) => sum + privateBytes, 0)),
  };
}

async function measureAndShow(desk: Desk, startOffice: () => Promise<SandboxHub>) {
  const startUpMs = await desk.vehiclesShown();
  terminalLog(`vehicles on the map after ${startUpMs} ms, waiting for them to move`);
  const vehiclesMoved = await desk.vehiclesMoved();
  const memory = await measureProcessTree(desk.processId);
  // Later than the figures of the start and of the memory: they are the desk's alone.
  const office = startOffice();
  office.catch(() => undefined); // Awaited below.
  terminalLog('placing a phone call');
  const phone = await placePhoneCall(desk);
  await signInAtOffice(desk, await office);
  const screenshots = await takeScreenshots(desk, screenshotFolder, mainScreens);
  const { vehicles, fixes, frames } = await desk.readFigures();
  if (desk.pageErrors.length > 0)
    throw new Error(`the screen reported an error: ${desk.pageErrors.join(' | ')}`);
  return {
    startUpMs,
    vehicles,
    vehiclesMoved,
    fixes,
    mapFrames: frames,
    phone,
    ...memoryReport(memory),
    screenshots,
  };
}

async function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  const timer = new AbortController();
  const timeout = pause(budgetMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`not done after ${budgetMs / 1_000} s`);
  });
  timeout.catch(() => undefined); // The race below reports it, if it is lost to the time.
  try {
    return await Promise.race([work, timeout]);
  } finally {
    timer.abort();
  }
}

interface CheckInput {
  readonly supervisor: Supervisor;
  readonly sandboxArguments: readonly string[];
  /** Of `--every-screen`; empty: all. */
  readonly stages: readonly string[];
}

const noticesTimeoutMs = 3_000;

/** The screen often knows better than a time-out why nothing came; where it does not answer, there is nothing to add. */
async function addNotices(error: unknown, desk: Desk | null): Promise<unknown> {
  if (desk === null) return error;
  const silence = pause(noticesTimeoutMs, '', { ref: false });
  const notices = await Promise.race([desk.readNotices().catch(() => ''), silence]);
  const message = error instanceof Error ? error.message : String(error);
  return notices === '' ? error : new Error(`${message}; the screen says: ${notices}`, { cause: error });
}

async function checkDesk({ supervisor, sandboxArguments }: CheckInput) {
  await mkdir(screenshotFolder, { recursive: true });
  const provisioned = await provision({ supervisor, log: terminalLog, sandboxArguments });
  const profileFolder = await temporaryProfile(supervisor);
  const { sandbox } = provisioned;
  if (sandbox === null) throw new Error('the check needs the sandbox');
  const folder = sandboxHubFolder(profileFolder);
  const environment = { ...provisioned.environment, ...hubEnvironment(folder) };
  let desk: Desk | null = null;
  const work = openDesk({ supervisor, provisioned: { ...provisioned, environment }, profileFolder }).then(
    (opened) => {
      desk = opened;
      return measureAndShow(opened, () => startSandboxHub({ supervisor, folder, sandbox }));
    },
  );
  const figures = await withinBudget(work, budgetMs).catch(async (error: unknown) => {
    throw await addNotices(error, desk);
  });
  const { kind, electronVersion } = provisioned.runtime;
  return { runtime: kind, electronVersion, ...figures };
}

async function showEveryScreen(input: CheckInput) {
  const taken = takeEveryScreen({ ...input, folder: everyScreenFolder });
  return { screenshots: await withinBudget(taken, everyScreenBudgetMs) };
}

/**
 * Opens the app unattended, with a profile of its own and the sandbox, and proves that the fleet moves. Prints one line
 * of JSON, the last on stdout. Resolves with the exit code.
 */
export async function runCheck(
  input: CheckInput & {
    /** Instead: pictures of every screen in every state, for somebody to look at. */
    readonly everyScreen: boolean;
  },
): Promise<number> {
  try {
    const found = input.everyScreen ? await showEveryScreen(input) : await checkDesk(input);
    process.stdout.write(`${JSON.stringify({ ok: true, ...found })}\n`);
    return 0;
  } catch (error) {
    const reason = failureText(error);
    terminalLog(`check failed: ${reason}`);
    process.stdout.write(`${JSON.stringify({ ok: false, reason: reason.split('\n')[0] })}\n`);
    return 1;
  } finally {
    await input.supervisor.stopAll();
  }
}
