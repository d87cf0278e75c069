import {
  sequence,
  type AudioSource,
  type Call,
  type FarEnd,
  type Frame,
  type Sounds,
} from '../exchange/index.ts';
import { createDigitHearer } from './goertzel.ts';
import { phoneToneHz, type PhonePlan } from './phones.ts';

const sentences = [
  'Hello, go ahead, I can hear you.',
  'I am about forty minutes out, traffic is light.',
  'Copy that. I will call when I am at the dock.',
  'Say that again please, the engine is loud.',
];

/** Speech with gaps, for ever, in an order of its own per number. */
const chatter = (number: string, sounds: Sounds): AudioSource => {
  const start = phoneToneHz(number) % sentences.length;
  const inOrder = sentences.map((_, index) => sentences[(start + index) % sentences.length] ?? '');
  return sequence(
    inOrder.flatMap((sentence) => [() => sounds.speech(sentence), () => sounds.pause(2_500)]),
    0,
  );
};

export interface TelephoneDeps {
  readonly sounds: Sounds;
  /** While it returns true the phone rings on, whatever its plan is. */
  isUnattended(): boolean;
  onDigitHeard(number: string, digit: string): void;
}

const answerOf = (number: string, plan: PhonePlan, sounds: Sounds): AudioSource => {
  if (plan.behavior === 'voicemail') {
    const greeting = () =>
      sounds.speech('You have reached the mailbox of a driver. Leave a message after the tone.');
    return sequence([greeting, () => sounds.beep()]);
  }
  return plan.saysTone ? sounds.tone(phoneToneHz(number)) : chatter(number, sounds);
};

/** A driver's telephone: rings, picks up or not, speaks, hears keys, hangs up. */
export function createTelephone(
  number: string,
  call: () => Call,
  plan: PhonePlan,
  deps: TelephoneDeps,
): FarEnd {
  let voice: AudioSource | null = null;
  const timers = new Set<NodeJS.Timeout>();
  const after = (waitMs: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (call().isLive()) act();
    }, waitMs);
    timers.add(timer);
  };
  const speak = () => {
    voice = answerOf(number, plan, deps.sounds);
    if (plan.behavior === 'hangs-up') after(plan.talkMs, () => call().report({ kind: 'hung-up' }));
  };
  const pickUp = () => {
    if (deps.isUnattended()) return;
    speak();
    call().report({ kind: 'answered', by: plan.behavior === 'voicemail' ? 'machine_start' : 'human' });
  };
  const hearDigits = createDigitHearer((digit) => deps.onDigitHeard(number, digit));
  return {
    ring() {
      if (plan.behavior === 'unreachable') {
        call().report({ kind: 'unreachable' });
        return;
      }
      if (plan.behavior === 'busy') {
        after(300, () => call().report({ kind: 'busy' }));
        return;
      }
      call().report({ kind: 'ringing' });
      if (plan.behavior === 'declines') after(plan.ringMs, () => call().report({ kind: 'declined' }));
      else if (plan.behavior !== 'never-answers') after(plan.ringMs, pickUp);
    },
    showRinging: () => undefined,
    accept: speak,
    hangUp() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      voice = null;
    },
    sendMessage: () => undefined,
    take: (): Frame | null => voice?.next() ?? null,
    hear: hearDigits,
  };
}
