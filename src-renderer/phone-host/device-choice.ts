import type { SoundDevice } from '../../src-main/shell/phone/contract.ts';

/** Chromium's own entries that follow the system; they are no device of their own. */
const systemIds: ReadonlySet<string> = new Set(['default', 'communications', '']);

export const realDevices = (devices: readonly SoundDevice[]): readonly SoundDevice[] =>
  devices.filter(({ deviceId }) => !systemIds.has(deviceId));

/**
 * The device to use: the wanted one by its id, else by its name (an id is another one on another port, or after the
 * browser's data were cleared), else the system's (`null`). What is not plugged in is never forgotten: it is taken again
 * when it is back.
 */
export function chooseDevice(
  wanted: SoundDevice | null,
  plugged: readonly SoundDevice[],
): SoundDevice | null {
  if (wanted === null) return null;
  const real = realDevices(plugged);
  return (
    real.find(({ deviceId }) => deviceId === wanted.deviceId) ??
    real.find(({ label }) => label !== '' && label === wanted.label) ??
    null
  );
}
