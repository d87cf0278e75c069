import { frameMs, frameSampleCount, mix, silence, type Frame } from './audio.ts';
import { newSid } from './account.ts';
import type { Call } from './call.ts';
import type { Conference } from './conference.ts';
import type { Events } from './events.ts';
import type { RecordingFacts, RecordingStatus } from './facts.ts';
import { encodeWav } from './wav.ts';
import { createDeferred } from './deferred.ts';

export type Recorded = { readonly call: Call } | { readonly conference: Conference };

export interface RecordOptions {
  /** Two: what the party said on the first, what it heard on the second. A conference has one. */
  readonly channelCount?: 1 | 2;
  /** Of a call with one channel; default both. */
  readonly track?: 'inbound' | 'outbound' | 'both';
  /** Twilio's word for who asked, e.g. `StartCallRecordingAPI`, `DialVerb`, `RecordVerb`, `Conference`. */
  readonly source: string;
}

export interface Recording {
  readonly sid: string;
  facts(): RecordingFacts;
  /** `skip` leaves the pause out, `silence` keeps its length. */
  pause(behavior: 'skip' | 'silence'): void;
  resume(): void;
  stop(): void;
  /** What there is so far; channels mixed into one when `channelCount` is 1. */
  wav(channelCount?: 1 | 2): Buffer;
  readonly completed: Promise<RecordingFacts>;
}

/** One hour of two channels is 115 MB: a test that forgets to hang up must not fill the machine. */
const durationMsMax = 3_600_000;

/** Frames of up to two channels, kept apart until somebody asks. */
function createTape(channelCount: 1 | 2) {
  const frames: Frame[] = [];
  return {
    add: (first: Frame, second: Frame) => void frames.push(first, ...(channelCount === 2 ? [second] : [])),
    durationMs: () => (frames.length / channelCount) * frameMs,
    samples(wanted: 1 | 2): Int16Array {
      const beatCount = frames.length / channelCount;
      const samples = new Int16Array(beatCount * frameSampleCount * wanted);
      for (let beat = 0; beat < beatCount; beat++) {
        const first = frames[beat * channelCount] ?? silence;
        const second = channelCount === 2 ? (frames[beat * 2 + 1] ?? silence) : first;
        const offset = beat * frameSampleCount * wanted;
        if (wanted === 1) samples.set(channelCount === 2 ? mix([first, second]) : first, offset);
        else {
          for (let index = 0; index < frameSampleCount; index++) {
            samples[offset + index * 2] = first[index] ?? 0;
            samples[offset + index * 2 + 1] = second[index] ?? 0;
          }
        }
      }
      return samples;
    },
  };
}

/** Ends by itself with its call or conference. */
export function createRecording(
  what: Recorded,
  options: RecordOptions,
  deps: { readonly events: Events; nowMs(): number },
): Recording {
  const channelCount = 'conference' in what ? 1 : (options.channelCount ?? 1);
  const tape = createTape(channelCount);
  const startedAtMs = deps.nowMs();
  const completed = createDeferred<RecordingFacts>();
  let status: RecordingStatus = 'in-progress';
  let endedAtMs: number | null = null;
  let pauseBehavior: 'skip' | 'silence' = 'silence';
  const sid = newSid('RE');
  const facts = (): RecordingFacts => ({
    sid,
    callSid: 'call' in what ? what.call.sid : null,
    conferenceSid: 'conference' in what ? what.conference.sid : null,
    channelCount,
    status,
    startedAtMs,
    endedAtMs,
    durationMs: tape.durationMs(),
    source: options.source,
  });
  const become = (next: RecordingStatus) => {
    if (status === next || endedAtMs !== null) return;
    status = next;
    if (next === 'completed' || next === 'absent') {
      endedAtMs = deps.nowMs();
      untap();
    }
    deps.events.tell({ kind: 'recording', change: next, recording: facts() });
    if (endedAtMs !== null) completed.resolve(facts());
  };
  const stop = () => become(tape.durationMs() === 0 ? 'absent' : 'completed');
  const add = (first: Frame, second: Frame) => {
    if (status === 'in-progress') tape.add(first, second);
    else if (status === 'paused' && pauseBehavior === 'silence') tape.add(silence, silence);
    if (tape.durationMs() >= durationMsMax) stop();
  };
  const addCall = (said: Frame, heard: Frame) => {
    if (channelCount === 2) add(said, heard);
    else if (options.track === 'inbound') add(said, silence);
    else if (options.track === 'outbound') add(heard, silence);
    else add(mix([said, heard]), silence);
  };
  const untap = 'call' in what ? what.call.tap(addCall) : what.conference.tap((mixed) => add(mixed, silence));
  if ('call' in what) void what.call.ended.then(stop);
  deps.events.tell({ kind: 'recording', change: 'in-progress', recording: facts() });
  return {
    sid,
    facts,
    pause(behavior) {
      pauseBehavior = behavior;
      become('paused');
    },
    resume: () => become('in-progress'),
    stop,
    wav: (wanted = channelCount) => encodeWav(tape.samples(wanted), wanted),
    completed: completed.promise,
  };
}
