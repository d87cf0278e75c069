import { globalShortcut } from 'electron';
import type { Logger } from '../../core/platform/logger.ts';
import type { HotkeyAction, Softphone } from './contract.ts';
import { hotkeyActions } from './softphone.wire.ts';

export type Hotkeys = Readonly<Record<HotkeyAction, string>>;

/** Keys that work while another program is in front. A key that is taken is told of, not fought for. */
export function createHotkeys(deps: {
  readonly logger: Logger;
  readonly onPressed: (action: HotkeyAction) => void;
  readonly onRegistered: (hotkeys: Softphone['hotkeys']) => void;
}) {
  let registered: readonly string[] = [];

  const register = (accelerator: string, action: HotkeyAction): boolean => {
    if (accelerator === '' || registered.includes(accelerator)) return false;
    try {
      if (!globalShortcut.register(accelerator, () => deps.onPressed(action))) return false;
    } catch (error) {
      // Electron throws at what it cannot read as a key.
      deps.logger.warn({ error, action }, 'a hotkey cannot be understood');
      return false;
    }
    registered = [...registered, accelerator];
    return true;
  };
  const clear = () => {
    for (const accelerator of registered) globalShortcut.unregister(accelerator);
    registered = [];
  };

  return {
    use(hotkeys: Hotkeys) {
      clear();
      deps.onRegistered(
        hotkeyActions.map((action) => {
          const accelerator = hotkeys[action];
          return { action, accelerator, isRegistered: register(accelerator, action) };
        }),
      );
    },
    clear,
  };
}
