/** Every key of the desk, once: the keyboard map shows this list and use-global-keys.ts obeys the part marked `command`. */
export const shortcutGroups = ['groupEverywhere', 'groupList', 'groupMap', 'groupHours'] as const;

export const commands = [
  'keyboardMap',
  'theme',
  'goToMap',
  'goToHours',
  'goToSettings',
  'search',
  'toggleList',
  'follow',
  'trail',
] as const;
export type DeskCommand = (typeof commands)[number];

export interface Shortcut {
  readonly group: (typeof shortcutGroups)[number];
  /** Key into `shortcuts` of the app catalogue. */
  readonly text:
    | DeskCommand
    | 'palette'
    | 'listMove'
    | 'listPage'
    | 'listEnds'
    | 'listOpen'
    | 'listType'
    | 'escape'
    | 'mapPan'
    | 'mapZoom'
    | 'hoursDay';
  /** Each inner list is pressed together; several are alternatives. */
  readonly keys: readonly (readonly string[])[];
}

export const shortcuts: readonly Shortcut[] = [
  { group: 'groupEverywhere', text: 'palette', keys: [['Ctrl', 'K']] },
  { group: 'groupEverywhere', text: 'search', keys: [['Ctrl', 'F']] },
  { group: 'groupEverywhere', text: 'goToMap', keys: [['Ctrl', '1']] },
  { group: 'groupEverywhere', text: 'goToHours', keys: [['Ctrl', '5']] },
  { group: 'groupEverywhere', text: 'goToSettings', keys: [['Ctrl', ',']] },
  { group: 'groupEverywhere', text: 'toggleList', keys: [['Ctrl', 'B']] },
  { group: 'groupEverywhere', text: 'theme', keys: [['Ctrl', 'Shift', 'L']] },
  { group: 'groupEverywhere', text: 'keyboardMap', keys: [['?'], ['F1']] },
  { group: 'groupList', text: 'listMove', keys: [['↑'], ['↓']] },
  { group: 'groupList', text: 'listPage', keys: [['PgUp'], ['PgDn']] },
  { group: 'groupList', text: 'listEnds', keys: [['Home'], ['End']] },
  { group: 'groupList', text: 'listOpen', keys: [['Enter']] },
  { group: 'groupList', text: 'listType', keys: [['A–Z'], ['0–9']] },
  { group: 'groupList', text: 'escape', keys: [['Esc']] },
  { group: 'groupMap', text: 'follow', keys: [['Ctrl', 'Shift', 'F']] },
  { group: 'groupMap', text: 'trail', keys: [['Ctrl', 'Shift', 'T']] },
  { group: 'groupMap', text: 'mapPan', keys: [['←'], ['→'], ['↑'], ['↓']] },
  { group: 'groupMap', text: 'mapZoom', keys: [['+'], ['-']] },
  { group: 'groupHours', text: 'hoursDay', keys: [['←'], ['→']] },
];

/** The parts of a keyboard event that matter here; `key` as browsers give it. */
export interface KeyPress {
  readonly key: string;
  readonly withControl: boolean;
  readonly withShift: boolean;
  readonly withAlt: boolean;
  /** The caret stands in a field, where plain characters are text. */
  readonly inField: boolean;
}

const plainControl: Readonly<Record<string, DeskCommand>> = {
  f: 'search',
  '1': 'goToMap',
  '5': 'goToHours',
  ',': 'goToSettings',
  b: 'toggleList',
};
const shiftControl: Readonly<Record<string, DeskCommand>> = { l: 'theme', f: 'follow', t: 'trail' };

/** Which command a key press means, or `null`. Ctrl is Cmd on a Mac. */
export function commandOf(press: KeyPress): DeskCommand | null {
  if (press.withAlt) return null;
  if (press.withControl) {
    const table = press.withShift ? shiftControl : plainControl;
    return table[press.key.toLowerCase()] ?? null;
  }
  if (press.key === 'F1') return 'keyboardMap';
  return press.key === '?' && !press.inField ? 'keyboardMap' : null;
}
