import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterEach, describe, expect, it } from 'vitest';
import { readFigures, waitForFigures } from './support/desk.ts';
import { createProfile, launchApp, type LaunchedApp } from './support/launch.ts';

const isWall = (page: Page) => page.url() === 'app://switchyard/wall.html';
const isRunning = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the map in a second window, for the wall', () => {
  let desk: LaunchedApp | undefined;
  afterEach(() => desk?.close());

  const start = async (userDataFolder: string): Promise<LaunchedApp> => {
    desk = await launchApp({ sandbox: { vehicles: 12 }, userDataFolder });
    await expect.poll(() => desk?.app.windows().some((page) => !isWall(page))).toBe(true);
    return desk;
  };
  const wallOf = async ({ app }: LaunchedApp): Promise<Page> => {
    await expect.poll(() => app.windows().some(isWall), { timeout: 20_000 }).toBe(true);
    const wall = app.windows().find(isWall);
    if (wall === undefined) throw new Error('no wall');
    return wall;
  };
  const deskOf = ({ app }: LaunchedApp): Page => {
    const page = app.windows().find((candidate) => !isWall(candidate));
    if (page === undefined) throw new Error('no desk');
    return page;
  };
  const setWallBounds = ({ app }: LaunchedApp) =>
    app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      const wall = windows.find((window) => window.webContents.getURL().endsWith('/wall.html'));
      wall?.setBounds({ x: 60, y: 50, width: 700, height: 500 });
    });
  const readWallBounds = ({ app }: LaunchedApp) =>
    app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      return windows.find((window) => window.webContents.getURL().endsWith('/wall.html'))?.getNormalBounds();
    });

  it('shows the fleet by itself over ports of its own, and closing it leaves the desk alone', async () => {
    const userDataFolder = await createProfile();
    const opened = await start(userDataFolder);
    const page = deskOf(opened);
    await waitForFigures(page, ({ vehicles }) => vehicles === 12);
    await page.keyboard.press('Control+Shift+M');
    const wall = await wallOf(opened);
    await waitForFigures(wall, ({ vehicles, frames }) => vehicles === 12 && frames > 2);
    await wall.getByText(/^12 vehicles · Samsara/).waitFor();
    expect(await wall.getByRole('grid').count()).toBe(0);
    expect(await wall.getByRole('navigation').count()).toBe(0);
    await expect.poll(() => wall.title()).toMatch(/wall map/);
    // Asked for again it is brought to the front, not opened twice.
    await page.keyboard.press('Control+Shift+M');
    await page.waitForTimeout(500);
    expect(opened.app.windows().filter(isWall).length).toBe(1);

    await opened.app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      windows.find((window) => window.webContents.getURL().endsWith('/wall.html'))?.close();
    });
    await expect.poll(() => opened.app.windows().filter(isWall).length).toBe(0);
    const { frames } = await readFigures(page);
    await waitForFigures(page, (figures) => figures.frames > frames + 2);
    await opened.close();

    const again = await start(userDataFolder);
    await waitForFigures(deskOf(again), ({ vehicles }) => vehicles === 12);
    expect(again.app.windows().filter(isWall).length).toBe(0);
  });

  it('comes back with the desk where it was, and ends with it', async () => {
    const userDataFolder = await createProfile();
    const opened = await start(userDataFolder);
    await waitForFigures(deskOf(opened), ({ vehicles }) => vehicles === 12);
    await deskOf(opened).keyboard.press('Control+K');
    const palette = deskOf(opened).getByRole('dialog');
    await palette.getByRole('textbox').fill('for the wall');
    await palette.locator('.mantine-Spotlight-action[data-selected]').getByText(/wall/i).waitFor();
    await deskOf(opened).keyboard.press('Enter');
    await wallOf(opened);
    await setWallBounds(opened);
    const layout = () => readFileSync(path.join(userDataFolder, 'windows.json'), 'utf8');
    await expect.poll(layout).toMatch(/"width":\s*700\b/);
    // The person closes the desk's window: that ends the app, wall and all.
    const { processId } = opened;
    await opened.app.evaluate(({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows();
      windows.find((window) => window.webContents.getURL().endsWith('/index.html'))?.close();
    });
    await expect.poll(() => isRunning(processId), { timeout: 15_000 }).toBe(false);
    await opened.close();

    const again = await start(userDataFolder);
    const wall = await wallOf(again);
    await waitForFigures(wall, ({ vehicles }) => vehicles === 12);
    expect(await readWallBounds(again)).toMatchObject({ width: 700, height: 500 });
  });

  it('is brought back into sight when its display was unplugged', async () => {
    const userDataFolder = await createProfile();
    const layoutPath = path.join(userDataFolder, 'windows.json');
    const place = { x: 5_000, y: 100, width: 900, height: 600, isMaximized: false, isFullScreen: false };
    const displays = '1920x1080@0,0 3840x2160@4800,0';
    writeFileSync(layoutPath, JSON.stringify({ wallIsOpen: true, places: { wall: [{ displays, place }] } }));
    const opened = await start(userDataFolder);
    const wall = await wallOf(opened);
    await waitForFigures(wall, ({ vehicles }) => vehicles === 12);
    const bounds = await readWallBounds(opened);
    expect(bounds?.x).toBeLessThan(2_000);
    // What was known of the other displays stays known.
    await opened.close();
    expect(readFileSync(layoutPath, 'utf8')).toContain(displays);
  });
});
