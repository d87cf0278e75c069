import { copyFile, chmod } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createProfile, launchApp, type LaunchedApp } from './support/launch.ts';
import { writeFileSync } from 'node:fs';

let desk: LaunchedApp | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const openWithSource = async (basemapSource: string) => {
  const userDataFolder = await createProfile();
  writeFileSync(path.join(userDataFolder, 'settings.json'), JSON.stringify({ basemapSource }));
  desk = await launchApp({ sandbox: { vehicles: 3 }, userDataFolder });
  return desk.window;
};

const describeBasemap = (window: Page) =>
  window.evaluate(async () => (await (await fetch('/basemap/describe')).json()) as object);

describe('a map that IT supplies', () => {
  it('is read from a file, through the app’s own origin', async () => {
    const { basemapPath, workFolder } = inject('e2e');
    const archivePath = path.join(workFolder, 'office.pmtiles');
    await copyFile(basemapPath, archivePath);
    await chmod(archivePath, 0o644);
    const window = await openWithSource(archivePath);
    expect(await describeBasemap(window)).toMatchObject({ tilesPath: '/basemap/custom/', fallback: null });
    const tile = await window.evaluate(async () => {
      const answer = await fetch('/basemap/custom/0/0/0');
      return { status: answer.status, bytes: (await answer.arrayBuffer()).byteLength };
    });
    expect(tile.status).toBe(200);
    expect(tile.bytes).toBeGreaterThan(100);
  });

  it('falls back to the embedded map with a notice when it cannot be used', async () => {
    const window = await openWithSource('/no/such/folder/map.pmtiles');
    await expect
      .poll(async () => (await window.getByRole('region', { name: 'Notices' }).allTextContents()).join(), {
        timeout: 20_000,
      })
      .toMatch(/map/i);
    expect(await describeBasemap(window)).toMatchObject({
      kind: 'embedded',
      tilesPath: '/basemap/embedded/',
    });
  });
});
