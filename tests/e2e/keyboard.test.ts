import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForFigures } from './support/desk.ts';
import { launchApp, type LaunchedApp } from './support/launch.ts';

describe('a day without a mouse', () => {
  let desk: LaunchedApp;
  beforeAll(async () => {
    desk = await launchApp({ sandbox: { vehicles: 80, seed: 5 } });
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === 80);
  });
  afterAll(() => desk.close());

  const activeRow = () =>
    desk.window.evaluate(() => {
      const grid = document.querySelector('[role=grid]');
      const id = grid?.getAttribute('aria-activedescendant');
      return id
        ? (document.getElementById(id)?.querySelector('[role=rowheader]')?.textContent ?? null)
        : null;
    });

  it('walks the list, opens a truck and closes it again', async () => {
    const { window } = desk;
    await window.getByRole('grid', { name: 'Vehicles' }).focus();
    await window.keyboard.press('Home');
    const first = await activeRow();
    await window.keyboard.press('ArrowDown');
    const second = await activeRow();
    expect(first).not.toBeNull();
    expect(second).not.toBe(first);
    await window.keyboard.press('End');
    expect(await activeRow()).not.toBe(second);
    await window.keyboard.press('Home');
    await window.keyboard.press('Enter');
    await window.getByRole('region', { name: `Vehicle ${first ?? ''}` }).waitFor();
    await window.keyboard.press('Escape');
    await window.getByRole('region', { name: /^Vehicle / }).waitFor({ state: 'detached' });
  });

  it('goes from truck to truck on the map with the arrows, and says where it is', async () => {
    const { window } = desk;
    const card = window.getByRole('region', { name: /^Vehicle (?!list)/ });
    const readName = async () => (await card.getAttribute('aria-label')) ?? '';
    await window.locator('canvas.maplibregl-canvas').focus();
    await window.keyboard.press('ArrowRight');
    await card.waitFor();
    const first = await readName();
    const walked = new Set([first]);
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await window.keyboard.press(key);
      walked.add(await readName());
    }
    expect(walked.size).toBeGreaterThan(2);
    const name = (await readName()).replace('Vehicle ', '');
    await window
      .getByRole('status')
      .filter({ hasText: `${name}, ` })
      .waitFor({ state: 'attached' });
    await window.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  });

  it('finds a truck by its name and by its driver', async () => {
    const { window } = desk;
    await window.getByRole('grid', { name: 'Vehicles' }).focus();
    await window.keyboard.press('Home');
    const name = (await activeRow()) ?? '';
    await window.keyboard.press('Control+F');
    await window.keyboard.type(name);
    await expect.poll(() => window.getByRole('rowheader', { name, exact: true }).count()).toBe(1);
    await window.keyboard.press('Control+A');
    await window.keyboard.type('no such truck anywhere');
    await window.getByText('No vehicle fits').waitFor();
    await window.keyboard.press('Control+A');
    await window.keyboard.press('Delete');
    await window.getByText('No vehicle fits').waitFor({ state: 'detached' });
  });

  it('changes the theme and keeps it', async () => {
    const { window } = desk;
    const readScheme = () => window.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await readScheme();
    await window.keyboard.press('Control+Shift+L');
    await expect.poll(readScheme).not.toBe(before);
    const chosen = await readScheme();
    await window.reload();
    await waitForFigures(window, ({ vehicles }) => vehicles === 80);
    await expect.poll(readScheme, { timeout: 10_000 }).toBe(chosen);
  });

  it('reaches every control of the frame with Tab and never gets stuck', async () => {
    const { window } = desk;
    await window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const seen = new Set<string>();
    for (let count = 0; count < 80; count += 1) {
      await window.keyboard.press('Tab');
      const name = await window.evaluate(() => {
        const element = document.activeElement;
        return element === null || element === document.body
          ? ''
          : `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40) ?? ''}`;
      });
      seen.add(name);
    }
    const names = [...seen].join('\n');
    for (const word of ['Live map', 'Settings', 'Vehicles', 'Samsara', 'Zoom in'])
      expect(names).toContain(word);
  });
});

describe('the first start without an account', () => {
  it('says what to do and leads there', async () => {
    const desk = await launchApp({ sandbox: null });
    try {
      const { window } = desk;
      await window.getByText('No fleet connected yet').waitFor({ timeout: 20_000 });
      await window.getByRole('button', { name: 'Open settings' }).first().click();
      await window.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    } finally {
      await desk.close();
    }
  });
});
