import { z } from 'zod';

/**
 * What the environment may change, read in one place. A packaged app reads none of it: an office's policy and
 * settings are then the only sources.
 */
export interface Environment {
  readonly userDataFolder: string | undefined;
  /** Points the app at another Samsara without touching settings. */
  readonly samsaraBaseUrl: string | undefined;
  readonly samsaraToken: string | undefined;
  /** Where the sandbox listens that `npm start` brought up; used only while no account is configured. */
  readonly sandboxUrl: string | undefined;
  readonly sandboxToken: string | undefined;
  /** The sandbox's telephone account, as its line of JSON tells it; used only while no account is configured. */
  readonly sandboxPhone: SandboxPhone | undefined;
  /** A telephone account without touching settings. */
  readonly twilioAccountSid: string | undefined;
  readonly twilioApiKeySid: string | undefined;
  readonly twilioApiKeySecret: string | undefined;
  readonly twilioAuthToken: string | undefined;
  readonly twilioApplicationSid: string | undefined;
  /** An office's hub, and this desk's token for it. */
  readonly hubUrl: string | undefined;
  readonly hubToken: string | undefined;
  /** A file that says where the sandbox's hub is, written when it has let this desk in. */
  readonly sandboxHubPath: string | undefined;
  readonly nodePath: string | undefined;
  readonly coreUtilityEntryPath: string | undefined;
  readonly basemapPath: string | undefined;
  readonly developmentServerUrl: string | undefined;
}

const sandboxPhoneSchema = z.object({
  url: z.url(),
  accountSid: z.string(),
  authToken: z.string(),
  apiKeySid: z.string(),
  apiKeySecret: z.string(),
  applicationSid: z.string(),
  numbers: z.array(z.string()),
});
export type SandboxPhone = Readonly<z.infer<typeof sandboxPhoneSchema>>;

/** `127.0.0.1:PORT`: the sandbox signals in the clear. */
export const signallingHostOf = (phone: SandboxPhone | undefined): string | null =>
  phone === undefined ? null : new URL(phone.url).host;

const readSandboxPhone = (json: string | undefined) =>
  json === undefined ? undefined : sandboxPhoneSchema.parse(JSON.parse(json));

const present = (value: string | undefined) => (value === undefined || value === '' ? undefined : value);

export function readEnvironment(env: NodeJS.ProcessEnv, isPackaged: boolean): Environment {
  const read = (name: string) => (isPackaged ? undefined : present(env[name]));
  return {
    userDataFolder: read('SWITCHYARD_USER_DATA'),
    samsaraBaseUrl: read('SAMSARA_BASE_URL'),
    samsaraToken: read('SAMSARA_API_TOKEN'),
    sandboxUrl: read('SWITCHYARD_SANDBOX_URL'),
    sandboxToken: read('SWITCHYARD_SANDBOX_TOKEN'),
    sandboxPhone: readSandboxPhone(read('SWITCHYARD_SANDBOX_PHONE')),
    twilioAccountSid: read('TWILIO_ACCOUNT_SID'),
    twilioApiKeySid: read('TWILIO_API_KEY'),
    twilioApiKeySecret: read('TWILIO_API_SECRET'),
    twilioAuthToken: read('TWILIO_AUTH_TOKEN'),
    twilioApplicationSid: read('TWILIO_APPLICATION_SID'),
    hubUrl: read('SWITCHYARD_HUB_URL'),
    hubToken: read('SWITCHYARD_HUB_TOKEN'),
    sandboxHubPath: read('SWITCHYARD_SANDBOX_HUB'),
    nodePath: read('SWITCHYARD_NODE_PATH'),
    coreUtilityEntryPath: read('SWITCHYARD_CORE_UTILITY_ENTRY'),
    basemapPath: read('SWITCHYARD_BASEMAP'),
    developmentServerUrl: read('ELECTRON_RENDERER_URL'),
  };
}
