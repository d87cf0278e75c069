import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForFigures } from './support/desk.ts';
import { createProfile, launchApp, type LaunchedApp } from './support/launch.ts';

/** Trucks of the sandbox; the first of them has driven yesterday. */
const vehicleCount = 8;
const fillTimeoutMs = 150_000;

describe('yesterday, with the network cut', () => {
  let desk: LaunchedApp;
  let userDataFolder = '';
  const page = () => desk.window;
  const side = () => page().getByRole('region', { name: 'What to look at' });
  const time = () => page().getByRole('region', { name: 'Time', exact: true });
  const asOf = () => time().getByRole('status').first();
  const clock = () => page().getByRole('slider', { name: 'Time' });

  async function choose(word: string): Promise<void> {
    await side().getByRole('textbox', { name: 'Trucks' }).fill(word);
    await page().getByRole('option').first().waitFor();
    await page().keyboard.press('Enter');
  }

  beforeAll(async () => {
    userDataFolder = await createProfile();
    const first = await launchApp({ sandbox: { vehicles: vehicleCount, seed: 3 }, userDataFolder });
    desk = first;
    await waitForFigures(first.window, ({ vehicles }) => vehicles === vehicleCount);
    await first.window.keyboard.press('Control+2');
    await choose('1');
    await side().getByText('Yesterday', { exact: true }).click();
    // The days before the first start come from Samsara's history, newest first.
    const until = performance.now() + fillTimeoutMs;
    for (;;) {
      const told = await asOf().textContent();
      if (told !== null && /^As of [^.]+\. [\d,]{4,} fixes\.$/.test(told)) break;
      if (performance.now() > until) throw new Error(`yesterday was not filled: ${told ?? ''}`);
      await first.window.waitForTimeout(1_000);
      await page().getByRole('button', { name: 'Look again' }).click();
    }
    const address = first.sandbox;
    await first.close();
    // The sandbox is gone, as if the line were cut; the desk starts again all the same.
    desk = await launchApp({
      sandbox: null,
      userDataFolder,
      env: {
        SWITCHYARD_SANDBOX_URL: address?.samsaraUrl ?? '',
        SWITCHYARD_SANDBOX_TOKEN: address?.token ?? '',
      },
    });
    await waitForFigures(desk.window, ({ vehicles }) => vehicles === vehicleCount);
    await desk.window.keyboard.press('Control+2');
  }, 300_000);
  afterAll(() => desk.close());

  it('says where the truck was at a time that is typed, and who drove', async () => {
    await expect.poll(() => page().title(), { timeout: 60_000 }).toContain('offline');
    await choose('1');
    await side().getByText('Yesterday', { exact: true }).click();
    await expect.poll(() => asOf().textContent(), { timeout: 20_000 }).toMatch(/^As of .* [\d,]{4,} fixes/);
    await side().getByRole('textbox', { name: 'Where was…' }).fill('yesterday 14:20');
    await page().keyboard.press('Enter');
    await expect.poll(() => clock().getAttribute('aria-valuetext')).toMatch(/2:20/);
    const card = page().getByRole('region', { name: 'At the playhead' });
    await expect.poll(() => card.innerText()).toMatch(/2:20 PM/);
    expect(await card.innerText()).toMatch(/standing|mph|stopped|no fix since/);
  });

  it('lists trips and stops, and goes to a trip', async () => {
    const trips = page().getByRole('list', { name: 'Trips' }).getByRole('button');
    await expect.poll(() => trips.count()).toBeGreaterThan(0);
    const before = await clock().getAttribute('aria-valuetext');
    await trips.last().click();
    await expect.poll(() => clock().getAttribute('aria-valuetext')).not.toBe(before);
    await page()
      .getByRole('tab', { name: /^Stops/ })
      .click();
    await expect
      .poll(() => page().getByRole('list', { name: 'Stops' }).getByRole('button').count())
      .toBeGreaterThan(0);
  });

  it('plays as fast as asked, and stands when told', async () => {
    const read = async () => Number(await clock().inputValue());
    await page().getByRole('radio', { name: '60×' }).locator('..').click();
    await page().getByRole('button', { name: 'Play' }).click();
    // Two minutes of the truck's time, and how many of ours they took.
    const tookMs = await clock().evaluate(async (input) => {
      const nextFrame = () => new Promise(requestAnimationFrame);
      const readMs = () => Number((input as HTMLInputElement).value);
      const firstMs = readMs();
      while (readMs() === firstMs) await nextFrame();
      const [fromMs, startedAtMs] = [readMs(), performance.now()];
      while (readMs() < fromMs + 120_000) await nextFrame();
      return (performance.now() - startedAtMs) * (120_000 / (readMs() - fromMs));
    });
    // 2 s; frames that a busy machine leaves out only make it longer.
    expect(tookMs).toBeGreaterThan(1_500);
    await page().getByRole('button', { name: 'Pause' }).click();
    await page().getByRole('button', { name: 'Play' }).waitFor();
    const stoodMs = await read();
    await page().evaluate(async () => {
      for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
    });
    expect(await read()).toBe(stoodMs);
  });

  it('shows up to five trucks together', async () => {
    for (const letter of ['a', 'e', 'i', 'o']) await choose(letter);
    await expect
      .poll(() => side().getByRole('list', { name: 'Chosen trucks' }).getByRole('listitem').count())
      .toBe(5);
    expect(await side().getByRole('textbox', { name: 'Trucks' }).isDisabled()).toBe(true);
    const card = page().getByRole('region', { name: 'At the playhead' });
    await expect.poll(() => card.getByRole('listitem').count()).toBe(5);
  });

  it.each(['csv', 'gpx'] as const)('is written to a %s file that a person chose', async (format) => {
    const filePath = path.join(userDataFolder, `review.${format}`);
    await desk.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    }, filePath);
    await page().getByRole('button', { name: 'Export', exact: true }).click();
    await page()
      .getByRole('menuitem', { name: new RegExp(format, 'i') })
      .click();
    await expect.poll(() => existsSync(filePath), { timeout: 60_000 }).toBe(true);
    await page()
      .getByText(new RegExp(`fixes written to .*review\\.${format}`))
      .waitFor();
    const text = readFileSync(filePath, 'utf8');
    if (format === 'gpx') {
      expect(text).toMatch(/^<\?xml .*<gpx /s);
      expect(text.match(/<trk>/g)).toHaveLength(5);
      expect(text.trimEnd()).toMatch(/<\/gpx>$/);
    } else expect(text.split('\n').length).toBeGreaterThan(1_000);
  });

  it('tells who was near a place: who was there by the file was there by the answer', async () => {
    const [, ...lines] = readFileSync(path.join(userDataFolder, 'review.csv'), 'utf8')
      .trimEnd()
      .split('\r\n');
    const cells = (lines[Math.floor(lines.length / 2)] ?? '').split(',');
    const timeAt = cells.findIndex((cell) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cell));
    const [day, hour] = (cells[timeAt] ?? '').split(' ');
    await page().getByRole('tab', { name: 'Who was near' }).click();
    const panel = page().getByRole('tabpanel', { name: 'Who was near' });
    await panel.getByLabel('From').fill(`${day ?? ''}T00:00`);
    await panel.getByLabel('To').fill(`${day ?? ''}T23:59`);
    const place = `${cells[timeAt + 1] ?? ''}, ${cells[timeAt + 2] ?? ''}, 500 m`;
    await panel.getByRole('textbox', { name: 'Place and distance' }).fill(place);
    await panel.getByRole('button', { name: 'Search', exact: true }).click();
    const near = page().getByRole('list', { name: 'Trucks that were near' });
    await near.getByText(cells[0] ?? '', { exact: true }).waitFor({ timeout: 30_000 });
    expect(hour).toMatch(/^\d\d:/);
  });

  it('leaves no file behind when the person changes their mind', async () => {
    await desk.app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
    });
    await page().getByRole('button', { name: 'Export', exact: true }).click();
    await page().getByRole('menuitem', { name: /csv/i }).click();
    await page().getByRole('button', { name: 'Export', exact: true }).waitFor();
  });
});
