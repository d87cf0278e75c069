import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../core/platform/contract-base.ts';
import { defaultSettingValues } from './default-settings.wire.ts';
import { phoneAccountSettings } from './phone-account-settings.ts';
import { softphoneContract, soundDeviceSchema } from './phone/contract.ts';

const hotkey = z.string().max(64);

/** Settings of this workstation. Secrets are not settings: they never leave the shell once entered. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  samsaraBaseUrl: z.enum([
    'https://api.samsara.com',
    'https://api.eu.samsara.com',
    'https://api.ca.samsara.com',
  ]),
  /** Hours of breadcrumbs drawn behind a chosen vehicle. */
  trailHours: z.number().int().min(1).max(24),
  /** Days before the first start that are fetched from Samsara. 0: none. */
  backfillDays: z.number().int().min(0).max(90),
  /** How long each kind is kept before it is forgotten. */
  keepPositionsDays: z.number().int().min(7).max(400),
  keepTripsDays: z.number().int().min(7).max(400),
  keepDutyLogsDays: z.number().int().min(7).max(400),
  /** Above it the desk warns. Nothing is forgotten because of it. */
  diskBudgetGigabytes: z.number().int().min(1).max(1_000),
  /** Empty: the embedded map. Otherwise a path of a .pmtiles file, or an https tile template, TileJSON or style URL. */
  basemapSource: z.string().max(1_000),
  labelsVisible: z.boolean(),
  smoothMotion: z.boolean(),
  alertSound: z.boolean(),
  alertNotifications: z.boolean(),
  /** Until then this desk makes no noise about alerts; `null`: it does. */
  alertQuietUntilMs: z.number().int().nonnegative().nullable(),
  ...phoneAccountSettings,
  /** Sound devices of this workstation; `null`: the system's. */
  phoneMicrophone: soundDeviceSchema.nullable(),
  phoneSpeaker: soundDeviceSchema.nullable(),
  phoneRinger: soundDeviceSchema.nullable(),
  /** Off: an incoming phone call is shown, not heard. */
  phoneRingSound: z.boolean(),
  phoneNotifications: z.boolean(),
  /** Incoming phone calls are declined, so that the others of the group get them at once. */
  doNotDisturb: z.boolean(),
  /** Keys that work while another program is in front, as Electron writes them; '' for none. */
  phoneHotkeys: z.object({
    answer: hotkey,
    hangUp: hotkey,
    mute: hotkey,
    hold: hotkey,
    doNotDisturb: hotkey,
  }),
  /** This app opens `tel:` links of other programs. */
  telLinks: z.boolean(),
});

/** Kept apart from the schema: a change names some settings only, and a schema's defaults would fill in the others. */
export const defaultSettings: z.infer<typeof settingsSchema> = defaultSettingValues;

export const secretNames = ['samsaraToken', 'phoneApiKeySecret', 'phoneAuthToken'] as const;

const noticeSchema = z.object({
  /** Key into the text catalogue, `shell` namespace. */
  code: z.enum(['settings-set-aside', 'secrets-session-only', 'old-test-runtime', 'basemap-fallback']),
  detail: z.string(),
});

export const shellStateSchema = z.object({
  appVersion: z.string(),
  electronVersion: z.string(),
  settings: settingsSchema,
  /** Settings that the environment overrides in this run (never in a packaged build). */
  overriddenByEnvironment: z.array(z.string()),
  secrets: z.array(
    z.object({ name: z.enum(secretNames), isSet: z.boolean(), storage: z.enum(['keyring', 'session']) }),
  ),
  /** The core process: `restarting` shows its attempt; `failed` says why and waits for a person. */
  core: z.object({
    state: z.enum(['starting', 'running', 'restarting', 'failed']),
    attempt: z.number().int(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  notices: z.array(noticeSchema),
});

const exportErrors = {
  'shell/export-failed': { message: 'The file could not be written.' },
  'shell/export-over': { message: 'This export was given up or is finished.' },
};
const exportInput = z.object({ exportId: z.uuid() });

const alertNotificationSchema = z.object({
  /** `null`: it stands for several, and a click opens the inbox. */
  alertId: z.string().min(1).max(64).nullable(),
  title: z.string().min(1).max(200),
  body: z.string().max(600),
  isUrgent: z.boolean(),
});

const openedAlertSchema = z.object({
  /** Grows with every click on a notification; 0: none yet. */
  count: z.number().int(),
  alertId: z.string().nullable(),
});

export const shellContract = {
  /** First item is the state as it is; then a new one on every change. */
  watchShellState: procedureFor('dispatcher').output(eventIterator(shellStateSchema)),
  updateSettings: procedureFor('dispatcher').input(settingsSchema.partial()).output(settingsSchema),
  setSecret: procedureFor('admin')
    .input(z.object({ name: z.enum(secretNames), value: z.string().trim().min(8).max(500) }))
    .output(z.void()),
  clearSecret: procedureFor('admin')
    .input(z.object({ name: z.enum(secretNames) }))
    .output(z.void()),
  dismissNotice: procedureFor('dispatcher')
    .input(z.object({ code: noticeSchema.shape.code }))
    .output(z.void()),
  restartCore: procedureFor('dispatcher').output(z.void()),
  /** A window's map stands: what gave it the machine at the start may begin. */
  tellMapDrawn: procedureFor('dispatcher').output(z.void()),
  /** The live map alone in a window of its own, for a screen on the wall; brought to the front when it is open. */
  showWall: procedureFor('dispatcher').output(z.void()),
  /** A desktop notification; `isShown` false where the system has none. A click comes out of `watchOpenedAlerts`. */
  notifyOfAlert: procedureFor('dispatcher')
    .input(alertNotificationSchema)
    .output(z.object({ isShown: z.boolean() })),
  watchOpenedAlerts: procedureFor('dispatcher').output(eventIterator(openedAlertSchema)),
  /** Native file dialog for an IT-supplied map; `null` when it was cancelled. */
  chooseBasemapFile: procedureFor('dispatcher').output(z.object({ path: z.string() }).nullable()),
  /**
   * Native dialog for a file to export to; `null` when it was cancelled. A window never names a path: it writes to the id
   * of what the person chose, a part at a time, and the file is there only once it is finished.
   */
  chooseExportFile: procedureFor('dispatcher')
    .input(z.object({ suggestedName: z.string().min(1).max(120), format: z.enum(['csv', 'gpx', 'txt']) }))
    .errors(exportErrors)
    .output(z.object({ exportId: z.uuid(), path: z.string() }).nullable()),
  writeExportPart: procedureFor('dispatcher')
    .input(exportInput.extend({ text: z.string().max(300_000) }))
    .errors(exportErrors)
    .output(z.void()),
  finishExport: procedureFor('dispatcher')
    .input(exportInput)
    .errors(exportErrors)
    .output(z.object({ path: z.string(), bytes: z.number().int() })),
  cancelExport: procedureFor('dispatcher').input(exportInput).output(z.void()),
  phone: softphoneContract,
};

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type SecretName = (typeof secretNames)[number];
export type ShellState = Readonly<z.infer<typeof shellStateSchema>>;
export type ShellNotice = Readonly<z.infer<typeof noticeSchema>>;
export type AlertNotification = Readonly<z.infer<typeof alertNotificationSchema>>;
export type OpenedAlert = Readonly<z.infer<typeof openedAlertSchema>>;
export type ShellContract = typeof shellContract;
