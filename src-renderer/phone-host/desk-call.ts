import type { LegEnding, SoftphoneCall, SoftphoneLeg } from '../../src-main/shell/phone/contract.ts';

/** How the desk's leg stands with the telephone service. */
type Link = 'asked' | 'ringing' | 'offered' | 'accepting' | 'open' | 'reconnecting';
/** The other end as the core's call flow tells of it. `unknown`: nobody tells, so the open leg is all there is. */
export type FarEnd = 'unknown' | 'coming' | 'ringing' | 'answered';

interface End {
  readonly ending: LegEnding;
  readonly code: number | null;
  readonly message: string | null;
}

/** A phone call of this desk: what has happened to it, and the leg that follows from it. */
export interface DeskCall extends SoftphoneCall {
  readonly link: Link;
  readonly farEnd: FarEnd;
  /** Packets of sound arrive; `stopped`: they did. */
  readonly sound: 'none' | 'flowing' | 'stopped';
  /** Something could be heard: a tone, an announcement, a voice. */
  readonly isHeard: boolean;
  readonly isHeld: boolean;
  readonly isSilenced: boolean;
  /** A person at this desk ends it: told before the leg ends, so that the call flow does not take it for lost. */
  readonly isHangingUp: boolean;
  readonly callSid: string | null;
  /** The SDK's warnings that stand now. */
  readonly warnings: readonly string[];
  readonly end: End | null;
}

export type CallHappening =
  | { readonly kind: 'rang'; readonly hasEarlyMedia: boolean }
  | { readonly kind: 'accepting' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'reconnected' }
  | { readonly kind: 'soundFlowed' }
  | { readonly kind: 'soundStopped' }
  | { readonly kind: 'heard' }
  | { readonly kind: 'farEndTold'; readonly farEnd: FarEnd }
  | { readonly kind: 'heldTold'; readonly isHeld: boolean }
  | { readonly kind: 'silenced' }
  | { readonly kind: 'hangingUp' }
  | { readonly kind: 'muteChanged'; readonly isMuted: boolean; readonly untilMs: number | null }
  | { readonly kind: 'sidTold'; readonly callSid: string }
  | { readonly kind: 'titled'; readonly title: string }
  | { readonly kind: 'warned'; readonly name: string }
  | { readonly kind: 'warningCleared'; readonly name: string }
  | { readonly kind: 'qualityMeasured'; readonly quality: SoftphoneCall['quality'] }
  | ({ readonly kind: 'ended' } & End);

/** `rejoined`: it lives, and this host takes it up again. */
export function newDeskCall(
  call: Pick<DeskCall, 'callId' | 'direction' | 'address' | 'title'>,
  nowMs: number,
  birth: 'new' | 'rejoined' = 'new',
): DeskCall {
  const isIncoming = call.direction === 'incoming';
  const link = birth === 'rejoined' ? 'reconnecting' : isIncoming ? 'offered' : 'asked';
  const fresh = bareCall(call, link, nowMs);
  return { ...fresh, leg: { ...legNow(fresh), sinceMs: nowMs } };
}

function bareCall(
  call: Pick<DeskCall, 'callId' | 'direction' | 'address' | 'title'>,
  link: Link,
  nowMs: number,
): DeskCall {
  return {
    ...call,
    begunAtMs: nowMs,
    connectedAtMs: null,
    isMuted: false,
    mutedUntilMs: null,
    quality: null,
    link,
    farEnd: 'unknown',
    sound: 'none',
    isHeard: false,
    isHeld: false,
    isSilenced: false,
    isHangingUp: false,
    callSid: null,
    warnings: [],
    end: null,
    leg: { kind: 'dialling', sinceMs: nowMs },
  };
}

/** Everything but the time it began. */
type LegNow = SoftphoneLeg extends infer L ? (L extends SoftphoneLeg ? Omit<L, 'sinceMs'> : never) : never;

function openLeg(call: DeskCall): LegNow {
  if (call.direction === 'outgoing') {
    if (call.farEnd === 'coming') return { kind: 'dialling' };
    if (call.farEnd === 'ringing') return { kind: 'ringing', isHeard: call.isHeard };
  }
  if (call.isHeld) return { kind: 'held' };
  if (call.sound === 'flowing') return { kind: 'connected' };
  return { kind: 'openWithoutSound', wasHeard: call.sound === 'stopped' };
}

function legNow(call: DeskCall): LegNow {
  if (call.end !== null) return { kind: 'ended', ...call.end };
  switch (call.link) {
    case 'asked':
      return { kind: 'dialling' };
    case 'ringing':
      return { kind: 'ringing', isHeard: call.isHeard };
    case 'offered':
      return { kind: 'offered', isSilenced: call.isSilenced };
    case 'accepting':
      return { kind: 'connecting' };
    case 'open':
      return openLeg(call);
    case 'reconnecting':
      return { kind: 'reconnecting', isHeld: call.isHeld };
  }
}

function withFact(call: DeskCall, happening: CallHappening): DeskCall {
  switch (happening.kind) {
    case 'rang':
      return call.link === 'asked'
        ? { ...call, link: 'ringing', isHeard: call.isHeard || happening.hasEarlyMedia }
        : call;
    case 'accepting':
      return call.link === 'offered' ? { ...call, link: 'accepting' } : call;
    case 'opened':
      return { ...call, link: 'open' };
    case 'reconnecting':
      return call.link === 'open' ? { ...call, link: 'reconnecting' } : call;
    case 'reconnected':
      return call.link === 'reconnecting' ? { ...call, link: 'open' } : call;
    case 'soundFlowed':
      return { ...call, sound: 'flowing' };
    case 'soundStopped':
      return call.sound === 'flowing' ? { ...call, sound: 'stopped' } : call;
    case 'heard':
      return { ...call, isHeard: true };
    case 'farEndTold':
      return { ...call, farEnd: happening.farEnd };
    case 'heldTold':
      return { ...call, isHeld: happening.isHeld };
    case 'silenced':
      return { ...call, isSilenced: true };
    case 'hangingUp':
      return { ...call, isHangingUp: true };
    case 'muteChanged':
      return { ...call, isMuted: happening.isMuted, mutedUntilMs: happening.untilMs };
    case 'sidTold':
      return { ...call, callSid: happening.callSid };
    case 'titled':
      return { ...call, title: happening.title };
    case 'warned':
      return { ...call, warnings: [...new Set([...call.warnings, happening.name])] };
    case 'warningCleared':
      return { ...call, warnings: call.warnings.filter((name) => name !== happening.name) };
    case 'qualityMeasured':
      return { ...call, quality: happening.quality };
    case 'ended': {
      const { ending, code, message } = happening;
      return { ...call, end: { ending, code, message } };
    }
  }
}

/**
 * What a phone call is after something happened to it. Pure. A phone call that has ended stays as it is: what the SDK
 * tells afterwards (and it does, sdk-defects.md) changes nothing.
 */
export function reduceCall(call: DeskCall, happening: CallHappening, nowMs: number): DeskCall {
  if (call.end !== null) return call;
  const told = withFact(call, happening);
  const leg = legNow(told);
  const sinceMs = leg.kind === call.leg.kind ? call.leg.sinceMs : nowMs;
  const isConnected = leg.kind === 'connected';
  return {
    ...told,
    leg: { ...leg, sinceMs },
    connectedAtMs: call.connectedAtMs ?? (isConnected ? nowMs : null),
  };
}

export const isOver = (call: DeskCall): boolean => call.end !== null;
export const isOffered = (call: DeskCall): boolean => call.end === null && call.link === 'offered';
/** A person may be speaking in it. */
export const isInTalk = (call: DeskCall): boolean => !isOver(call) && !isOffered(call) && !call.isHeld;

/** The others that have to be held before a person speaks in this one. */
export const othersToHold = (calls: readonly DeskCall[], callId: string): readonly DeskCall[] =>
  calls.filter((call) => call.callId !== callId && isInTalk(call));

/** Only what the contract names goes out. */
export function publicCall(call: DeskCall): SoftphoneCall {
  const { callId, direction, address, title, leg, begunAtMs, connectedAtMs, isMuted, mutedUntilMs, quality } =
    call;
  return { callId, direction, address, title, leg, begunAtMs, connectedAtMs, isMuted, mutedUntilMs, quality };
}
