import { notifications } from '@mantine/notifications';
import { coreClient, shellClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { text } from './text.ts';
import type { ThemeName } from './use-theme.ts';

/** Runs a call that a person asked for, and says in a sentence when it failed. */
export async function attempt(call: () => Promise<unknown>, doneText?: string): Promise<void> {
  try {
    await call();
    if (doneText !== undefined) notifications.show({ message: doneText });
  } catch (error) {
    notifications.show({ color: 'red', message: failureText(error), autoClose: 12_000 });
  }
}

export const switchTheme = (current: ThemeName): Promise<void> =>
  attempt(() => shellClient.updateSettings({ theme: current === 'dark' ? 'light' : 'dark' }));

export const syncNow = (): Promise<void> =>
  attempt(() => coreClient.samsara.syncNow(), text.t('app:samsaraPanel.syncRequested'));

export const restartCore = (): Promise<void> => attempt(() => shellClient.restartCore());

export const showWall = (): Promise<void> => attempt(() => shellClient.showWall());
