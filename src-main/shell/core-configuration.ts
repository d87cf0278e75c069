import type { CoreConfiguration } from '../core/host-protocol.ts';
import type { SecretName, Settings } from './contract.ts';
import type { Environment } from './environment.ts';
import { hubAccount } from './hub-account.ts';
import { phoneConfiguration, type PhoneEnvironment, type PhoneSecrets } from './phone-configuration.ts';

type SamsaraEnvironment = Pick<
  Environment,
  'samsaraBaseUrl' | 'samsaraToken' | 'sandboxUrl' | 'sandboxToken'
>;

type HubEnvironment = Partial<Pick<Environment, 'hubUrl' | 'hubToken' | 'sandboxHubPath'>>;

export interface CoreSecrets extends PhoneSecrets {
  readonly samsaraToken: string | null;
  /** JSON; see hub-account.ts. */
  readonly hubAccount: string | null;
}

/**
 * Which Samsara the core talks to. The environment wins over the settings (development only); the sandbox is used only
 * while no account is configured at all.
 */
export function coreConfiguration(
  settings: Settings,
  secrets: CoreSecrets,
  environment: SamsaraEnvironment & PhoneEnvironment & HubEnvironment,
): CoreConfiguration {
  const { backfillDays, keepPositionsDays, keepTripsDays, keepDutyLogsDays } = settings;
  const retention = {
    // What is fetched on purpose is not forgotten at once.
    positionDays: Math.max(keepPositionsDays, backfillDays),
    tripDays: keepTripsDays,
    dutyLogDays: keepDutyLogsDays,
  };
  const samsara = samsaraAccount(settings, secrets.samsaraToken, environment);
  const phone = phoneConfiguration(settings, secrets, environment);
  const hub = hubAccount(secrets.hubAccount, environment);
  return { samsara, backfillDays, retention, phone, ...(hub === null ? {} : { hub }) };
}

function samsaraAccount(
  settings: Settings,
  savedToken: string | null,
  environment: SamsaraEnvironment,
): CoreConfiguration['samsara'] {
  const { samsaraBaseUrl, samsaraToken, sandboxUrl, sandboxToken } = environment;
  const token = samsaraToken ?? savedToken;
  if (token !== null) return { baseUrl: samsaraBaseUrl ?? settings.samsaraBaseUrl, token };
  if (sandboxUrl === undefined || sandboxToken === undefined) return null;
  return { baseUrl: sandboxUrl, token: sandboxToken };
}

const overriding = {
  samsaraBaseUrl: 'samsaraBaseUrl',
  samsaraToken: 'samsaraToken',
  twilioAccountSid: 'phoneAccountSid',
  twilioApiKeySid: 'phoneApiKeySid',
  twilioApiKeySecret: 'phoneApiKeySecret',
  twilioAuthToken: 'phoneAuthToken',
  twilioApplicationSid: 'phoneApplicationSid',
} as const satisfies Partial<Record<keyof Environment, keyof Settings | SecretName>>;

/** Names of the settings and secrets that the environment overrides in this run, for the settings screen. */
export function overriddenByEnvironment(environment: Pick<Environment, keyof typeof overriding>): string[] {
  return Object.entries(overriding).flatMap(([name, setting]) =>
    environment[name as keyof typeof overriding] === undefined ? [] : [setting],
  );
}
