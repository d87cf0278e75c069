import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import referralsText from '../../../resources/text/en/referrals.json' with { type: 'json' };
import reviewText from '../../../resources/text/en/review.json' with { type: 'json' };
import { provision, temporaryProfile, type Provisioned } from '../app/provision.ts';
import { hubEnvironment, sandboxHubFolder, startSandboxHub } from '../app/sandbox-hub.ts';
import { startSandbox, type SandboxAddress } from '../app/sandbox-process.ts';
import { terminalLog } from '../log.ts';
import type { Supervisor } from '../process/supervisor.ts';
import { openDesk, type Desk } from './desk.ts';
import {
  deskSize,
  nothing,
  openAccuracy,
  openAlertsTab,
  openFirstAlert,
  openFirstDriver,
  openFirstGeofence,
  openFirstRule,
  openFirstVehicle,
  openReview,
  openWholeFleet,
  press,
  takeScreenshots,
  wallSize,
  type Screen,
  type ScreenSize,
  type Theme,
} from './screenshots.ts';
import { signInAtOffice } from './sign-in.ts';

type Opening = Pick<Screen, 'name' | 'open'> & Partial<Pick<Screen, 'close'>>;

const openReviewTab = (tab: keyof typeof reviewText.tabs) => (page: Page) =>
  page.getByRole('tab', { name: new RegExp(`^${reviewText.tabs[tab]}`) }).click();

type ReferralTab = Exclude<keyof typeof referralsText.tabs, 'label'>;
const openReferralTab = (tab: ReferralTab) => async (page: Page) => {
  await page.keyboard.press('Control+8');
  await page.getByRole('tab', { name: new RegExp(`^${referralsText.tabs[tab]}`) }).click();
};
const referralTabs = ['people', 'approvals', 'rewards', 'rules', 'company', 'ledger', 'outbox'] as const;

/** Shown whether there is anything to show or not. */
const bareScreens: readonly Opening[] = [
  { name: 'map', open: press('Control+1') },
  { name: 'keyboard-map', open: press('F1'), close: press('Escape') },
  { name: 'review', open: press('Control+2') },
  { name: 'review-near', open: openReviewTab('near'), close: openReviewTab('trips') },
  { name: 'geofences', open: press('Control+3') },
  { name: 'alerts', open: press('Control+4') },
  { name: 'alerts-history', open: openAlertsTab('history') },
  { name: 'alerts-rules', open: openAlertsTab('rules') },
  { name: 'alerts-texts', open: openAlertsTab('templates'), close: openAlertsTab('inbox') },
  { name: 'hours', open: press('Control+5') },
  { name: 'accuracy', open: press('Control+6') },
  { name: 'calls', open: press('Control+7') },
  { name: 'referrals', open: openReferralTab('board') },
  { name: 'phone', open: press('Control+Shift+p'), close: press('Control+Shift+p') },
  { name: 'settings', open: press('Control+,') },
];

/** With a fleet: the same with something chosen. */
const filledScreens: readonly Opening[] = [
  ...bareScreens.map((its) => (its.name === 'map' ? { ...its, open: openWholeFleet } : its)),
  { name: 'review-trucks', open: openReview },
  { name: 'review-stops', open: openReviewTab('stops') },
  { name: 'review-trips', open: openReviewTab('trips') },
  { name: 'geofence-card', open: openFirstGeofence },
  { name: 'alert', open: openFirstAlert },
  { name: 'rule', open: openFirstRule, close: openAlertsTab('inbox') },
  { name: 'hours-log', open: openFirstDriver, close: press('Escape') },
  { name: 'accuracy-fleet', open: openAccuracy },
  ...referralTabs.map((tab) => ({ name: `referrals-${tab}`, open: openReferralTab(tab) })),
  { name: 'command-palette', open: press('Control+k'), close: press('Escape') },
  { name: 'vehicle-card', open: openFirstVehicle, close: press('Escape') },
];

const stageTimeoutMs = 240_000;
const pollMs = 1_000;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + stageTimeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadlineMs) throw new Error(`${what}: not so after ${stageTimeoutMs / 1_000} s`);
    await pause(pollMs);
  }
}

interface Stage {
  readonly folder: string;
  readonly open: (address: SandboxAddress | null) => Promise<Desk>;
  readonly sandbox: (sandboxArguments: readonly string[]) => ReturnType<typeof startSandbox>;
}

async function look(
  desk: Desk,
  stage: Stage,
  name: string,
  openings: readonly Opening[],
  sizes: readonly ScreenSize[],
  themes?: readonly Theme[],
): Promise<readonly string[]> {
  const folder = path.join(stage.folder, name);
  await mkdir(folder, { recursive: true });
  const taken: string[] = [];
  for (const size of sizes) {
    const screens = openings.map((opening) => ({ close: nothing, ...opening, size }));
    taken.push(...(await takeScreenshots(desk, folder, screens, themes)));
  }
  terminalLog(`${name}: ${taken.length} pictures`);
  if (desk.pageErrors.length > 0) throw new Error(`the screen reported: ${desk.pageErrors.join(' | ')}`);
  return taken;
}

/** A large company; then with its line cut. */
async function lookAtFullAndOffline(stage: Stage, sandboxArguments: readonly string[]): Promise<string[]> {
  const sandbox = await stage.sandbox(['--vehicles', '1000', ...sandboxArguments]);
  const desk = await stage.open(sandbox);
  await desk.vehiclesShown();
  const full = [
    ...(await look(desk, stage, 'full', filledScreens, [deskSize])),
    ...(await look(desk, stage, 'full', filledScreens, [wallSize], ['light'])),
  ];
  await sandbox.stop();
  await until('offline', async () => (await desk.page.title()).includes('offline'));
  const offline = await look(desk, stage, 'offline', filledScreens, [deskSize], ['light']);
  await desk.app.close();
  return [...full, ...offline];
}

/** No account: nothing to show anywhere. */
async function lookAtEmpty(stage: Stage): Promise<readonly string[]> {
  const desk = await stage.open(null);
  await desk.page.getByRole('navigation').first().waitFor();
  const taken = [
    ...(await look(desk, stage, 'empty', bareScreens, [deskSize])),
    ...(await look(desk, stage, 'empty', bareScreens, [wallSize], ['light'])),
  ];
  await desk.app.close();
  return taken;
}

/** Few trucks with long names, and yesterday whole. */
async function lookAtLongNames(stage: Stage): Promise<readonly string[]> {
  const sandbox = await stage.sandbox(['--vehicles', '12', '--long-names', '--seed', '3']);
  const desk = await stage.open(sandbox);
  await desk.vehiclesShown();
  await openReview(desk.page);
  await desk.page.getByText(reviewText.span.yesterday, { exact: true }).click();
  await until('yesterday is there', async () => {
    await desk.page.getByRole('button', { name: reviewText.asOf.renew }).click();
    return (await desk.page.getByText(/[\d,]{4,} fixes/).count()) > 0;
  });
  const screens = filledScreens.map((its) =>
    its.name === 'review-trucks' ? { ...its, open: press('Control+2') } : its,
  );
  const taken = await look(desk, stage, 'long-names', screens, [deskSize, wallSize], ['light']);
  await desk.app.close();
  await sandbox.stop();
  return taken;
}

const stages = {
  full: lookAtFullAndOffline,
  empty: lookAtEmpty,
  'long-names': lookAtLongNames,
} as const;

/**
 * Pictures of every screen and state for somebody who wants to look at them all: full, offline, empty, with long names.
 * Takes a quarter of an hour, so it is never part of the plain check.
 */
export async function takeEveryScreen(input: {
  readonly supervisor: Supervisor;
  readonly sandboxArguments: readonly string[];
  readonly folder: string;
  /** Names of stages; empty: all. */
  readonly stages: readonly string[];
}): Promise<readonly string[]> {
  const { supervisor, sandboxArguments, folder } = input;
  const unknown = input.stages.find((name) => !Object.hasOwn(stages, name));
  if (unknown !== undefined) {
    throw new Error(`no stage is called "${unknown}"; known: ${Object.keys(stages).join(', ')}`);
  }
  const provisioned = await provision({ supervisor, log: terminalLog, sandboxArguments: null });
  const stage: Stage = {
    folder,
    sandbox: (its) => startSandbox(supervisor, its),
    open: async (address) => {
      const profileFolder = await temporaryProfile(supervisor);
      const folder = sandboxHubFolder(profileFolder);
      const its = withSandbox(provisioned, address);
      const environment = { ...its.environment, ...hubEnvironment(folder) };
      const desk = await openDesk({ supervisor, provisioned: { ...its, environment }, profileFolder });
      if (address !== null) {
        await signInAtOffice(desk, await startSandboxHub({ supervisor, folder, sandbox: address }));
      }
      return desk;
    },
  };
  const taken: string[] = [];
  for (const [name, run] of Object.entries(stages)) {
    if (input.stages.length === 0 || input.stages.includes(name)) {
      taken.push(...(await run(stage, sandboxArguments)));
    }
  }
  return taken;
}

const withSandbox = (provisioned: Provisioned, address: SandboxAddress | null): Provisioned =>
  address === null
    ? provisioned
    : {
        ...provisioned,
        environment: {
          ...provisioned.environment,
          SWITCHYARD_SANDBOX_URL: address.samsaraUrl,
          SWITCHYARD_SANDBOX_TOKEN: address.token,
        },
      };
