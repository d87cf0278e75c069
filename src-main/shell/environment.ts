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
  /** `127.0.0.1:PORT` of the sandbox's voice signalling, which speaks in the clear. */
  readonly sandboxSignallingHost: string | undefined;
  readonly nodePath: string | undefined;
  readonly coreUtilityEntryPath: string | undefined;
  readonly basemapPath: string | undefined;
  readonly developmentServerUrl: string | undefined;
}

const present = (value: string | undefined) => (value === undefined || value === '' ? undefined : value);

export function readEnvironment(env: NodeJS.ProcessEnv, isPackaged: boolean): Environment {
  const read = (name: string) => (isPackaged ? undefined : present(env[name]));
  return {
    userDataFolder: read('SWITCHYARD_USER_DATA'),
    samsaraBaseUrl: read('SAMSARA_BASE_URL'),
    samsaraToken: read('SAMSARA_API_TOKEN'),
    sandboxUrl: read('SWITCHYARD_SANDBOX_URL'),
    sandboxToken: read('SWITCHYARD_SANDBOX_TOKEN'),
    sandboxSignallingHost: read('SWITCHYARD_SANDBOX_SIGNALLING_HOST'),
    nodePath: read('SWITCHYARD_NODE_PATH'),
    coreUtilityEntryPath: read('SWITCHYARD_CORE_UTILITY_ENTRY'),
    basemapPath: read('SWITCHYARD_BASEMAP'),
    developmentServerUrl: read('ELECTRON_RENDERER_URL'),
  };
}
