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

  /**
   * What is over leaves the inbox when it is acknowledged, and at some hours nothing lasts in the sandbox's fleet. So the
   * rule for fuel is made to fit nearly every truck: tanks are never over it.
   */
  async function makeLasting(): Promise<void> {
    await page().getByRole('tab', { name: 'Rules' }).click();
    const list = page().getByRole('list', { name: 'Rules', exact: true });
    await list.getByRole('button', { name: /Low fuel/ }).click();
    const editor = page().getByRole('region', { name: 'Rule: Low fuel' });
    await editor.getByLabel('Fuel below (%)').fill('100');
    await editor.getByLabel('For at least (minutes)').fill('0');
    await editor.getByRole('button', { name: 'Save' }).click();
    await page().getByText('The rule is saved and counts from now on.').first().waitFor();
    await page().getByRole('tab', { name: 'Inbox' }).click();
  }

  /** Of the one that is chosen, once the detail beside the list tells of it. New ones may come in above it any moment. */
  async function chosen(): Promise<{ readonly title: string; readonly truck: string }> {
    const row = grid().locator('[role="row"][aria-selected="true"]');
    const title = (await row.getByRole('gridcell').nth(2).getAttribute('title')) ?? '';
    const truck = (await row.getByRole('rowheader').getAttribute('title')) ?? '';
    await detail().getByRole('heading', { level: 2, name: title, exact: true }).waitFor();
    return { title, truck };
  }

  async function choose(key: 'Home' | 'ArrowDown' = 'Home') {
    await grid().focus();
    await page().keyboard.press(key);
    return chosen();
  }

  async function search(text: string): Promise<void> {
    await page().getByRole('textbox', { name: 'Search alerts' }).fill(text);
    if (text === '') return;
    const others = rows().filter({ hasNot: page().locator(`[title*="${text}" i]`) });
    await expect.poll(() => others.count(), { timeout: 20_000 }).toBe(0);
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

  it('come in by a rule as soon as it is changed, and last while what they tell of lasts', async () => {
    await makeLasting();
    await search('fuel');
    await rows().first().waitFor({ timeout: 60_000 });
    // Samsara may have told of tanks that were low and are filled by now; those by the rule come in one after the other.
    const deadlineMs = performance.now() + 90_000;
    for (let key: 'Home' | 'ArrowDown' = 'Home', left = 0; ; left -= 1) {
      if (left === 0) [key, left] = ['Home', await rows().count()];
      await choose(key);
      if ((await detail().getByText('Still going on').count()) > 0) break;
      if (performance.now() > deadlineMs) throw new Error('every alert about fuel is over');
      key = 'ArrowDown';
    }
  });

  it('are taken, noted and acknowledged by keyboard', async () => {
    acknowledged = (await chosen()).title;
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
    await search('');
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
    await search(acknowledged);
    const row = rows().filter({ hasText: 'Acknowledged' }).first();
    await row.click();
    await detail().getByRole('heading', { level: 2, name: acknowledged, exact: true }).waitFor();
    await events().getByText('Acknowledged by This desk').waitFor();
    await events().getByText('Driver called, he slows down').waitFor();
    await search('');
    await first.close();
  });

  it('are snoozed out of sight and come back when the snooze is ended', async () => {
    const { title } = await choose();
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
    await search('fuel');
    const { title, truck } = await choose();
    await page().keyboard.press('r');
    await page().getByRole('tab', { name: 'History' }).click();
    await page().getByRole('combobox', { name: 'Truck' }).fill(truck);
    await page().getByRole('option', { name: truck, exact: true }).click();
    const history = page().getByRole('grid', { name: 'Alerts of the past' });
    const row = history.getByRole('row').filter({ has: page().getByTitle(title) });
    await row.getByText('Resolved').first().waitFor({ timeout: 20_000 });
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
