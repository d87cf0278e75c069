import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFigures, waitForFigures } from './support/desk.ts';
import { launchApp, type LaunchedApp } from './support/launch.ts';

describe('the live map', () => {
  let desk: LaunchedApp;
  beforeAll(async () => {
    desk = await launchApp({ sandbox: { vehicles: 60, seed: 7 } });
  });
  afterAll(() => desk.close());

  it('shows the whole fleet, fed through the real sync', async () => {
    const figures = await waitForFigures(desk.window, ({ vehicles, fixes }) => vehicles === 60 && fixes > 0);
    expect(figures.vehicles).toBe(60);
  });

  it('shows trucks that move', async () => {
    const { moved } = await waitForFigures(desk.window, (figures) => figures.moved >= 10);
    expect(moved).toBeGreaterThanOrEqual(10);
  });

  it('sends at most four frames a second', async () => {
    const before = await readFigures(desk.window);
    const startedAtMs = performance.now();
    await waitForFigures(desk.window, ({ frames }) => frames >= before.frames + 3);
    const seconds = (performance.now() - startedAtMs) / 1_000;
    const { frames } = await readFigures(desk.window);
    expect((frames - before.frames) / seconds).toBeLessThanOrEqual(4.5);
  });

  it('names the number of vehicles in the window title', async () => {
    await expect.poll(() => desk.window.title()).toContain('60');
  });

  it('reports no error of the page', async () => {
    const errors: string[] = [];
    desk.window.on('pageerror', (error) => errors.push(error.message));
    desk.window.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await desk.window.reload();
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === 60);
    expect(errors).toEqual([]);
  });
});
