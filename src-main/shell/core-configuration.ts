import type { CoreConfiguration } from '../core/host-protocol.ts';
import type { PhoneConfiguration } from '../core/operations/twilio/index.ts';
import type { Settings } from './contract.ts';
import { signallingHostOf, type Environment, type SandboxPhone } from './environment.ts';

/**
 * Which Samsara the core talks to. The environment wins over the settings (development only); the sandbox is used only
 * while no account is configured at all.
 */
export function coreConfiguration(
  settings: Settings,
  savedToken: string | null,
  environment: Pick<Environment, 'samsaraBaseUrl' | 'samsaraToken' | 'sandboxUrl' | 'sandboxToken'>,
): CoreConfiguration {
  const { backfillDays } = settings;
  const token = environment.samsaraToken ?? savedToken;
  if (token !== null) {
    const baseUrl = environment.samsaraBaseUrl ?? settings.samsaraBaseUrl;
    return { samsara: { baseUrl, token }, backfillDays };
  }
  if (environment.sandboxUrl !== undefined && environment.sandboxToken !== undefined) {
    const samsara = { baseUrl: environment.sandboxUrl, token: environment.sandboxToken };
    return { samsara, backfillDays };
  }
  return { samsara: null, backfillDays };
}

/** The desk's telephone: the sandbox's account, or none. A packaged app has no sandbox. */
export function phoneConfiguration(sandbox: SandboxPhone): PhoneConfiguration {
  const { url, accountSid, authToken, apiKeySid, apiKeySecret, applicationSid, numbers } = sandbox;
  return {
    account: {
      ...{ accountSid, authToken, apiKeySid, apiKeySecret, applicationSid },
      apiBaseUrl: url,
      isSandbox: true,
      chunderw: signallingHostOf(sandbox),
      edge: null,
    },
    policy: {
      identity: 'desk',
      deskGroup: [],
      callerIds: numbers,
      country: 'US',
      ringSeconds: 25,
      servesCallFlow: true,
      recording: 'onDemand',
      recordingNotice: true,
      recordingKeptDays: 30,
    },
    recordingKey: null,
  };
}

/** Names of the settings that the environment overrides in this run, for the settings screen. */
export function overriddenByEnvironment(
  environment: Pick<Environment, 'samsaraBaseUrl' | 'samsaraToken'>,
): string[] {
  return [
    ...(environment.samsaraBaseUrl === undefined ? [] : ['samsaraBaseUrl']),
    ...(environment.samsaraToken === undefined ? [] : ['samsaraToken']),
  ];
}

/** Whether the phone's hidden window is worth its memory. */
export const hasPhone = (configuration: CoreConfiguration): boolean =>
  (configuration.phone?.account ?? null) !== null;
