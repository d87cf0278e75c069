import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { fromProject } from '../paths.ts';
import type { Desk } from './desk.ts';

type Theme = 'light' | 'dark';
interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

const deskSize: ScreenSize = { width: 1_280, height: 720 };
const wallSize: ScreenSize = { width: 2_560, height: 1_440 };
/** Fades, tiles and label placement need a moment after a change; there is no event for "the picture stands". */
const settleMs = 1_200;

/** The main screens, each opened the way a person does it without a mouse. */
const screens: readonly {
  readonly name: string;
  open(page: Page): Promise<void>;
  close(page: Page): Promise<void>;
}[] = [
  { name: 'map', open: (page) => page.keyboard.press('Control+1'), close: () => Promise.resolve() },
  {
    name: 'vehicle-card',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await pause(300);
      await page.keyboard.type('1');
      await pause(300);
      await page.keyboard.press('Enter');
    },
    close: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'command-palette',
    open: (page) => page.keyboard.press('Control+k'),
    close: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'settings',
    open: (page) => page.keyboard.press('Control+,'),
    close: (page) => page.keyboard.press('Control+1'),
  },
];

async function resize(desk: Desk, size: ScreenSize): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow }, { width, height }) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.unmaximize();
    window?.setContentSize(width, height);
  }, size);
}

async function save(desk: Desk, folder: string, name: string): Promise<string> {
  await pause(settleMs);
  const filePath = path.join(folder, `${name}.png`);
  await desk.page.screenshot({ path: filePath });
  return path.relative(fromProject(), filePath);
}

/** Pictures of every main screen in both themes, and of the map on a wall screen. Returns their paths. */
export async function takeScreenshots(desk: Desk, folder: string): Promise<readonly string[]> {
  const taken: string[] = [];
  const themes: readonly Theme[] = ['light', 'dark'];
  for (const theme of themes) {
    // The app follows the system's theme until a person chooses one.
    await desk.page.emulateMedia({ colorScheme: theme });
    await resize(desk, deskSize);
    for (const screen of screens) {
      await screen.open(desk.page);
      taken.push(await save(desk, folder, `${screen.name}-${theme}-1280x720`));
      await screen.close(desk.page);
    }
    await resize(desk, wallSize);
    taken.push(await save(desk, folder, `map-${theme}-2560x1440`));
  }
  return taken;
}
