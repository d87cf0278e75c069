import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';
import { callDirections, callEventSchema, deskEventSchema, legEnds, transferKinds } from './call-events.ts';
import { callLimits, callOutcomes, callPhases, dispositions } from './call-status.wire.ts';

const id = z.string().min(1).max(64);
const time = z.number().int().nonnegative();
/** Made by whoever makes the call: a UUID. */
const callId = z.uuid();
const forCall = z.object({ callId });

export const unknownCall = { 'phone/unknown-call': { message: 'No call with this id is known.' } };

/** A number or a colleague's desk. Numbers may be typed in any way; they are understood for the office's country. */
export const targetSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('number'), number: z.string().trim().min(1).max(64) }),
  z.object({ type: z.literal('desk'), identity: z.string().min(1).max(121) }),
]);

/** Whom a call is with, as found by the number when it began; `null`: nobody, or more than one (see `matchCount`). */
export const partyNameSchema = z.object({
  kind: z.enum(['driver', 'vehicle', 'contact', 'desk']),
  id,
  name: z.string(),
});

export const qualitySchema = z.object({
  sampleCount: z.number().int().nonnegative(),
  mosMean: z.number().min(0).max(5).nullable(),
  mosMin: z.number().min(0).max(5).nullable(),
  roundTripMsMean: z.number().nonnegative().nullable(),
  roundTripMsMax: z.number().nonnegative().nullable(),
  jitterMsMean: z.number().nonnegative().nullable(),
  jitterMsMax: z.number().nonnegative().nullable(),
  packetLossPercent: z.number().min(0).max(100).nullable(),
  /** Names of the SDK's warnings, each once. */
  warnings: z.array(z.string().max(64)).max(20),
});

/** A line of the call log. */
export const callSchema = z.object({
  id: callId,
  /** Grows over all calls: the newest change has the highest. */
  version: z.number().int(),
  direction: z.enum(callDirections),
  phase: z.enum(callPhases),
  /** `null` until it is over. */
  outcome: z.enum(callOutcomes).nullable(),
  /** The other end in E.164; `null`: withheld, or a colleague's desk. */
  number: z.string().nullable(),
  /** The same for people, or the colleague's identity, or ''. */
  numberText: z.string(),
  /** Our number: the one called, or the one shown. */
  ownNumber: z.string().nullable(),
  party: partyNameSchema.nullable(),
  /** How many drivers, vehicles and contacts have that number. */
  matchCount: z.number().int(),
  /** What the call was made about, if it was made from there. */
  vehicle: z.object({ id, name: z.string() }).nullable(),
  alertId: z.string().nullable(),
  /** The desk that placed it or answered it. */
  desk: z.string().nullable(),
  begunAtMs: time,
  /** When the two first spoke: the far end answered (outgoing) or a desk did (incoming). */
  answeredAtMs: time.nullable(),
  endedAtMs: time.nullable(),
  talkMs: z.number().int().nonnegative().nullable(),
  /** Why it failed: a code of ours (`phone/…`) or the vendor's. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  note: z.string().nullable(),
  disposition: z.enum(dispositions).nullable(),
  noted: z.object({ atMs: time, by: z.string() }).nullable(),
  /** Whether a person called back, or was called back, since it was missed. */
  isReturned: z.boolean(),
  rating: z.union([z.literal(1), z.literal(-1)]).nullable(),
  quality: qualitySchema.nullable(),
  recordingCount: z.number().int(),
});

export const callPartySchema = z.object({
  partyId: id,
  role: z.enum(['caller', 'callee', 'consulted', 'added']),
  /** E.164, or `client:identity`. */
  address: z.string(),
  name: z.string().nullable(),
  state: z.enum(['coming', 'ringing', 'joined', 'left']),
  isHeld: z.boolean(),
  heldSinceMs: time.nullable(),
  end: z.enum(legEnds).nullable(),
});

/** A call that is not over. */
export const liveCallSchema = callSchema.extend({
  /** Of this desk's own leg. `none`: it rings elsewhere, or this desk lost it and may rejoin. */
  ownLeg: z.enum(['none', 'offered', 'connecting', 'open', 'reconnecting']),
  isMuted: z.boolean(),
  /** `null`: not told yet. Only `true` may be shown as connected. */
  hasSound: z.boolean().nullable(),
  ringingSinceMs: time.nullable(),
  queuedSinceMs: time.nullable(),
  parties: z.array(callPartySchema),
  /** Desks that ring now. */
  ringingDesks: z.array(z.string()),
  /** Desks in the call now. */
  joinedDesks: z.array(z.string()),
  recording: z.enum(['off', 'recording', 'paused']),
  transfer: z.object({ kind: z.enum(transferKinds), partyId: id }).nullable(),
  /** It lives, and this desk has no leg in it: `rejoinCall` gives what to connect with. */
  canRejoin: z.boolean(),
});

export const recordedEventSchema = z.object({
  eventId: z.string(),
  timeMs: time,
  source: z.enum(['desk', 'flow', 'command', 'vendor', 'core']),
  desk: z.string().nullable(),
  event: callEventSchema,
});

/** What the SDK's `connect({params})` is given. */
const connectSchema = z.object({ params: z.record(z.string(), z.string()) });

const makingCalls = {
  /**
   * Books a call before the SDK is asked to connect. The caller makes `callId` and may ask again with the same: the answer
   * is the same. Another target under a known id is refused.
   */
  beginCall: procedureFor('dispatcher')
    .input(
      forCall.extend({
        target: targetSchema,
        /** One of `callerIds`; `null`: the first. */
        ownNumber: z.string().max(32).nullable().default(null),
        vehicleId: id.nullable().default(null),
        alertId: id.nullable().default(null),
      }),
    )
    .errors({
      'phone/invalid-number': { message: 'This is no telephone number.' },
      'phone/call-id-taken': { message: 'This id belongs to another call.' },
      'phone/not-configured': { message: 'No telephone account is set up.' },
      'phone/unknown-caller-id': { message: 'This number is none of ours.' },
    })
    .output(z.object({ call: callSchema, connect: connectSchema })),
  /** For a call that lives without this desk: after a crash, or after the connection was lost. */
  rejoinCall: procedureFor('dispatcher')
    .input(forCall)
    .errors({ ...unknownCall, 'phone/call-over': { message: 'This call is over.' } })
    .output(z.object({ connect: connectSchema })),
  /**
   * Appends what happened at this desk. Repeating is harmless (`eventId`), order does not matter. Events of unknown calls
   * are left out, but for `offered`, which makes the call known.
   */
  recordCallEvents: procedureFor('dispatcher')
    .input(
      z.object({
        events: z
          .array(forCall.extend({ eventId: z.uuid(), timeMs: time, event: deskEventSchema }))
          .min(1)
          .max(callLimits.eventBatchCount),
      }),
    )
    .output(z.object({ recordedCount: z.number().int(), unknownCallIds: z.array(z.string()) })),
};

const watchingCalls = {
  /** First item is all calls that are not over, oldest first; then all of them again after each change. */
  watchLiveCalls: procedureFor('dispatcher').output(eventIterator(z.array(liveCallSchema))),
  /**
   * The log as it changes. The first item has no calls and the version that a `listCalls` asked for afterwards contains;
   * then calls that are new or changed, in portions.
   */
  watchCallChanges: procedureFor('dispatcher').output(
    eventIterator(z.object({ version: z.number().int(), calls: z.array(callSchema) })),
  ),
  /** Newest first. A page may hold fewer than asked for and still have a `nextCursor`: then go on from there. */
  listCalls: procedureFor('dispatcher')
    .input(
      z.object({
        directions: z.array(z.enum(callDirections)).max(2).default([]),
        outcomes: z.array(z.enum(callOutcomes)).max(callOutcomes.length).default([]),
        dispositions: z.array(z.enum(dispositions)).max(dispositions.length).default([]),
        number: z.string().max(32).nullable().default(null),
        driverId: id.nullable().default(null),
        vehicleId: id.nullable().default(null),
        hasRecording: z.boolean().default(false),
        hasNote: z.boolean().default(false),
        /** Missed and nobody has called back. */
        isUnreturned: z.boolean().default(false),
        fromMs: time.nullable().default(null),
        toMs: time.nullable().default(null),
        /** Words or digits: beginnings of names and of words in notes, the number or its end. */
        search: z.string().trim().max(callLimits.searchLength).default(''),
        cursor: z.number().int().nullable().default(null),
        countMax: z.number().int().min(1).max(callLimits.pageCount).default(100),
      }),
    )
    .output(z.object({ calls: z.array(callSchema), nextCursor: z.number().int().nullable() })),
  /** How many were missed and not returned since then: the number on the tab. */
  countUnreturnedCalls: procedureFor('dispatcher')
    .input(z.object({ sinceMs: time }))
    .output(z.object({ count: z.number().int() })),
  getCall: procedureFor('dispatcher')
    .input(forCall)
    .errors(unknownCall)
    .output(z.object({ call: callSchema, events: z.array(recordedEventSchema) })),
};

const aboutCalls = {
  /** Wrap-up. What is left out stays as it is; an empty note takes it away. */
  wrapUpCall: procedureFor('dispatcher')
    .input(
      forCall.extend({
        note: z.string().trim().max(callLimits.noteLength).optional(),
        disposition: z.enum(dispositions).nullable().optional(),
        /** One of several matches, chosen by a person. */
        party: z.object({ kind: z.enum(['driver', 'vehicle', 'contact']), id }).optional(),
      }),
    )
    .errors({ ...unknownCall, 'phone/unknown-party': { message: 'Nobody with this id is known.' } })
    .output(callSchema),
  rateCall: procedureFor('dispatcher')
    .input(forCall.extend({ rating: z.union([z.literal(1), z.literal(-1)]).nullable() }))
    .errors(unknownCall)
    .output(callSchema),
  /** The summary so far; a later one takes its place. */
  recordCallQuality: procedureFor('dispatcher')
    .input(forCall.extend({ quality: qualitySchema }))
    .errors(unknownCall)
    .output(z.void()),
};

export const callsContract = { ...makingCalls, ...watchingCalls, ...aboutCalls };

export type Call = Readonly<z.infer<typeof callSchema>>;
export type LiveCall = Readonly<z.infer<typeof liveCallSchema>>;
export type CallParty = Readonly<z.infer<typeof callPartySchema>>;
export type CallQuality = Readonly<z.infer<typeof qualitySchema>>;
export type CallTarget = Readonly<z.infer<typeof targetSchema>>;
export type PartyName = Readonly<z.infer<typeof partyNameSchema>>;
export type RecordedEvent = Readonly<z.infer<typeof recordedEventSchema>>;
export type { CallDirection, CallEvent, DeskEvent } from './call-events.ts';
export type { CallOutcome, CallPhase, Disposition } from './call-status.wire.ts';
