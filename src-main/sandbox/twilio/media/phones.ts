import { hashText } from '../../fleet/random.ts';

/** What a simulated telephone does when it is called. */
export const phoneBehaviors = [
  'answers',
  'voicemail',
  'busy',
  'never-answers',
  'declines',
  'hangs-up',
  'unreachable',
] as const;
export type PhoneBehavior = (typeof phoneBehaviors)[number];

export interface PhonePlan {
  readonly behavior: PhoneBehavior;
  readonly ringMs: number;
  /** For `hangs-up`: so long after the answer. */
  readonly talkMs: number;
  /** A steady tone instead of speech: the sound can then be measured. */
  readonly saysTone: boolean;
}

/** 450 to 1,650 Hz in steps of 50: apart from each other, below the telephone's upper limit, no DTMF pair. */
export const phoneToneHz = (number: string): number => 450 + (hashText(number) % 25) * 50;

/** Of a hundred drivers: most answer, some do not, always the same ones. */
function behaviorOf(number: string): PhoneBehavior {
  const place = hashText(`behaviour ${number}`) % 100;
  if (place < 78) return 'answers';
  if (place < 86) return 'voicemail';
  if (place < 90) return 'busy';
  if (place < 96) return 'never-answers';
  return place < 98 ? 'declines' : 'hangs-up';
}

const isTelephone = /^\+[1-9]\d{6,14}$/;

/** Who is behind a telephone number. Every E.164 number has a phone, as far as the exchange can tell. */
export function createPhoneBook(defaults: Partial<PhonePlan> = {}) {
  const changed = new Map<string, Partial<PhonePlan>>();
  return {
    isTelephone: (number: string) => isTelephone.test(number),
    change(number: string, plan: Partial<PhonePlan>) {
      changed.set(number, { ...changed.get(number), ...plan });
    },
    plan: (number: string): PhonePlan => ({
      behavior: behaviorOf(number),
      ringMs: 1_500 + (hashText(number) % 5) * 500,
      talkMs: 4_000,
      saysTone: false,
      ...defaults,
      ...changed.get(number),
    }),
  };
}

export type PhoneBook = ReturnType<typeof createPhoneBook>;
