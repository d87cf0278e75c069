import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForFigures } from './support/desk.ts';
import { createProfile, launchApp, type LaunchedApp, type RunningSandbox } from './support/launch.ts';

const vehicleCount = 60;

describe('alerts', () => {
  let desk: LaunchedApp;
  let sandbox: RunningSandbox | null = null;
  let userDataFolder = '';
  let acknowledged = '';
  const page = () => desk.window;
  const grid = () => page().getByRole('grid', { name: 'Alerts', exact: true });
  const rows = () =>
    grid()
      .getByRole('row')
      .filter({ has: page().getByRole('gridcell') });
  const detail = () => page().getByRole('region', { name: /^Alert: / });
  const events = () => detail().getByRole('list');

  /** One that lasts: what is over leaves the inbox when it is acknowledged. */
  async function chooseLasting(): Promise<void> {
    await grid().focus();
    await page().keyboard.press('Home');
    await detail().waitFor();
    for (let count = await rows().count(); count > 0; count -= 1) {
      if ((await detail().getByText('Still going on').count()) > 0) return;
      await page().keyboard.press('ArrowDown');
    }
    throw new Error('every alert is over');
  }

  async function openInbox(): Promise<void> {
    await waitForFigures(page(), ({ vehicles }) => vehicles === vehicleCount);
    await page().keyboard.press('Control+4');
    await grid().waitFor({ timeout: 60_000 });
  }

  beforeAll(async () => {
    userDataFolder = await createProfile();
    desk = await launchApp({ sandbox: { vehicles: vehicleCount, seed: 7 }, userDataFolder });
    sandbox = desk.sandbox;
    await openInbox();
  });
  afterAll(() => desk.close());

  it('come in by themselves and are counted in the navigation', async () => {
    await expect.poll(() => rows().count(), { timeout: 60_000 }).toBeGreaterThan(1);
    const entry = page()
      .getByRole('navigation')
      .getByRole('button', { name: /^Alerts/ });
    await expect.poll(() => entry.innerText()).toMatch(/\d/);
  });

  it('are taken, noted and acknowledged by keyboard', async () => {
    await chooseLasting();
    acknowledged = (await detail().getByRole('heading', { level: 2 }).textContent()) ?? '';
    expect(acknowledged).not.toBe('');
    await page().keyboard.press('o');
    await events().getByText('Taken by This desk').waitFor();
    await page().keyboard.press('n');
    await page().keyboard.type('Driver called, he slows down');
    await detail().getByRole('button', { name: 'Add note' }).click();
    await events().getByText('Driver called, he slows down').waitFor();
    await grid().focus();
    await page().keyboard.press('a');
    await events().getByText('Acknowledged by This desk').waitFor();
    await detail()
      .getByText(/Acknowledged$/)
      .first()
      .waitFor();
  });

  it('are still acknowledged, owned and noted after the app was killed', async () => {
    // No farewell: every process of the app at once.
    const killed = new Promise((resolve) => desk.app.process().once('exit', resolve));
    process.kill(desk.processId, 'SIGKILL');
    await killed;
    const first = desk;
    desk = await launchApp({
      sandbox: null,
      userDataFolder,
      env: {
        SWITCHYARD_SANDBOX_URL: sandbox?.samsaraUrl ?? '',
        SWITCHYARD_SANDBOX_TOKEN: sandbox?.token ?? '',
      },
    });
    await openInbox();
    await page().getByRole('textbox', { name: 'Search alerts' }).fill(acknowledged);
    const row = rows().filter({ hasText: 'Acknowledged' }).first();
    await row.click();
    expect(await detail().getByRole('heading', { level: 2 }).textContent()).toBe(acknowledged);
    await events().getByText('Acknowledged by This desk').waitFor();
    await events().getByText('Driver called, he slows down').waitFor();
    await page().getByRole('textbox', { name: 'Search alerts' }).fill('');
    await first.close();
  });

  it('are snoozed out of sight and come back when the snooze is ended', async () => {
    await grid().focus();
    await page().keyboard.press('Home');
    const title = (await detail().getByRole('heading', { level: 2 }).textContent()) ?? '';
    await page().keyboard.press('s');
    await page().getByRole('menuitem', { name: '15 minutes' }).click();
    await page().getByText('Snoozed', { exact: true }).click();
    await rows().first().click();
    await expect.poll(() => detail().getByRole('heading', { level: 2 }).textContent()).toBe(title);
    await detail().getByRole('button', { name: 'End snooze' }).click();
    await expect.poll(() => page().getByText('Nothing is snoozed').count()).toBe(1);
    await page().getByText('All', { exact: true }).first().click();
    await expect.poll(() => rows().count()).toBeGreaterThan(0);
  });

  it('go to the history when they are resolved', async () => {
    await grid().focus();
    await page().keyboard.press('Home');
    const title = (await detail().getByRole('heading', { level: 2 }).textContent()) ?? '';
    await page().keyboard.press('r');
    await page().getByRole('tab', { name: 'History' }).click();
    const history = page().getByRole('grid', { name: 'Alerts of the past' });
    await history.getByTitle(title).first().waitFor({ timeout: 20_000 });
  });

  it('have texts that can be tried out before they are kept', async () => {
    await page().getByRole('tab', { name: 'Texts' }).click();
    const editor = page().getByRole('region', { name: 'Speeding', exact: true });
    const preview = editor.getByRole('status', { name: /review|look/i });
    await expect.poll(() => preview.textContent()).toMatch(/mph/);
    await editor.getByRole('textbox').first().fill('{truck} is fast');
    await expect.poll(() => preview.textContent()).toMatch(/ is fast/);
    await editor.getByRole('textbox').first().fill('{nonsense}');
    await expect.poll(() => editor.getByRole('button', { name: /save/i }).isDisabled()).toBe(true);
  });
});
