/** Every key of the desk, once: the keyboard map shows this list and use-global-keys.ts obeys the part marked `command`. */
export const shortcutGroups = [
  'groupEverywhere',
  'groupList',
  'groupMap',
  'groupReview',
  'groupAlerts',
  'groupHours',
  'groupReferrals',
  'groupPhone',
] as const;

export const commands = [
  'keyboardMap',
  'theme',
  'goToMap',
  'goToReview',
  'goToGeofences',
  'goToAlerts',
  'goToHours',
  'goToAccuracy',
  'goToCalls',
  'goToReferrals',
  'goToSettings',
  'search',
  'toggleList',
  'showWall',
  'follow',
  'trail',
  'togglePhone',
  'answerCall',
  'hangUpCall',
  'muteCall',
  'holdCall',
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
    | 'fullScreen'
    | 'mapMove'
    | 'mapOpen'
    | 'mapPan'
    | 'mapZoom'
    | 'hoursDay'
    | 'approvalMove'
    | 'approvalApprove'
    | 'approvalRefuse'
    | 'alertMove'
    | 'alertAcknowledge'
    | 'alertOwn'
    | 'alertSnooze'
    | 'alertNote'
    | 'alertResolve'
    | 'alertShowOnMap'
    | 'alertMark'
    | 'alertMarkAll'
    | 'alertSearch'
    | 'reviewPlay'
    | 'reviewMove'
    | 'reviewMoveFar'
    | 'reviewEnds'
    | 'reviewRate';
  /** Each inner list is pressed together; several are alternatives. */
  readonly keys: readonly (readonly string[])[];
}

export const shortcuts: readonly Shortcut[] = [
  { group: 'groupEverywhere', text: 'palette', keys: [['Ctrl', 'K']] },
  { group: 'groupEverywhere', text: 'search', keys: [['Ctrl', 'F']] },
  { group: 'groupEverywhere', text: 'goToMap', keys: [['Ctrl', '1']] },
  { group: 'groupEverywhere', text: 'goToReview', keys: [['Ctrl', '2']] },
  { group: 'groupEverywhere', text: 'goToGeofences', keys: [['Ctrl', '3']] },
  { group: 'groupEverywhere', text: 'goToAlerts', keys: [['Ctrl', '4']] },
  { group: 'groupEverywhere', text: 'goToHours', keys: [['Ctrl', '5']] },
  { group: 'groupEverywhere', text: 'goToAccuracy', keys: [['Ctrl', '6']] },
  { group: 'groupEverywhere', text: 'goToCalls', keys: [['Ctrl', '7']] },
  { group: 'groupEverywhere', text: 'goToReferrals', keys: [['Ctrl', '8']] },
  { group: 'groupEverywhere', text: 'goToSettings', keys: [['Ctrl', ',']] },
  { group: 'groupEverywhere', text: 'toggleList', keys: [['Ctrl', 'B']] },
  { group: 'groupEverywhere', text: 'showWall', keys: [['Ctrl', 'Shift', 'M']] },
  { group: 'groupEverywhere', text: 'fullScreen', keys: [['F11']] },
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
  { group: 'groupMap', text: 'mapMove', keys: [['←'], ['→'], ['↑'], ['↓']] },
  { group: 'groupMap', text: 'mapOpen', keys: [['Enter']] },
  { group: 'groupMap', text: 'mapPan', keys: [['Shift', '← → ↑ ↓']] },
  { group: 'groupMap', text: 'mapZoom', keys: [['+'], ['-']] },
  { group: 'groupReview', text: 'reviewPlay', keys: [['Space']] },
  { group: 'groupReview', text: 'reviewMove', keys: [['←'], ['→']] },
  {
    group: 'groupReview',
    text: 'reviewMoveFar',
    keys: [
      ['Shift', '←'],
      ['Shift', '→'],
    ],
  },
  { group: 'groupReview', text: 'reviewEnds', keys: [['Home'], ['End']] },
  { group: 'groupReview', text: 'reviewRate', keys: [['['], [']']] },
  { group: 'groupAlerts', text: 'alertMove', keys: [['J'], ['K'], ['↓'], ['↑']] },
  { group: 'groupAlerts', text: 'alertAcknowledge', keys: [['A']] },
  { group: 'groupAlerts', text: 'alertOwn', keys: [['O']] },
  { group: 'groupAlerts', text: 'alertSnooze', keys: [['S']] },
  { group: 'groupAlerts', text: 'alertNote', keys: [['N']] },
  { group: 'groupAlerts', text: 'alertResolve', keys: [['R']] },
  { group: 'groupAlerts', text: 'alertShowOnMap', keys: [['M']] },
  { group: 'groupAlerts', text: 'alertMark', keys: [['Space']] },
  { group: 'groupAlerts', text: 'alertMarkAll', keys: [['Ctrl', 'A']] },
  { group: 'groupAlerts', text: 'alertSearch', keys: [['/']] },
  { group: 'groupHours', text: 'hoursDay', keys: [['←'], ['→']] },
  { group: 'groupReferrals', text: 'approvalMove', keys: [['J'], ['K'], ['↓'], ['↑']] },
  { group: 'groupReferrals', text: 'approvalApprove', keys: [['A']] },
  { group: 'groupReferrals', text: 'approvalRefuse', keys: [['R']] },
  { group: 'groupPhone', text: 'togglePhone', keys: [['Ctrl', 'Shift', 'P']] },
  { group: 'groupPhone', text: 'answerCall', keys: [['Ctrl', 'Shift', 'A']] },
  { group: 'groupPhone', text: 'hangUpCall', keys: [['Ctrl', 'Shift', 'X']] },
  { group: 'groupPhone', text: 'muteCall', keys: [['Ctrl', 'Shift', 'U']] },
  { group: 'groupPhone', text: 'holdCall', keys: [['Ctrl', 'Shift', 'H']] },
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
  '2': 'goToReview',
  '3': 'goToGeofences',
  '4': 'goToAlerts',
  '5': 'goToHours',
  '6': 'goToAccuracy',
  '7': 'goToCalls',
  '8': 'goToReferrals',
  ',': 'goToSettings',
  b: 'toggleList',
};
const shiftControl: Readonly<Record<string, DeskCommand>> = {
  l: 'theme',
  m: 'showWall',
  f: 'follow',
  t: 'trail',
  p: 'togglePhone',
  a: 'answerCall',
  x: 'hangUpCall',
  u: 'muteCall',
  h: 'holdCall',
};

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
