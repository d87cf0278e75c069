import { mix, silence, type AudioSource, type Frame, type Sounds } from './audio.ts';
import { createDigitCollector, type CollectedDigits, type CollectOptions } from './digit-collector.ts';
import type { Events } from './events.ts';
import { isEnded, type AnsweredBy, type CallFacts, type CallMessage, type CallStatus } from './facts.ts';
import type { FarEnd, HangUpCause, Report } from './far-end.ts';
import { createDeferred } from './deferred.ts';

export type PlayEnd = 'ended' | 'stopped' | 'hung-up';

export interface Playing {
  readonly done: Promise<PlayEnd>;
  stop(): void;
}

/** Where a call gets what it hears when nothing is played to it: a conference or a bridge. */
export interface Room {
  heardBy(call: Call): Frame;
  /** The call ended, or went elsewhere. */
  callLeft(call: Call): void;
}

/** Gets every 20 ms what the party said and what it heard. */
export type Tap = (said: Frame, heard: Frame) => void;

/** One leg: a party, the state of its call, and what can be done with it. Nothing here throws once the call has ended. */
export interface Call {
  readonly sid: string;
  facts(): CallFacts;
  isLive(): boolean;
  /** Resolves at the answer (`true`) or at an end without one. */
  readonly answered: Promise<boolean>;
  readonly ended: Promise<CallFacts>;

  /** For an inbound call: its other side rings. What is played or bridged before the answer is early media. */
  showRinging(): void;
  /** For an inbound call: takes it. Does nothing when it is already in progress. */
  answer(): void;
  hangUp(cause?: HangUpCause): void;
  /** One thing at a time: what was playing stops. Heard instead of the room. */
  play(source: AudioSource): Playing;
  /** The party hears these as tones. */
  sendDigits(digits: string): Playing;
  collectDigits(options: CollectOptions): Promise<CollectedDigits>;
  sendMessage(message: CallMessage): void;
  /** Goes from the room it is in to this one; `null` to none. */
  moveTo(room: Room | null): void;
  room(): Room | null;
  tap(tap: Tap): () => void;

  /** For the party's side (signalling/, media/) only. */
  report(report: Report): void;
  /** For the exchange's beat only. */
  readonly beat: CallBeat;
}

/** The two halves of a beat: first all speak, then all hear. */
export interface CallBeat {
  speak(): void;
  said(): Frame;
  hear(): void;
}

export interface CallDeps {
  readonly events: Events;
  readonly sounds: Sounds;
  nowMs(): number;
  /** Called once, when it has ended. */
  onEnded(call: Call): void;
}

export type CallInit = Pick<CallFacts, 'sid' | 'parentSid' | 'direction' | 'from' | 'to'>;

const changeOf = (status: CallStatus) =>
  status === 'ringing' ? 'ringing' : status === 'in-progress' ? 'answered' : 'completed';

const statusOfCause = {
  normal: 'completed',
  canceled: 'canceled',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
} as const satisfies Record<HangUpCause['kind'], CallStatus>;

/** The state machine alone: who may go where, and who is told. */
function createLife(init: CallInit, deps: CallDeps) {
  let facts: CallFacts = {
    ...init,
    status: init.direction === 'inbound' ? 'ringing' : 'queued',
    answeredBy: null,
    createdAtMs: deps.nowMs(),
    startedAtMs: null,
    endedAtMs: null,
    errorCode: null,
  };
  const answered = createDeferred<boolean>();
  const ended = createDeferred<CallFacts>();
  return {
    facts: () => facts,
    answered: answered.promise,
    ended: ended.promise,
    /** False when it was already there, or over. */
    become(status: CallStatus, change: { by?: AnsweredBy; code?: number | undefined } = {}): boolean {
      if (facts.status === status || isEnded(facts.status)) return false;
      const nowMs = deps.nowMs();
      facts = {
        ...facts,
        status,
        answeredBy: change.by ?? facts.answeredBy,
        startedAtMs: status === 'in-progress' ? nowMs : facts.startedAtMs,
        endedAtMs: isEnded(status) ? nowMs : null,
        errorCode: change.code ?? null,
      };
      deps.events.tell({ kind: 'call', change: changeOf(status), call: facts });
      if (status === 'in-progress') answered.resolve(true);
      if (isEnded(status)) {
        answered.resolve(false);
        ended.resolve(facts);
      }
      return true;
    },
  };
}

/** What a party says and hears, beat by beat. */
function createLine(farEnd: FarEnd, sounds: Sounds) {
  let playing: { readonly source: AudioSource; end(how: PlayEnd): void } | null = null;
  /** Digits come beside the sound; whoever listens in the room must hear them all the same. */
  let tones: AudioSource | null = null;
  let said: Frame = silence;
  const taps = new Set<Tap>();
  const stop = (how: PlayEnd) => {
    const stopped = playing;
    playing = null;
    stopped?.end(how);
  };
  return {
    stop,
    play(source: AudioSource): Playing {
      stop('stopped');
      const done = createDeferred<PlayEnd>();
      const mine = { source, end: done.resolve };
      playing = mine;
      return { done: done.promise, stop: () => (playing === mine ? stop('stopped') : undefined) };
    },
    addTones: (digits: string) => {
      tones = sounds.digits(digits);
    },
    tap(tap: Tap) {
      taps.add(tap);
      return () => void taps.delete(tap);
    },
    said: () => said,
    speak() {
      const tone = tones?.next() ?? null;
      if (tone === null) tones = null;
      const spoken = farEnd.take() ?? silence;
      said = tone === null ? spoken : mix([spoken, tone]);
    },
    hear(heardInRoom: () => Frame) {
      let heard = playing?.source.next() ?? null;
      if (heard === null) {
        stop('ended');
        heard = heardInRoom();
      }
      farEnd.hear(heard);
      for (const tap of taps) tap(said, heard);
    },
  };
}

/** Turns what a party does into what the call becomes. */
function createReport(
  init: CallInit,
  parts: {
    readonly life: ReturnType<typeof createLife>;
    readonly line: ReturnType<typeof createLine>;
    readonly collector: ReturnType<typeof createDigitCollector>;
    readonly events: Events;
    end(status: CallStatus, code?: number): void;
  },
) {
  const { life, line, collector, events, end } = parts;
  return (told: Report): void => {
    if (isEnded(life.facts().status)) return;
    switch (told.kind) {
      case 'ringing':
        life.become('ringing');
        return;
      case 'answered':
        life.become('in-progress', { by: told.by });
        return;
      case 'busy':
      case 'declined':
        end('busy', 31_486);
        return;
      case 'unreachable':
        end('no-answer', 31_480);
        return;
      case 'failed':
        end('failed', told.code);
        return;
      case 'hung-up':
        end(life.facts().startedAtMs === null && init.direction === 'inbound' ? 'canceled' : 'completed');
        return;
      case 'digit':
        line.addTones(told.digit);
        events.tell({ kind: 'digit', callSid: init.sid, digit: told.digit });
        collector.press(told.digit);
        return;
      case 'message':
        events.tell({ kind: 'message', callSid: init.sid, message: told.message });
        return;
    }
  };
}

export function createCall(init: CallInit, farEnd: FarEnd, deps: CallDeps): Call {
  const life = createLife(init, deps);
  const line = createLine(farEnd, deps.sounds);
  const collector = createDigitCollector();
  let room: Room | null = null;
  const isLive = () => !isEnded(life.facts().status);
  const moveTo = (next: Room | null) => {
    const left = room;
    room = next;
    if (left !== next) left?.callLeft(call);
  };
  const end = (status: CallStatus, code?: number) => {
    if (!life.become(status, { code })) return;
    line.stop('hung-up');
    collector.end('hung-up');
    moveTo(null);
    deps.onEnded(call);
  };
  const play = (source: AudioSource): Playing =>
    isLive() ? line.play(source) : { done: Promise.resolve('hung-up'), stop: () => undefined };

  const call: Call = {
    sid: init.sid,
    facts: life.facts,
    isLive,
    answered: life.answered,
    ended: life.ended,
    showRinging() {
      if (isLive() && life.facts().startedAtMs === null) farEnd.showRinging(room !== null);
    },
    answer() {
      if (init.direction === 'inbound' && life.become('in-progress', { by: 'human' })) farEnd.accept();
    },
    hangUp(cause = { kind: 'normal' }) {
      if (!isLive()) return;
      farEnd.hangUp(cause);
      const isUnanswered = life.facts().startedAtMs === null && init.direction !== 'inbound';
      end(cause.kind === 'normal' && isUnanswered ? 'canceled' : statusOfCause[cause.kind], cause.code);
    },
    play,
    sendDigits: (digits) => play(deps.sounds.digits(digits)),
    collectDigits: (options) =>
      isLive() ? collector.collect(options) : Promise.resolve({ digits: '', reason: 'hung-up' }),
    sendMessage: (message) => (isLive() ? farEnd.sendMessage(message) : undefined),
    moveTo: (next) => (isLive() ? moveTo(next) : undefined),
    room: () => room,
    tap: line.tap,
    report: createReport(init, { life, line, collector, events: deps.events, end }),
    beat: {
      speak: line.speak,
      said: line.said,
      hear: () => line.hear(() => room?.heardBy(call) ?? silence),
    },
  };
  deps.events.tell({ kind: 'call', change: 'initiated', call: life.facts() });
  return call;
}
