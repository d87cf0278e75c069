import { z } from 'zod';

/**
 * What happened to a call. Past tense, only ever appended; the call's status is what `foldCall` makes of all of them.
 * A kind is never taken away and its fields never change their meaning: the ledger is full of them.
 */
const id = z.string().min(1).max(64);
/** A client identity, or a number as the carrier wrote it. */
const address = z.string().max(128);
const code = z.string().max(64);
const reasonText = z.string().max(500);

/** How a party's leg ended, as the carrier words it. */
export const legEnds = ['completed', 'busy', 'noAnswer', 'failed', 'cancelled'] as const;
export const queueReasons = ['incoming', 'transferFailed', 'deskLost', 'deskLeft'] as const;
export const transferKinds = ['cold', 'warm'] as const;
export const callDirections = ['incoming', 'outgoing'] as const;

/** Reported by the phone host (the window with the media) about its own leg. */
export const deskEventSchema = z.discriminatedUnion('kind', [
  /** A call rings at this desk. The only kind that makes a call known which was not. */
  z.object({
    kind: z.literal('offered'),
    from: address.nullable(),
    to: address.nullable(),
    callSid: id.nullable(),
  }),
  /** The SDK was asked to connect. */
  z.object({ kind: z.literal('dialled') }),
  /** SDK `ringing`: the far end of the desk's leg rings. */
  z.object({ kind: z.literal('rang'), hasEarlyMedia: z.boolean(), callSid: id.nullable() }),
  /** SDK `accept`: the desk's leg is open. Says nothing about sound, and nothing about the far end. */
  z.object({ kind: z.literal('accepted'), callSid: id.nullable() }),
  z.object({ kind: z.literal('declined') }),
  /** Silenced here without a word to the caller. */
  z.object({ kind: z.literal('ignored') }),
  /** SDK `cancel`: it stopped ringing here without being answered here. */
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('soundStarted') }),
  z.object({ kind: z.literal('soundLost'), name: code.nullable() }),
  z.object({ kind: z.literal('reconnecting'), code: code.nullable() }),
  z.object({ kind: z.literal('reconnected') }),
  z.object({ kind: z.literal('muted') }),
  z.object({ kind: z.literal('unmuted') }),
  /** How many; the digits themselves may be a PIN. */
  z.object({ kind: z.literal('sentDigits'), count: z.number().int().min(1).max(100) }),
  /** A person at this desk ended the call: the farewell that tells a hang-up from a desk that was lost. */
  z.object({ kind: z.literal('hungUp') }),
  /** The desk's leg is gone without a hang-up here: the other side ended it, or it broke. */
  z.object({ kind: z.literal('left'), code: code.nullable(), message: reasonText.nullable() }),
  /** The desk could not make or hold its leg: no microphone, refused token, vendor's error. */
  z.object({ kind: z.literal('failed'), code, message: reasonText }),
  z.object({ kind: z.literal('qualityWarned'), name: code }),
  z.object({ kind: z.literal('qualityCleared'), name: code }),
]);

const partyRoles = ['caller', 'callee', 'consulted', 'added'] as const;

/** Made by the core: by its call flow (webhooks), by commands, by what the vendor's REST API says, and at start. */
const coreEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begun'), direction: z.enum(callDirections) }),
  /** The conference that is this call. */
  z.object({ kind: z.literal('conferenceStarted'), conferenceSid: id }),
  z.object({ kind: z.literal('queued'), reason: z.enum(queueReasons) }),
  /** A desk is rung. */
  z.object({ kind: z.literal('deskRang'), desk: address }),
  z.object({ kind: z.literal('deskRingEnded'), desk: address, end: z.enum(legEnds) }),
  /** The first answer won. At most one counts for each time the call was queued. */
  z.object({ kind: z.literal('claimed'), desk: address }),
  z.object({ kind: z.literal('deskJoined'), desk: address, callSid: id }),
  z.object({ kind: z.literal('deskLeft'), desk: address, callSid: id }),
  z.object({
    kind: z.literal('partyAdded'),
    partyId: id,
    role: z.enum(partyRoles),
    address,
    callSid: id.nullable(),
  }),
  z.object({ kind: z.literal('partyRang'), partyId: id }),
  z.object({ kind: z.literal('partyJoined'), partyId: id, callSid: id }),
  z.object({ kind: z.literal('partyLeft'), partyId: id, end: z.enum(legEnds) }),
  z.object({ kind: z.literal('held'), partyId: id }),
  z.object({ kind: z.literal('unheld'), partyId: id }),
  z.object({ kind: z.literal('transferStarted'), transfer: z.enum(transferKinds), partyId: id }),
  z.object({ kind: z.literal('transferCompleted'), partyId: id }),
  z.object({ kind: z.literal('transferCancelled'), partyId: id }),
  /** The target did not come; the call is back where it was. */
  z.object({ kind: z.literal('transferReturned'), partyId: id, end: z.enum(legEnds) }),
  /** The other call went on in this one (or this one in the other). */
  z.object({ kind: z.literal('mergedInto'), callId: id }),
  z.object({ kind: z.literal('recordingStarted'), recordingSid: id }),
  z.object({ kind: z.literal('recordingPaused'), recordingSid: id }),
  z.object({ kind: z.literal('recordingResumed'), recordingSid: id }),
  z.object({ kind: z.literal('recordingStopped'), recordingSid: id }),
  /** A command was refused by the vendor, or its outcome is not known. */
  z.object({ kind: z.literal('commandFailed'), command: code, code, message: reasonText }),
  z.object({ kind: z.literal('blocked') }),
  /** Whoever ended it: the conference is over. */
  z.object({ kind: z.literal('ended') }),
  /** Found without an end, and the vendor no longer knows it as live. */
  z.object({ kind: z.literal('interrupted') }),
  /** Found without an end, and it still lives: this desk may join again. */
  z.object({ kind: z.literal('foundAlive') }),
]);

export const callEventSchema = z.union([deskEventSchema, coreEventSchema]);

export type DeskEvent = Readonly<z.infer<typeof deskEventSchema>>;
export type CoreEvent = Readonly<z.infer<typeof coreEventSchema>>;
export type CallEvent = DeskEvent | CoreEvent;
export type CallEventKind = CallEvent['kind'];
export type PartyRole = (typeof partyRoles)[number];
export type LegEnd = (typeof legEnds)[number];
export type QueueReason = (typeof queueReasons)[number];
export type CallDirection = (typeof callDirections)[number];
