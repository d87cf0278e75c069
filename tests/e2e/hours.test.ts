import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForFigures } from './support/desk.ts';
import { launchApp, type LaunchedApp } from './support/launch.ts';

describe('hours of service', () => {
  let desk: LaunchedApp;
  const grid = () => desk.window.getByRole('grid', { name: /^Drivers/ });
  const rows = () =>
    grid()
      .getByRole('row')
      .filter({ has: desk.window.getByRole('rowheader') });
  const log = () => desk.window.getByRole('region', { name: 'Log of the day' });

  beforeAll(async () => {
    desk = await launchApp({ sandbox: { vehicles: 60, seed: 7 } });
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === 60);
    await desk.window.keyboard.press('Control+5');
    await grid().waitFor();
  });
  afterAll(() => desk.close());

  it('lists drivers with their clocks, whose limit comes first on top', async () => {
    await expect
      .poll(() => rows().first().textContent(), { timeout: 20_000 })
      .toMatch(/ (in \d+:\d\d|over \S+ limit)/);
    const texts = await rows().evaluateAll((elements) => elements.map((element) => element.textContent));
    const minutes = texts.flatMap((text) => {
      // "11-hour limit in 0:44", or "0:02 over 14-hour limit" of who should have stopped already.
      const [, hours, rest] = / in (\d+):(\d\d)$/.exec(text) ?? [];
      if (hours !== undefined) return [Number(hours) * 60 + Number(rest)];
      const [, overHours, overRest] = /(\d):(\d\d) over \S+ limit$/.exec(text) ?? [];
      return overHours === undefined ? [] : [-Number(overHours) * 60 - Number(overRest)];
    });
    expect(minutes.length).toBeGreaterThan(5);
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  });

  it('shows only who drives when asked to', async () => {
    const chip = desk.window.getByRole('button', { name: /^Driving \d+/ });
    await chip.click();
    await expect
      .poll(() =>
        rows().evaluateAll((elements) => elements.every((its) => its.textContent.includes('Driving'))),
      )
      .toBe(true);
    await chip.click();
  });

  it('finds a driver by truck, with Ctrl+F', async () => {
    const truck = (await rows().first().getByRole('gridcell').first().textContent()) ?? '';
    expect(truck).not.toBe('');
    await desk.window.keyboard.press('Control+f');
    await desk.window.keyboard.type(truck);
    await expect.poll(() => rows().count()).toBeLessThan(10);
    await expect.poll(() => rows().first().textContent()).toContain(truck);
    await desk.window.keyboard.press('Escape');
  });

  it('opens the log of the day by keyboard, as a graph and as a table', async () => {
    await desk.window.getByRole('button', { name: /^Driving \d+/ }).click();
    await grid().focus();
    await desk.window.keyboard.press('Home');
    await desk.window.keyboard.press('Enter');
    const graph = log().getByRole('img', { name: /^Duty status through .*, driving/ });
    await graph.waitFor({ timeout: 60_000 });
    const table = log().getByRole('table', { name: 'Changes of duty status' });
    // He drives: the line of today ends there, open. The list may know of it a minute before the log does.
    const last = table.getByRole('row').last();
    await expect.poll(() => last.textContent(), { timeout: 90_000 }).toMatch(/Driving.*goes on/);
    expect(await table.getByRole('row').count()).toBeGreaterThan(1);
  });

  it('goes to the day before and back by the arrow keys', async () => {
    const graph = log().getByRole('img', { name: /^Duty status through / });
    const day = () => graph.getAttribute('aria-label');
    const today = await day();
    await desk.window.keyboard.press('ArrowLeft');
    await log().getByRole('button', { name: 'Go to today' }).waitFor();
    await expect.poll(day).not.toBe(today);
    await desk.window.keyboard.press('ArrowRight');
    await log().getByRole('button', { name: 'Go to today' }).waitFor({ state: 'detached' });
    // Today is the last one: there is no day to go on to.
    await desk.window.keyboard.press('ArrowRight');
    await log().getByText('· Today').waitFor();
    await graph.waitFor();
  });

  it('leads to the truck on the map', async () => {
    const panel = desk.window.getByRole('region', { name: /^Hours of / });
    const link = panel.getByRole('button', { name: /^Show .* on the map$/ });
    const truck = (await link.textContent()) ?? '';
    await link.click();
    await desk.window.getByRole('region', { name: `Vehicle ${truck}` }).waitFor();
  });
});
