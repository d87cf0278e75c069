import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './support/axe.ts';
import { waitForFigures } from './support/desk.ts';
import { launchApp, type LaunchedApp } from './support/launch.ts';

describe.each(['light', 'dark'] as const)('every screen in the %s theme', (theme) => {
  let desk: LaunchedApp;
  const violations = () => findViolations(desk.window, theme === 'light' ? 'all' : 'contrast');

  beforeAll(async () => {
    desk = await launchApp({ sandbox: { vehicles: 30 } });
    await waitForFigures(desk.window, ({ vehicles, moved }) => vehicles === 30 && moved > 0);
    const isDark = () =>
      desk.window.evaluate(() => getComputedStyle(document.body).colorScheme.includes('dark'));
    if ((await isDark()) !== (theme === 'dark')) await desk.window.keyboard.press('Control+Shift+L');
  });
  afterAll(() => desk.close());

  it('is looked at by an axe that bites', async () => {
    await desk.window.evaluate(() => {
      const faint = document.createElement('p');
      faint.id = 'planted-faint';
      faint.textContent = 'Hardly to be read';
      faint.style.cssText =
        'position: fixed; top: 90px; left: 90px; z-index: 9999; color: rgb(120 120 120); background: rgb(110 110 110)';
      const unnamed = document.createElement('input');
      unnamed.id = 'planted-unnamed';
      document.querySelector('main')?.append(faint, unnamed);
    });
    const found = (await violations()).join();
    expect(found).toContain('planted-faint');
    if (theme === 'light') expect(found).toContain('planted-unnamed');
    await desk.window.evaluate(() => {
      for (const planted of document.querySelectorAll('[id^="planted"]')) planted.remove();
    });
  });

  it('the live map with its list passes axe', async () => {
    expect(await violations()).toEqual([]);
  });

  it('the vehicle card passes axe', async () => {
    const { window } = desk;
    await window.getByRole('grid', { name: 'Vehicles' }).focus();
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await window.getByRole('region', { name: /^Vehicle / }).waitFor();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Escape');
  });

  it('the command palette passes axe', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+K');
    await window.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
    // The chosen row has colours of its own, for its name, its picture and its key.
    await window.keyboard.type('dark');
    await window.keyboard.press('ArrowDown');
    await window.locator('.mantine-Spotlight-action[data-selected]').waitFor();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Control+A');
    await window.keyboard.press('Delete');
    await window.keyboard.press('Escape');
    await window.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the keyboard map passes axe', async () => {
    const { window } = desk;
    await window.keyboard.press('F1');
    await window.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Escape');
    await window.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the hours of service with the log of a day pass axe', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+5');
    await window.getByRole('grid', { name: /^Drivers/ }).focus();
    await window.keyboard.press('Home');
    await window.keyboard.press('Enter');
    await window.getByRole('table', { name: 'Changes of duty status' }).waitFor();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Escape');
    await window.keyboard.press('Control+1');
  });

  it('the geofences pass axe: list, card, form', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+3');
    await window.getByRole('option').first().waitFor({ timeout: 30_000 });
    expect(await violations()).toEqual([]);
    await window.getByRole('listbox', { name: 'Geofences' }).focus();
    await window.keyboard.press('Home');
    await window.keyboard.press('Enter');
    await window.getByRole('region', { name: /^Geofence / }).waitFor();
    expect(await violations()).toEqual([]);
    await window.getByRole('button', { name: 'Edit', exact: true }).click();
    await window.getByRole('region', { name: 'Edit geofence' }).waitFor();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Escape');
  });

  it('the review passes axe: empty, with two trucks, who was near', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+2');
    const trucks = window.getByRole('textbox', { name: 'Trucks' });
    await trucks.waitFor();
    expect(await violations()).toEqual([]);
    for (const word of ['1', '2']) {
      await trucks.fill(word);
      await window.getByRole('option').first().waitFor();
      await window.keyboard.press('Enter');
    }
    await window.getByRole('slider', { name: 'Time' }).waitFor();
    expect(await violations()).toEqual([]);
    await window.getByRole('tab', { name: /^Stops/ }).click();
    expect(await violations()).toEqual([]);
    await window.getByRole('tab', { name: 'Who was near' }).click();
    expect(await violations()).toEqual([]);
  });

  it('the alerts pass axe: inbox with an alert, history, rules with the editor, texts', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+4');
    const grid = window.getByRole('grid', { name: 'Alerts', exact: true });
    await grid.waitFor({ timeout: 60_000 });
    await grid.focus();
    await window.keyboard.press('Home');
    await window.getByRole('region', { name: /^Alert: / }).waitFor();
    expect(await violations()).toEqual([]);
    await window.getByRole('tab', { name: 'History' }).click();
    expect(await violations()).toEqual([]);
    await window.getByRole('tab', { name: 'Rules' }).click();
    await window.getByRole('list', { name: 'Rules' }).getByRole('button').first().click();
    expect(await violations()).toEqual([]);
    await window.getByRole('tab', { name: 'Texts' }).click();
    await window.getByRole('region', { name: 'Speeding', exact: true }).waitFor();
    expect(await violations()).toEqual([]);
    await window.getByRole('tab', { name: 'Inbox' }).click();
  });

  it('the accuracy passes axe, and its list is walked by keyboard', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+6');
    const grid = window.getByRole('grid', { name: /^Trucks, the least accurate/ });
    await grid.waitFor({ timeout: 30_000 });
    await grid.focus();
    await window.keyboard.press('End');
    await window.keyboard.press('ArrowUp');
    expect(await grid.getAttribute('aria-activedescendant')).toMatch(/^accuracy-row-/);
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Control+F');
    await window.keyboard.type('no such truck');
    await window.getByText('No truck fits').waitFor();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Escape');
    await grid.focus();
    await window.keyboard.press('Home');
    await window.keyboard.press('Enter');
    await window.getByRole('region', { name: /^Vehicle / }).waitFor();
    await window.keyboard.press('Escape');
  });

  it('the phone passes axe: dial pad, speed dial, devices, status', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+Shift+P');
    const phone = window.getByRole('complementary', { name: 'Phone' });
    await phone.getByRole('textbox', { name: 'Name, number or truck' }).waitFor();
    await window.keyboard.type('a');
    await phone.getByRole('list', { name: 'Found' }).waitFor();
    expect(await violations()).toEqual([]);
    for (const tab of ['Speed dial', 'Devices']) {
      await phone.getByRole('tab', { name: tab }).click();
      expect(await violations()).toEqual([]);
    }
    await window.keyboard.press('Control+Shift+P');
    await phone.waitFor({ state: 'detached' });
  });

  it('the call log passes axe', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+7');
    await window.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
    expect(await violations()).toEqual([]);
    await window.keyboard.press('Control+1');
  });

  it('the settings pass axe', async () => {
    const { window } = desk;
    await window.keyboard.press('Control+,');
    await window.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    expect(await violations()).toEqual([]);
  });
});
