import { newSid } from './account.ts';
import { mix, silence, type AudioSource, type Frame } from './audio.ts';
import type { Call, PlayEnd, Room } from './call.ts';
import { createDeferred } from './deferred.ts';
import type { ConferenceChange, Events } from './events.ts';
import type { ConferenceEnd, ConferenceFacts } from './facts.ts';
import {
  changeMember,
  createMember,
  factsOf,
  type JoinOptions,
  type Member,
  type Participant,
} from './participants.ts';
import { heardFrom } from './seats.ts';

export interface Conference {
  readonly sid: string;
  facts(): ConferenceFacts;
  /** Those inside and those still being called, in order of joining. */
  participants(): readonly Participant[];
  /** By call sid or label. */
  find(callSidOrLabel: string): Participant | null;
  /** A call that is in progress enters at once, any other when it is answered. */
  join(call: Call, options?: JoinOptions): Participant;
  /** Said to everybody who is not on hold. */
  announce(source: AudioSource): Promise<PlayEnd>;
  end(reason?: ConferenceEnd, byCallSid?: string | null): void;
  tap(tap: (mixed: Frame) => void): () => void;
  /** For the exchange's beat only: after all have heard. */
  beat(): void;
}

export interface ConferenceDeps {
  readonly events: Events;
  nowMs(): number;
  tune(): AudioSource;
  onEnded(conference: Conference): void;
}

const isInside = ({ facts }: Member) => facts.status === 'connected';

/** Begins with the second participant once one has entered who starts it. */
const canBegin = (inside: readonly Member[]) =>
  inside.length >= 2 && inside.some(({ facts }) => facts.startConferenceOnEnter);

const isHeardByAll = ({ seat }: Member) => !seat.muted && !seat.coaching && seat.holdSource === null;

/** One announcement at a time, a frame per beat. */
function createAnnouncer(onEnded: () => void) {
  let current: { readonly source: AudioSource; end(how: PlayEnd): void } | null = null;
  let frame: Frame | null = null;
  const stop = () => {
    current?.end('stopped');
    current = null;
    frame = null;
  };
  return {
    stop,
    frame: () => frame,
    announce(source: AudioSource): Promise<PlayEnd> {
      stop();
      const done = createDeferred<PlayEnd>();
      current = { source, end: done.resolve };
      return done.promise;
    },
    advance() {
      frame = current?.source.next() ?? null;
      if (frame !== null || current === null) return;
      current.end('ended');
      current = null;
      onEnded();
    },
  };
}

/** A lifetime of its own: from the first who enters to the last who leaves. */
class ConferenceRoom implements Conference, Room {
  readonly sid = newSid('CF');
  readonly #deps: ConferenceDeps;
  readonly #members = new Map<Call, Member>();
  readonly #taps = new Set<(mixed: Frame) => void>();
  readonly #announcer = createAnnouncer(() => this.#tell('announcement-end', null));
  #sequenceNumber = 0;
  #facts: ConferenceFacts;

  constructor(friendlyName: string, deps: ConferenceDeps) {
    this.#deps = deps;
    this.#facts = {
      sid: this.sid,
      friendlyName,
      status: 'init',
      createdAtMs: deps.nowMs(),
      startedAtMs: null,
      endedAtMs: null,
      reasonEnded: null,
      callSidEndingConference: null,
    };
  }

  facts(): ConferenceFacts {
    return this.#facts;
  }

  participants(): readonly Participant[] {
    return [...this.#members.values()].map((member) => this.#participantOf(member));
  }

  find(key: string): Participant | null {
    const isIt = ({ call, facts }: Member) => call.sid === key || facts.label === key;
    const member = [...this.#members.values()].find(isIt);
    return member === undefined ? null : this.#participantOf(member);
  }

  join(call: Call, options: JoinOptions = {}): Participant {
    const member = createMember(this.sid, call, options, this.#deps);
    this.#members.set(call, member);
    if (this.#facts.status === 'completed') this.#remove(member);
    else if (call.facts().status === 'in-progress') this.#enter(member);
    else {
      void call.answered.then((isAnswered) => {
        if (!this.#members.has(call)) return;
        if (isAnswered) this.#enter(member);
        else this.callLeft(call);
      });
    }
    return this.#participantOf(member);
  }

  announce(source: AudioSource): Promise<PlayEnd> {
    return this.#announcer.announce(source);
  }

  end(reason: ConferenceEnd = 'conference-ended-via-api', byCallSid: string | null = null): void {
    if (this.#facts.status === 'completed') return;
    this.#facts = {
      ...this.#facts,
      status: 'completed',
      endedAtMs: this.#deps.nowMs(),
      reasonEnded: reason,
      callSidEndingConference: byCallSid,
    };
    for (const member of [...this.#members.values()]) this.#remove(member);
    this.#announcer.stop();
    this.#tell('conference-end', null);
    this.#deps.onEnded(this);
  }

  tap(tap: (mixed: Frame) => void): () => void {
    this.#taps.add(tap);
    return () => void this.#taps.delete(tap);
  }

  heardBy(call: Call): Frame {
    const member = this.#members.get(call);
    if (member === undefined) return silence;
    const { seat } = member;
    const isOnHold = seat.holdSource !== null;
    if (!isOnHold && this.#facts.status === 'init') return seat.waitSource?.next() ?? silence;
    const heard = heardFrom(
      seat,
      [...this.#members.values()].filter(isInside).map((other) => other.seat),
    );
    const announced = this.#announcer.frame();
    return announced === null || isOnHold ? heard : mix([heard, announced]);
  }

  callLeft(call: Call): void {
    const member = this.#members.get(call);
    if (member === undefined) return;
    const wasInside = isInside(member);
    this.#remove(member);
    const how = member.isKicked ? 'kicked' : 'left';
    if (wasInside && member.facts.endConferenceOnExit) {
      this.end(`participant-with-end-conference-on-exit-${how}`, call.sid);
    } else if (this.#members.size === 0) this.end(`last-participant-${how}`, call.sid);
  }

  beat(): void {
    const inside = [...this.#members.values()].filter(isInside);
    for (const member of inside) {
      const isSpeaking = member.detectSpeech(member.call.beat.said());
      if (isSpeaking !== null) this.#tell(`participant-speech-${isSpeaking ? 'start' : 'stop'}`, member);
    }
    if (this.#taps.size > 0) {
      const voices = inside.filter(isHeardByAll).map(({ call }) => call.beat.said());
      const mixed = mix([...voices, this.#announcer.frame() ?? silence]);
      for (const tap of this.#taps) tap(mixed);
    }
    this.#announcer.advance();
  }

  #participantOf(member: Member): Participant {
    const leave = () => {
      if (member.call.room() === this) member.call.moveTo(null);
      else this.callLeft(member.call);
    };
    return {
      call: member.call,
      left: member.left,
      facts: () => factsOf(member),
      update: (change) => {
        for (const told of changeMember(member, change)) this.#tell(told, member);
      },
      leave,
      kick() {
        member.isKicked = true;
        member.call.hangUp();
        leave();
      },
    };
  }

  #enter(member: Member): void {
    member.facts = { ...member.facts, status: 'connected', joinedAtMs: this.#deps.nowMs() };
    member.call.moveTo(this);
    this.#tell('participant-join', member);
    if (this.#facts.status !== 'init' || !canBegin([...this.#members.values()].filter(isInside))) return;
    this.#facts = { ...this.#facts, status: 'in-progress', startedAtMs: this.#deps.nowMs() };
    this.#tell('conference-start', null);
  }

  /** Out of the room, told, and whoever waits for it goes on. */
  #remove(member: Member): void {
    if (!this.#members.delete(member.call)) return;
    const wasInside = isInside(member);
    member.facts = { ...factsOf(member), status: wasInside ? 'complete' : 'failed' };
    if (member.call.room() === this) member.call.moveTo(null);
    if (wasInside) this.#tell('participant-leave', member);
    member.resolveLeft();
  }

  #tell(change: ConferenceChange, member: Member | null): void {
    this.#sequenceNumber += 1;
    this.#deps.events.tell({
      kind: 'conference',
      change,
      conference: this.#facts,
      participant: member?.facts ?? null,
      sequenceNumber: this.#sequenceNumber,
    });
  }
}

export const createConference = (friendlyName: string, deps: ConferenceDeps): Conference =>
  new ConferenceRoom(friendlyName, deps);
