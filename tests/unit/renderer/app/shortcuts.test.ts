import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../src-renderer/app/text.ts';
import { commandOf, commands, shortcuts, type KeyPress } from '../../../../src-renderer/app/shortcuts.ts';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  withControl: false,
  withShift: false,
  withAlt: false,
  inField: false,
  ...change,
});

const named: Readonly<Record<string, string>> = { ',': ',', '?': '?', F1: 'F1' };

describe('keys of the desk', () => {
  it('do what the keyboard map says', () => {
    const isCommand = (text: string) => commands.some((command) => command === text);
    for (const { text, keys } of shortcuts.filter((shortcut) => isCommand(shortcut.text))) {
      for (const together of keys) {
        const key = together.at(-1) ?? '';
        const pressed = press(named[key] ?? key.toLowerCase(), {
          withControl: together.includes('Ctrl'),
          withShift: together.includes('Shift'),
        });
        expect(commandOf(pressed), together.join('+')).toBe(text);
      }
    }
  });

  it('stand in the keyboard map, every one', () => {
    const shown = shortcuts.map(({ text }) => text);
    expect(commands.filter((command) => !shown.includes(command))).toEqual([]);
    expect(shown.filter((text) => !(text in catalogue.app.shortcuts))).toEqual([]);
  });

  it('leave a question mark to whoever types it', () => {
    expect(commandOf(press('?', { withShift: true }))).toBe('keyboardMap');
    expect(commandOf(press('?', { withShift: true, inField: true }))).toBeNull();
  });

  it('leave plain letters and Alt to the page', () => {
    expect(commandOf(press('f'))).toBeNull();
    expect(commandOf(press('f', { withControl: true, withAlt: true }))).toBeNull();
  });
});
