import { type AudioSource, type Frame } from './audio.ts';
import type { Call } from './call.ts';
import { createDeferred } from './deferred.ts';
import type { ConferenceChange } from './events.ts';
import { isEnded, type ParticipantFacts } from './facts.ts';
import { seatOf, type Seat } from './seats.ts';
import { createSpeechDetector } from './speech-detector.ts';

/** What may change while somebody takes part; a key that is left out stays as it is. */
export interface ParticipantChange {
  readonly muted?: boolean;
  readonly hold?: boolean;
  /** Heard on hold, from its start each time. */
  readonly holdSource?: () => AudioSource;
  readonly coaching?: boolean;
  readonly callSidToCoach?: string | null;
  readonly endConferenceOnExit?: boolean;
}

export interface JoinOptions extends Omit<ParticipantChange, 'hold'> {
  readonly label?: string | null;
  /** Default true. */
  readonly startConferenceOnEnter?: boolean;
  /** Heard until the conference begins; default a tune, `null` silence. */
  readonly waitSource?: (() => AudioSource) | null;
}

export interface Participant {
  readonly call: Call;
  facts(): ParticipantFacts;
  update(change: ParticipantChange): void;
  /** Out of the conference; the call stays up. */
  leave(): void;
  /** Out of the conference, and the call ends. */
  kick(): void;
  /** However it came to be out: left, redirected, ended, conference over, never answered. */
  readonly left: Promise<void>;
}

/** A participant as its conference sees it. */
export interface Member {
  readonly call: Call;
  readonly seat: Seat;
  facts: ParticipantFacts;
  holdSource: () => AudioSource;
  isKicked: boolean;
  readonly left: Promise<void>;
  readonly resolveLeft: () => void;
  readonly detectSpeech: (frame: Frame) => boolean | null;
}

export function createMember(
  conferenceSid: string,
  call: Call,
  options: JoinOptions,
  deps: { nowMs(): number; tune(): AudioSource },
): Member {
  const left = createDeferred<void>();
  const seat = seatOf(call);
  seat.muted = options.muted ?? false;
  seat.coaching = options.coaching ?? false;
  seat.callSidToCoach = options.callSidToCoach ?? null;
  const wait = options.waitSource === undefined ? deps.tune : options.waitSource;
  seat.waitSource = wait === null ? null : wait();
  return {
    call,
    seat,
    facts: {
      callSid: call.sid,
      conferenceSid,
      label: options.label ?? null,
      status: 'queued',
      muted: seat.muted,
      hold: false,
      coaching: seat.coaching,
      callSidToCoach: seat.callSidToCoach,
      startConferenceOnEnter: options.startConferenceOnEnter ?? true,
      endConferenceOnExit: options.endConferenceOnExit ?? false,
      joinedAtMs: deps.nowMs(),
    },
    holdSource: options.holdSource ?? deps.tune,
    isKicked: false,
    left: left.promise,
    resolveLeft: () => left.resolve(),
    detectSpeech: createSpeechDetector(),
  };
}

/** The state of somebody who is still being called is that of his call. */
export function factsOf({ facts, call }: Member): ParticipantFacts {
  if (facts.status !== 'queued') return facts;
  const { status } = call.facts();
  return { ...facts, status: status === 'ringing' ? 'ringing' : isEnded(status) ? 'failed' : 'connecting' };
}

/** Makes the change and says which events tell of it. */
export function changeMember(member: Member, change: ParticipantChange): ConferenceChange[] {
  const { seat, facts: before } = member;
  member.holdSource = change.holdSource ?? member.holdSource;
  const now: ParticipantFacts = {
    ...before,
    muted: change.muted ?? before.muted,
    hold: change.hold ?? before.hold,
    coaching: change.coaching ?? before.coaching,
    callSidToCoach: change.callSidToCoach === undefined ? before.callSidToCoach : change.callSidToCoach,
    endConferenceOnExit: change.endConferenceOnExit ?? before.endConferenceOnExit,
  };
  member.facts = now;
  seat.muted = now.muted;
  seat.coaching = now.coaching;
  seat.callSidToCoach = now.callSidToCoach;
  const changes: ConferenceChange[] = [];
  if (now.hold !== before.hold) {
    seat.holdSource = now.hold ? member.holdSource() : null;
    changes.push(now.hold ? 'participant-hold' : 'participant-unhold');
  }
  if (now.muted !== before.muted) changes.push(now.muted ? 'participant-mute' : 'participant-unmute');
  const isModified =
    now.coaching !== before.coaching ||
    now.callSidToCoach !== before.callSidToCoach ||
    now.endConferenceOnExit !== before.endConferenceOnExit;
  return isModified ? [...changes, 'participant-modify'] : changes;
}
