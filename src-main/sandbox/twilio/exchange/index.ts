import { createAccount, newSid, type Account } from './account.ts';
import type { Sounds } from './audio.ts';
import { createBridge, type Bridge } from './bridge.ts';
import { createCall, type Call } from './call.ts';
import { createConference, type Conference } from './conference.ts';
import { createEvents, type Events } from './events.ts';
import type { CallFacts } from './facts.ts';
import type { FarEnd } from './far-end.ts';
import { createRecording, type RecordOptions, type Recorded, type Recording } from './recording.ts';
import { createScripts, type Scripts } from './scripts.ts';

export type { Account, Application, IncomingNumber, Webhook } from './account.ts';
export { createAccount, newSid } from './account.ts';
export type { AudioSource, Frame, Sounds } from './audio.ts';
export { frameMs, frameSampleCount, sampleRateHz, sequence, silence } from './audio.ts';
export type { Bridge } from './bridge.ts';
export type { Call } from './call.ts';
export type { Conference } from './conference.ts';
export type { JoinOptions, Participant, ParticipantChange } from './participants.ts';
export type { ExchangeEvent } from './events.ts';
export type * from './facts.ts';
export { isEnded } from './facts.ts';
export type { FarEnd, HangUpCause } from './far-end.ts';
export type { Recorded, Recording, RecordOptions } from './recording.ts';
export type { ScriptRunner, Scripts } from './scripts.ts';

export interface DialOptions {
  /** `client:identity` or E.164. */
  readonly to: string;
  readonly from: string;
  /** The call that waits for this one; `null` when REST asks for it. */
  readonly parent: Call | null;
  /** Rings so long; then it is `no-answer`. Default 30. */
  readonly timeoutSeconds?: number;
  /** What a client gets as custom parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Makes the far end of a call that is being placed, or `null` when the address is none of its own. */
export type Destination = (to: string, call: () => Call, options: DialOptions) => FarEnd | null;

export interface Exchange {
  readonly account: Account;
  readonly events: Events;
  readonly sounds: Sounds;
  readonly scripts: Scripts;
  nowMs(): number;
  /** Calls, newest last; those long over are forgotten. */
  calls(): readonly Call[];
  call(sid: string): Call | null;
  conferences(): readonly Conference[];
  conference(sid: string): Conference | null;
  /** The one of that name that is not over, or a new one. */
  openConference(friendlyName: string): Conference;
  recordings(): readonly Recording[];
  recording(sid: string): Recording | null;
  record(what: Recorded, options: RecordOptions): Recording;
  deleteRecording(sid: string): boolean;
  /** Somebody calls the exchange. The caller of this starts its script. */
  accept(from: string, to: string, farEnd: (call: () => Call) => FarEnd): Call;
  /** The exchange calls somebody; it rings when this returns, or has ended. */
  dial(options: DialOptions): Call;
  bridge(first: Call, second: Call): Bridge;
  addDestination(destination: Destination): void;
  /** Sounds for 20 ms: all speak, all hear. media/ calls it. */
  beat(): void;
  /** Ends every call and conference. */
  stop(): void;
}

export interface ExchangeOptions {
  readonly account?: Account;
  readonly sounds: Sounds;
  readonly nowMs?: () => number;
}

/** Of each kind; the oldest that are over go first. */
const keptMax = 5_000;

/** Keeps by sid, forgetting what is over once there is too much of it. */
function createShelf<T extends { readonly sid: string }>(isOver: (item: T) => boolean) {
  const items = new Map<string, T>();
  return {
    items,
    put(item: T): T {
      items.set(item.sid, item);
      if (items.size > keptMax) {
        const oldest = [...items.values()].find(isOver);
        if (oldest !== undefined) items.delete(oldest.sid);
      }
      return item;
    },
  };
}

/** Makes calls of both directions and knows which are up. */
function createSwitch(
  options: ExchangeOptions & { readonly nowMs: () => number },
  events: Events,
  scripts: Scripts,
) {
  const { sounds, nowMs } = options;
  const calls = createShelf<Call>((call) => !call.isLive());
  const live = new Set<Call>();
  const destinations: Destination[] = [];
  const onEnded = (call: Call) => {
    live.delete(call);
    scripts.abort(call);
  };
  const begin = (init: Omit<CallFacts, 'sid' | StateOfCall>, makeFarEnd: (call: () => Call) => FarEnd) => {
    let made: Call | null = null;
    const farEnd = makeFarEnd(() => {
      if (made === null) throw new Error('the call is not made yet');
      return made;
    });
    made = createCall({ ...init, sid: newSid('CA') }, farEnd, { events, sounds, nowMs, onEnded });
    live.add(made);
    return { call: calls.put(made), farEnd };
  };
  const find = (get: () => Call, dialOptions: DialOptions): FarEnd => {
    for (const destination of destinations) {
      const found = destination(dialOptions.to, get, dialOptions);
      if (found !== null) return found;
    }
    return nobody(get);
  };
  return {
    live,
    calls: calls.items,
    destinations,
    accept: (from: string, to: string, farEnd: (call: () => Call) => FarEnd) =>
      begin({ parentSid: null, direction: 'inbound', from, to }, farEnd).call,
    dial(dialOptions: DialOptions): Call {
      const { to, from, parent, timeoutSeconds = 30 } = dialOptions;
      const direction = parent === null ? 'outbound-api' : 'outbound-dial';
      const init = { parentSid: parent?.sid ?? null, direction, from, to } as const;
      const { call, farEnd } = begin(init, (get) => find(get, dialOptions));
      const timer = setTimeout(() => call.hangUp({ kind: 'no-answer' }), timeoutSeconds * 1_000);
      void call.answered.then(() => clearTimeout(timer));
      farEnd.ring();
      return call;
    },
  };
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { sounds, account = createAccount(), nowMs = () => Date.now() } = options;
  const events = createEvents();
  const scripts = createScripts();
  const { live, calls, destinations, accept, dial } = createSwitch({ ...options, nowMs }, events, scripts);
  const conferences = createShelf<Conference>((conference) => conference.facts().status === 'completed');
  const recordings = createShelf<Recording>((recording) => recording.facts().endedAtMs !== null);
  const endRecordings = ({ sid }: Conference) => {
    for (const recording of recordings.items.values()) {
      if (recording.facts().conferenceSid === sid) recording.stop();
    }
  };
  return {
    account,
    events,
    sounds,
    scripts,
    nowMs,
    calls: () => [...calls.values()],
    call: (sid) => calls.get(sid) ?? null,
    conferences: () => [...conferences.items.values()],
    conference: (sid) => conferences.items.get(sid) ?? null,
    openConference(friendlyName) {
      const isOpen = (conference: Conference) =>
        conference.facts().friendlyName === friendlyName && conference.facts().status !== 'completed';
      const found = [...conferences.items.values()].find(isOpen);
      const deps = { events, nowMs, tune: () => sounds.tune(), onEnded: endRecordings };
      return found ?? conferences.put(createConference(friendlyName, deps));
    },
    recordings: () => [...recordings.items.values()],
    recording: (sid) => recordings.items.get(sid) ?? null,
    record: (what, recordOptions) => recordings.put(createRecording(what, recordOptions, { events, nowMs })),
    deleteRecording(sid) {
      const recording = recordings.items.get(sid);
      if (recording === undefined) return false;
      recording.stop();
      recordings.items.delete(sid);
      events.tell({ kind: 'recording', change: 'deleted', recording: recording.facts() });
      return true;
    },
    accept,
    dial,
    bridge: createBridge,
    addDestination: (destination) => void destinations.push(destination),
    beat() {
      const talking = [...live].filter((call) => call.facts().status !== 'queued');
      for (const call of talking) call.beat.speak();
      for (const call of talking) call.beat.hear();
      for (const conference of conferences.items.values()) {
        if (conference.facts().status !== 'completed') conference.beat();
      }
    },
    stop() {
      for (const conference of conferences.items.values()) conference.end();
      for (const call of [...live]) call.hangUp();
    },
  };
}

type StateOfCall = 'status' | 'answeredBy' | 'createdAtMs' | 'startedAtMs' | 'endedAtMs' | 'errorCode';

/** An address that nobody has: 13224 is Twilio's "invalid phone number" for a dialled one. */
const nobody = (call: () => Call): FarEnd => ({
  ring: () => call().report({ kind: 'failed', code: 13_224 }),
  showRinging: () => undefined,
  accept: () => undefined,
  hangUp: () => undefined,
  sendMessage: () => undefined,
  take: () => null,
  hear: () => undefined,
});
