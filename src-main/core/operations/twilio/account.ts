/** How this desk takes part in the telephone service; from the settings, with the secrets beside them. */
export interface PhoneAccount {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  /** Only to check that a webhook is the vendor's. Without it no call flow is served. */
  readonly authToken: string | null;
  /** `null`: looked up by name, or made, when the call flow is served. */
  readonly applicationSid: string | null;
  /** `https://api.twilio.com`, or where the sandbox listens. */
  readonly apiBaseUrl: string;
  readonly isSandbox: boolean;
  /** Where the SDK signals instead of the vendor's own address: `host:port`. */
  readonly chunderw: string | null;
  readonly edge: string | null;
}

export interface PhonePolicy {
  /** Who this desk is at the telephone service; `noDesk` for a hub. */
  readonly identity: string;
  /** Who rings for an incoming call; this desk is always among them. */
  readonly deskGroup: readonly string[];
  readonly callerIds: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly ringSeconds: number;
  /** `false`: another server answers the telephone service (the hub, another desk). */
  readonly servesCallFlow: boolean;
  readonly recording: 'never' | 'onDemand' | 'always';
  readonly recordingNotice: boolean;
  readonly recordingKeptDays: number;
}

export interface PhoneConfiguration {
  readonly account: PhoneAccount | null;
  readonly policy: PhonePolicy;
  /** 32 bytes; `null`: recordings are not kept here. */
  readonly recordingKey: {
    readonly base64: string;
    /** There is no keyring: after the next start nobody can listen to what was recorded in this run. */
    readonly isSessionOnly: boolean;
  } | null;
}

export const defaultPhonePolicy: PhonePolicy = {
  identity: 'desk',
  deskGroup: [],
  callerIds: [],
  country: 'US',
  ringSeconds: 25,
  servesCallFlow: true,
  recording: 'onDemand',
  recordingNotice: true,
  recordingKeptDays: 30,
};

/** Who a hub is: it has calls, but nobody answers them at it. */
export const noDesk = '';

export function deskGroupOf({ identity, deskGroup }: PhonePolicy): string[] {
  return [...new Set([identity, ...deskGroup])].filter((desk) => desk !== noDesk);
}
