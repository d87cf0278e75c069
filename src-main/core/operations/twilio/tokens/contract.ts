import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';

const time = z.number().int().nonnegative();

/** What the phone host measured of itself. It reports on every change, and every ten seconds while it lives. */
export const receptionReportSchema = z.object({
  /** Made by the phone host when it starts. */
  hostId: z.uuid(),
  /** The SDK's device: what it says, not what is hoped. */
  registration: z.enum(['unregistered', 'registering', 'registered', 'destroyed']),
  /** `null`: no token yet. */
  tokenExpiresAtMs: time.nullable(),
  /** When the signalling socket was last heard; `null`: never. */
  heardAtMs: time.nullable(),
  microphone: z.enum(['ready', 'denied', 'missing', 'unknown']),
  speaker: z.enum(['ready', 'missing', 'unknown']),
  /** The last error of the device, as the vendor's code. */
  errorCode: z.number().int().nullable(),
  errorMessage: z.string().max(500).nullable(),
  testRing: z
    .object({ testId: z.uuid(), state: z.enum(['waiting', 'passed', 'failed']), atMs: time })
    .nullable(),
});

/** Why this desk cannot receive calls: the first that applies. */
export const receptionFaults = [
  'notConfigured',
  'noPhoneHost',
  'phoneHostSilent',
  'noToken',
  'tokenExpired',
  'notRegistered',
  'socketSilent',
  'testRingFailed',
  'microphoneDenied',
  'microphoneMissing',
] as const;

export const phoneStateSchema = z.object({
  account: z.enum(['notConfigured', 'configured']),
  /** Fed by the sandbox: no real telephone is reached. */
  isSandbox: z.boolean(),
  /** Who this desk is at the telephone service. */
  identity: z.string(),
  /** Everybody who rings together, this desk among them. */
  deskGroup: z.array(z.string()),
  callerIds: z.array(z.object({ number: z.string(), text: z.string() })),
  /** ISO 3166-1 alpha-2: how numbers without a country are understood. */
  country: z.string(),
  /** The call flow that answers the telephone service. `elsewhere`: another server does (the hub, another desk). */
  callFlow: z.object({
    state: z.enum(['off', 'elsewhere', 'starting', 'serving', 'failed']),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  /** Where the SDK signals. `chunderw` null: the vendor's own address. */
  signalling: z.object({
    chunderw: z.string().nullable(),
    edge: z.string().nullable(),
    isPlain: z.boolean(),
    /** Another account, key, application or name of this desk gives another one: then tokens of before are no good. */
    registrationKey: z.string(),
  }),
  recording: z.object({
    policy: z.enum(['never', 'onDemand', 'always']),
    hasNotice: z.boolean(),
    /** `thisSession`: there is no keyring, so nobody can listen to them after the next start. */
    kept: z.enum(['keyring', 'thisSession', 'nowhere']),
  }),
  reception: z.object({
    canReceive: z.boolean(),
    fault: z.enum(receptionFaults).nullable(),
    sinceMs: time,
    report: receptionReportSchema.nullable(),
  }),
});

export const phoneStateContract = {
  /** First item is the state as it is; then a new one on every change. */
  watchPhone: procedureFor('dispatcher').output(eventIterator(phoneStateSchema)),
  /** For the SDK: one hour, this identity, this application and nothing else. A new one on every call. */
  getVoiceToken: procedureFor('dispatcher')
    .errors({
      'phone/not-configured': { message: 'No telephone account is set up.' },
    })
    .output(z.object({ token: z.string(), identity: z.string(), expiresAtMs: time })),
  reportReception: procedureFor('dispatcher').input(receptionReportSchema).output(z.void()),
  /** Whether the account can be used: for the settings screen, before it is saved. */
  checkPhoneAccount: procedureFor('admin')
    .errors({
      'phone/not-configured': { message: 'No telephone account is set up.' },
      'phone/unreachable': { message: 'The telephone service could not be reached.' },
      'phone/refused': {
        message: 'The telephone service refused.',
        data: z.object({ vendorCode: z.number().int().nullable() }),
      },
    })
    .output(z.object({ accountName: z.string(), numberCount: z.number().int() })),
};

export type PhoneState = Readonly<z.infer<typeof phoneStateSchema>>;
export type ReceptionReport = Readonly<z.infer<typeof receptionReportSchema>>;
export type ReceptionFault = (typeof receptionFaults)[number];
