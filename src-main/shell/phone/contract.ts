import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../core/platform/contract-base.ts';
import { hotkeyActions, legEndings, qualityFaults, softphoneLimits } from './softphone.wire.ts';

const time = z.number().int().nonnegative();
const level = z.number().min(0).max(1);
const deviceId = z.string().max(200);
const shortText = z.string().max(200);
const callId = z.uuid();
const forCall = z.object({ callId });
const since = { sinceMs: time };

/**
 * The desk's own leg of a phone call, as the phone host measures it. Only `connected` may be shown as "you can speak": the
 * far end has answered and its sound arrives.
 */
export const softphoneLegSchema = z.discriminatedUnion('kind', [
  /** Asked for; nothing rings yet. */
  z.object({ kind: z.literal('dialling'), ...since }),
  /** The far end rings. `isHeard`: its own tone or announcement arrives, else ours is played. */
  z.object({ kind: z.literal('ringing'), ...since, isHeard: z.boolean() }),
  /** Rings here. `isSilenced`: a person took the sound away, the caller still waits. */
  z.object({ kind: z.literal('offered'), ...since, isSilenced: z.boolean() }),
  /** Answered here, the leg is being built. */
  z.object({ kind: z.literal('connecting'), ...since }),
  /** The leg is open, no sound has arrived. `wasHeard`: it did before. */
  z.object({ kind: z.literal('openWithoutSound'), ...since, wasHeard: z.boolean() }),
  z.object({ kind: z.literal('connected'), ...since }),
  /** The far end hears music. */
  z.object({ kind: z.literal('held'), ...since }),
  z.object({ kind: z.literal('reconnecting'), ...since, isHeld: z.boolean() }),
  z.object({
    kind: z.literal('ended'),
    ...since,
    ending: z.enum(legEndings),
    /** The vendor's, where it gave one. */
    code: z.number().int().nullable(),
    message: z.string().max(500).nullable(),
  }),
]);

const qualitySchema = z.object({
  /** Mean opinion score of the last seconds, 1 to 4.5. */
  mos: z.number().min(0).max(5).nullable(),
  roundTripMs: z.number().nonnegative().nullable(),
  jitterMs: z.number().nonnegative().nullable(),
  packetLossPercent: z.number().min(0).max(100).nullable(),
  /** The gravest thing that is wrong now; `null`: nothing. */
  fault: z.enum(qualityFaults).nullable(),
});

export const softphoneCallSchema = z.object({
  /** The same as in the core's calls (`phone.watchLiveCalls`), which know the parties, the transfer and the recording. */
  callId,
  direction: z.enum(['incoming', 'outgoing']),
  /** The far end as the carrier wrote it; `null`: withheld. */
  address: z.string().max(128).nullable(),
  /** For people: the number, or the one name that has it. */
  title: shortText,
  leg: softphoneLegSchema,
  begunAtMs: time,
  /** When the two could first speak. */
  connectedAtMs: time.nullable(),
  isMuted: z.boolean(),
  /** When the mute timer ends. */
  mutedUntilMs: time.nullable(),
  quality: qualitySchema.nullable(),
});

export const soundDeviceSchema = z.object({ deviceId, label: shortText });
export const deviceRoles = ['microphone', 'speaker', 'ringer'] as const;

/** `wanted` null: the system's. `used` differs from it while the wanted one is not plugged in. */
const deviceUseSchema = z.object({
  wanted: soundDeviceSchema.nullable(),
  used: soundDeviceSchema.nullable(),
});

export const softphoneDevicesSchema = z.object({
  microphones: z.array(soundDeviceSchema).max(softphoneLimits.deviceCount),
  speakers: z.array(soundDeviceSchema).max(softphoneLimits.deviceCount),
  microphone: deviceUseSchema,
  speaker: deviceUseSchema,
  ringer: deviceUseSchema,
  microphoneState: z.enum(['ready', 'denied', 'missing', 'unknown']),
});

/** What the phone host tells of itself. */
export const hostReportSchema = z.object({
  calls: z.array(softphoneCallSchema).max(softphoneLimits.callCount),
  devices: softphoneDevicesSchema,
  /** A ring sound is to be heard now. */
  isRingSounding: z.boolean(),
  trial: z.enum(['none', 'ringTone', 'speakerTone', 'echo']),
  /** The device at the telephone service. Whether it can receive calls is the core's verdict (`phone.watchPhone`). */
  registration: z.enum(['unregistered', 'registering', 'registered', 'destroyed']),
});

const hotkeySchema = z.object({
  action: z.enum(hotkeyActions),
  accelerator: z.string().max(64),
  /** `false`: another program has it, or it is no valid key. */
  isRegistered: z.boolean(),
});

export const softphoneSchema = hostReportSchema.extend({
  /** `off`: no telephone account is set up. `failed`: it died too often and waits for a person (`restartPhone`). */
  host: z.enum(['off', 'starting', 'running', 'restarting', 'failed']),
  isDoNotDisturbOn: z.boolean(),
  hotkeys: z.array(hotkeySchema),
  /** A `tel:` link was followed somewhere on this computer: to be shown in the dial pad, never dialled by itself. */
  dialRequest: z.object({ count: z.number().int(), number: z.string().max(64) }),
  /** A notification was clicked: the desk shows the phone call. */
  openRequest: z.object({ count: z.number().int(), callId: callId.nullable() }),
});

const target = z.discriminatedUnion('type', [
  z.object({ type: z.literal('number'), number: z.string().trim().min(1).max(64) }),
  z.object({ type: z.literal('desk'), identity: z.string().min(1).max(121) }),
]);

const dialInput = forCall.extend({
  target,
  ownNumber: z.string().max(32).nullable().default(null),
  vehicleId: z.string().min(1).max(64).nullable().default(null),
  alertId: z.string().min(1).max(64).nullable().default(null),
});
const muteInput = forCall.extend({
  isMuted: z.boolean(),
  forMs: z.number().int().min(1_000).max(softphoneLimits.muteMsMax).nullable().default(null),
});
const holdInput = forCall.extend({ isHeld: z.boolean() });
const mergeInput = forCall.extend({ intoCallId: callId });
const digitsInput = forCall.extend({
  digits: z
    .string()
    .min(1)
    .max(softphoneLimits.digitCount)
    .regex(/^[0-9*#w]+$/),
});
const trialInput = z.object({ trial: z.enum(['none', 'ringTone', 'speakerTone', 'echo']) });

/** Errors of the phone host itself; those of the core's calls (`phone/…`) come through as they are. */
const orderErrors = {
  'softphone/no-host': { message: 'The phone is not running.' },
  'softphone/timeout': { message: 'The phone did not answer in time.' },
  'softphone/unknown-call': { message: 'This desk has no such phone call.' },
  'softphone/not-possible-now': { message: 'The phone call is not in a state that allows this.' },
  'softphone/microphone-denied': { message: 'The system does not let Switchyard use a microphone.' },
  'softphone/microphone-missing': { message: 'There is no microphone.' },
  'softphone/device-missing': { message: 'This device is not plugged in.' },
  'softphone/failed': { message: 'The phone could not do this.' },
};
const order = () => procedureFor('dispatcher').errors(orderErrors);

/** What desks ask of the phone. Transfers, consultations, parties and recording: the core's `phone.…` calls. */
export const softphoneContract = {
  /** First item is the state as it is; then a new one on every change. */
  watchSoftphone: procedureFor('dispatcher').output(eventIterator(softphoneSchema)),
  /** Ten times a second. The microphone is opened for it while somebody watches and no phone call has it open. */
  watchSoundLevels: procedureFor('dispatcher').output(
    eventIterator(z.object({ microphone: level.nullable(), speaker: level.nullable() })),
  ),
  /** `callId` is made by the caller: asking again with the same one makes no second phone call. Holds the others first. */
  dial: order().input(dialInput).output(z.void()),
  /** Holds the others first: the second phone call never covers the first. */
  answer: order().input(forCall).output(z.void()),
  decline: order().input(forCall).output(z.void()),
  /** Takes the ring sound away; the caller hears no difference. */
  silence: order().input(forCall).output(z.void()),
  hangUp: order().input(forCall).output(z.void()),
  /** `forMs`: then it ends by itself. */
  setMuted: order().input(muteInput).output(z.void()),
  setHeld: order().input(holdInput).output(z.void()),
  /** Holds the others and speaks with this one. */
  swapTo: order().input(forCall).output(z.void()),
  /** Everybody of `callId` goes on in `intoCallId`; the leg to the first is given up. */
  merge: order().input(mergeInput).output(z.void()),
  sendDigits: order().input(digitsInput).output(z.void()),
  /** For a phone call that lives without this desk (the core's `canRejoin`). */
  rejoin: order().input(forCall).output(z.void()),
  /** `null`: the system's. What is left out stays. Remembered for this workstation. */
  chooseDevices: order()
    .input(
      z.object({
        microphone: soundDeviceSchema.nullable().optional(),
        speaker: soundDeviceSchema.nullable().optional(),
        ringer: soundDeviceSchema.nullable().optional(),
      }),
    )
    .output(z.void()),
  setDoNotDisturb: procedureFor('dispatcher')
    .input(z.object({ isOn: z.boolean() }))
    .output(z.void()),
  /** A ring or a tone on the chosen device for some seconds, or the own voice a second late; `none` ends it. */
  tryDevices: order().input(trialInput).output(z.void()),
  /** Registers anew and lets the telephone service ring this desk; the outcome comes out of the core's `watchPhone`. */
  measureReception: order().output(z.void()),
  restartPhone: procedureFor('dispatcher').output(z.void()),
};

const orderSchema = z.discriminatedUnion('kind', [
  dialInput.extend({ kind: z.literal('dial') }),
  forCall.extend({ kind: z.literal('answer') }),
  forCall.extend({ kind: z.literal('decline') }),
  forCall.extend({ kind: z.literal('silence') }),
  forCall.extend({ kind: z.literal('hangUp') }),
  muteInput.extend({ kind: z.literal('setMuted') }),
  holdInput.extend({ kind: z.literal('setHeld') }),
  forCall.extend({ kind: z.literal('swapTo') }),
  mergeInput.extend({ kind: z.literal('merge') }),
  digitsInput.extend({ kind: z.literal('sendDigits') }),
  forCall.extend({ kind: z.literal('rejoin') }),
  trialInput.extend({ kind: z.literal('tryDevices') }),
  z.object({ kind: z.literal('measureReception') }),
]);

const hostOrdersSchema = z.object({
  orders: z.array(z.object({ orderId: z.number().int(), order: orderSchema })),
  devices: z.object({
    microphone: soundDeviceSchema.nullable(),
    speaker: soundDeviceSchema.nullable(),
    ringer: soundDeviceSchema.nullable(),
  }),
  isDoNotDisturbOn: z.boolean(),
  isRingSoundOn: z.boolean(),
  areLevelsWanted: z.boolean(),
  /** Grows when the computer wakes up. */
  wakeCount: z.number().int(),
  /** The one address below which voice signalling may go in the clear: the sandbox on this machine. */
  plainSignallingHost: z.string().nullable(),
});

/** The hidden window's side: what it is to do comes as a stream, what it did as calls. Served to no other page. */
export const phoneHostContract = {
  /** Orders stand in the list until they are settled, so that a reader who skips a state misses none. */
  watchHostOrders: procedureFor('dispatcher').output(eventIterator(hostOrdersSchema)),
  settleOrder: procedureFor('dispatcher')
    .input(
      z.object({
        orderId: z.number().int(),
        failure: z.object({ code: z.string().max(80), message: z.string().max(500) }).nullable(),
      }),
    )
    .output(z.void()),
  reportSoftphone: procedureFor('dispatcher').input(hostReportSchema).output(z.void()),
  reportSoundLevels: procedureFor('dispatcher')
    .input(z.object({ microphone: level.nullable(), speaker: level.nullable() }))
    .output(z.void()),
};

export type SoftphoneLeg = Readonly<z.infer<typeof softphoneLegSchema>>;
export type SoftphoneCall = Readonly<z.infer<typeof softphoneCallSchema>>;
export type SoftphoneDevices = Readonly<z.infer<typeof softphoneDevicesSchema>>;
export type HostReport = Readonly<z.infer<typeof hostReportSchema>>;
export type Softphone = Readonly<z.infer<typeof softphoneSchema>>;
export type SoundLevels = { readonly microphone: number | null; readonly speaker: number | null };
export type SoundDevice = Readonly<z.infer<typeof soundDeviceSchema>>;
export type DeviceRole = (typeof deviceRoles)[number];
export type PhoneOrder = Readonly<z.infer<typeof orderSchema>>;
export type LegEnding = (typeof legEndings)[number];
export type QualityFault = (typeof qualityFaults)[number];
export type HotkeyAction = (typeof hotkeyActions)[number];
export type HostOrders = Readonly<z.infer<typeof hostOrdersSchema>>;
export type PhoneHostContract = typeof phoneHostContract;
