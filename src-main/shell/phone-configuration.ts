import type { CoreConfiguration } from '../core/host-protocol.ts';
import type { PhoneAccount, PhoneConfiguration } from '../core/operations/twilio/index.ts';
import type { Settings } from './contract.ts';
import { signallingHostOf, type Environment, type SandboxPhone } from './environment.ts';

export type PhoneEnvironment = Pick<
  Environment,
  | 'sandboxPhone'
  | 'twilioAccountSid'
  | 'twilioApiKeySid'
  | 'twilioApiKeySecret'
  | 'twilioAuthToken'
  | 'twilioApplicationSid'
>;

export interface PhoneSecrets {
  readonly phoneApiKeySecret: string | null;
  readonly phoneAuthToken: string | null;
  readonly recordingKey: PhoneConfiguration['recordingKey'];
}

const vendorUrl = 'https://api.twilio.com';
const orNull = (text: string) => (text === '' ? null : text);

function officeAccount(
  settings: Settings,
  secrets: PhoneSecrets,
  environment: PhoneEnvironment,
): PhoneAccount | null {
  const accountSid = environment.twilioAccountSid ?? settings.phoneAccountSid;
  const apiKeySid = environment.twilioApiKeySid ?? settings.phoneApiKeySid;
  const apiKeySecret = environment.twilioApiKeySecret ?? secrets.phoneApiKeySecret;
  if (accountSid === '' || apiKeySid === '' || apiKeySecret === null) return null;
  return {
    accountSid,
    apiKeySid,
    apiKeySecret,
    authToken: environment.twilioAuthToken ?? secrets.phoneAuthToken,
    applicationSid: environment.twilioApplicationSid ?? orNull(settings.phoneApplicationSid),
    apiBaseUrl: vendorUrl,
    isSandbox: false,
    chunderw: null,
    edge: null,
  };
}

function sandboxAccount(sandbox: SandboxPhone): PhoneAccount {
  const { url, accountSid, authToken, apiKeySid, apiKeySecret, applicationSid } = sandbox;
  return {
    ...{ accountSid, authToken, apiKeySid, apiKeySecret, applicationSid },
    apiBaseUrl: url,
    isSandbox: true,
    chunderw: signallingHostOf(sandbox),
    edge: null,
  };
}

/** The desk's telephone: the office's account, else the sandbox's, else none. A packaged app has no sandbox. */
export function phoneConfiguration(
  settings: Settings,
  secrets: PhoneSecrets,
  environment: PhoneEnvironment,
): PhoneConfiguration {
  const { sandboxPhone } = environment;
  const account =
    officeAccount(settings, secrets, environment) ??
    (sandboxPhone === undefined ? null : sandboxAccount(sandboxPhone));
  return {
    account,
    policy: {
      identity: settings.phoneIdentity,
      deskGroup: settings.phoneDeskGroup,
      callerIds: account?.isSandbox === true ? (sandboxPhone?.numbers ?? []) : settings.phoneCallerIds,
      country: settings.phoneCountry,
      ringSeconds: settings.phoneRingSeconds,
      // A server on this computer's loopback is out of the real service's reach.
      servesCallFlow: settings.phoneAnswersService && account?.isSandbox === true,
      recording: settings.phoneRecording,
      recordingNotice: settings.phoneRecordingNotice,
      recordingKeptDays: settings.phoneRecordingKeptDays,
    },
    recordingKey: secrets.recordingKey,
  };
}

/** Whether the phone's hidden window is worth its memory: the office's hub may have an account for this desk. */
export const hasPhone = ({ phone, hub }: CoreConfiguration): boolean =>
  (phone?.account ?? null) !== null || (hub ?? null) !== null;
