import { nextIndex } from '../../ui/data-grid/list-keys.ts';

export const alertCommands = [
  'acknowledge',
  'own',
  'snooze',
  'resolve',
  'note',
  'showOnMap',
  'mark',
  'markAll',
  'search',
  'unmark',
] as const;
export type AlertCommand = (typeof alertCommands)[number];

export type AlertKey =
  | { readonly type: 'move'; readonly index: number }
  | { readonly type: 'command'; readonly command: AlertCommand };

const commandKeys: Readonly<Record<string, AlertCommand>> = {
  a: 'acknowledge',
  o: 'own',
  s: 'snooze',
  r: 'resolve',
  n: 'note',
  m: 'showOnMap',
  ' ': 'mark',
  '/': 'search',
  Escape: 'unmark',
};

/** j and k move as the arrows do. */
const movingKeys: Readonly<Record<string, string>> = { j: 'ArrowDown', k: 'ArrowUp' };

/** What a key means in the list, or `null`. Keys with Ctrl or Alt belong to the desk, but for Ctrl+A. */
export function alertKeyOf(
  press: { readonly key: string; readonly withControl: boolean; readonly withAlt: boolean },
  list: { readonly index: number; readonly count: number; readonly pageCount: number },
): AlertKey | null {
  if (press.withAlt) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.withControl) return key === 'a' ? { type: 'command', command: 'markAll' } : null;
  const index = nextIndex(movingKeys[key] ?? key, list.index, list.count, list.pageCount);
  if (index !== null) return { type: 'move', index };
  const command = commandKeys[key];
  return command === undefined ? null : { type: 'command', command };
}
