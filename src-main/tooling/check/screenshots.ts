import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import accuracyText from '../../../resources/text/en/accuracy.json' with { type: 'json' };
import alertsText from '../../../resources/text/en/alerts.json' with { type: 'json' };
import callsText from '../../../resources/text/en/calls.json' with { type: 'json' };
import fleetText from '../../../resources/text/en/fleet.json' with { type: 'json' };
import geofencesText from '../../../resources/text/en/geofences.json' with { type: 'json' };
import hoursText from '../../../resources/text/en/hours.json' with { type: 'json' };
import reviewText from '../../../resources/text/en/review.json' with { type: 'json' };
import { fromProject } from '../paths.ts';
import type { Desk } from './desk.ts';

const everyTheme = ['light', 'dark'] as const;
export type Theme = (typeof everyTheme)[number];
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export const deskSize: ScreenSize = { width: 1_280, height: 720 };
export const wallSize: ScreenSize = { width: 2_560, height: 1_440 };
/** Fades, tiles and label placement need a moment after a change; there is no event for "the picture stands". */
const settleMs = 800;
const keyPauseMs = 300;
/** Drawn by the processor where there is no graphics card: slow on a busy machine. The check's own limit comes first. */
const screenshotTimeoutMs = 120_000;

export interface Screen {
  readonly name: string;
  readonly size: ScreenSize;
  /** Opened and left the way a person does it without a mouse. */
  open(page: Page): Promise<void>;
  close(page: Page): Promise<void>;
}

export const nothing = () => Promise.resolve();
export const press = (key: string) => (page: Page) => page.keyboard.press(key);

export async function openFirstVehicle(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await pause(keyPauseMs);
  await page.keyboard.type('1');
  await pause(keyPauseMs);
  await page.keyboard.press('Enter');
}

/** The driver who runs out of hours first, with the log of the day. */
export async function openFirstDriver(page: Page): Promise<void> {
  await page.keyboard.press('Control+5');
  await page.getByRole('grid', { name: hoursText.list.label }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
}

export async function openFirstGeofence(page: Page): Promise<void> {
  await page.keyboard.press('Control+3');
  await page.getByRole('listbox', { name: geofencesText.title }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
}

/** Yesterday of two trucks, as far as the days before the first start have been fetched by now. */
export async function openReview(page: Page): Promise<void> {
  await page.keyboard.press('Control+2');
  const trucks = page.getByRole('textbox', { name: reviewText.trucks.label, exact: true });
  const chosen = page.getByRole('list', { name: reviewText.trucks.chosen, exact: true });
  for (const word of (await chosen.count()) > 0 ? [] : ['1', '2']) {
    await trucks.fill(word);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
  }
  await page.getByRole('slider', { name: reviewText.transport.scrubber }).waitFor();
  await trucks.blur();
}

export async function openFirstAlert(page: Page): Promise<void> {
  await page.keyboard.press('Control+4');
  await page.getByRole('grid', { name: alertsText.list.label, exact: true }).focus();
  await page.keyboard.press('Home');
}

export const openAlertsTab = (tab: keyof typeof alertsText.tabs) => (page: Page) =>
  page.getByRole('tab', { name: alertsText.tabs[tab], exact: true }).click();

export async function openFirstRule(page: Page): Promise<void> {
  await openAlertsTab('rules')(page);
  await page.getByRole('list', { name: alertsText.rules.label }).getByRole('button').first().click();
}

export async function openAccuracy(page: Page): Promise<void> {
  await page.keyboard.press('Control+6');
  await page.getByRole('grid', { name: accuracyText.list.label }).waitFor();
}

/** The map stays where it was, also in a larger window, until somebody asks for all vehicles. */
export async function openWholeFleet(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.getByRole('button', { name: fleetText.screen.showFleet }).click();
}

export async function openCallsAndPhone(page: Page): Promise<void> {
  await page.keyboard.press('Control+7');
  await page.getByRole('grid', { name: callsText.list.label }).waitFor();
  await page.keyboard.press('Control+Shift+p');
}

/** The others are pictures of `--every-screen`. */
export const mainScreens: readonly Screen[] = [
  { name: 'map', size: deskSize, open: openWholeFleet, close: nothing },
  { name: 'map', size: wallSize, open: openWholeFleet, close: nothing },
  { name: 'hours-log', size: deskSize, open: openFirstDriver, close: press('Escape') },
  { name: 'geofence-card', size: deskSize, open: openFirstGeofence, close: nothing },
  { name: 'review', size: deskSize, open: openReview, close: nothing },
  { name: 'alerts', size: deskSize, open: openFirstAlert, close: nothing },
  { name: 'accuracy', size: deskSize, open: openAccuracy, close: nothing },
  { name: 'calls-phone', size: deskSize, open: openCallsAndPhone, close: press('Control+Shift+p') },
  { name: 'referrals', size: deskSize, open: press('Control+8'), close: nothing },
  { name: 'settings', size: deskSize, open: press('Control+,'), close: press('Control+1') },
  { name: 'vehicle-card', size: deskSize, open: openFirstVehicle, close: press('Escape') },
];

async function resize(desk: Desk, size: ScreenSize): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow }, { width, height }) => {
    // The phone's window is not shown.
    const window = BrowserWindow.getAllWindows().find((opened) => opened.isVisible());
    window?.unmaximize();
    window?.setContentSize(width, height);
  }, size);
}

async function save(desk: Desk, folder: string, name: string): Promise<string> {
  await pause(settleMs);
  const filePath = path.join(folder, `${name}.png`);
  await desk.page.screenshot({ path: filePath, timeout: screenshotTimeoutMs });
  return path.relative(fromProject(), filePath);
}

/** Pictures of screens, each in the given themes. Returns their paths. */
export async function takeScreenshots(
  desk: Desk,
  folder: string,
  screens: readonly Screen[],
  themes: readonly Theme[] = everyTheme,
): Promise<readonly string[]> {
  const taken: string[] = [];
  // Theme by theme: a map that changes its colours for every picture takes longer than all the rest.
  for (const theme of themes) {
    // The app follows the system's theme until a person chooses one.
    await desk.page.emulateMedia({ colorScheme: theme });
    for (const { name, size, open, close } of screens) {
      await resize(desk, size);
      await open(desk.page);
      taken.push(await save(desk, folder, `${name}-${theme}-${size.width}x${size.height}`));
      await close(desk.page);
    }
  }
  return taken;
}
