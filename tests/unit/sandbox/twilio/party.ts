import {
  frameSampleCount,
  silence,
  type AudioSource,
  type Call,
  type FarEnd,
  type Frame,
  type HangUpCause,
  type Sounds,
} from '../../../../src-main/sandbox/twilio/exchange/index.ts';

export const levelFrame = (level: number): Frame => new Int16Array(frameSampleCount).fill(level);

export const levelSource = (level: number, count = Infinity): AudioSource => {
  let left = count;
  return { next: () => (left-- > 0 ? levelFrame(level) : null) };
};

/** Sounds told apart by level, so that who hears what is a number. */
export const levelSounds: Sounds = {
  tune: () => levelSource(7),
  tone: (frequencyHz, durationMs) =>
    levelSource(frequencyHz, durationMs === undefined ? Infinity : durationMs / 20),
  ringback: () => levelSource(9),
  beep: () => levelSource(11, 5),
  pause: (durationMs) => levelSource(0, durationMs / 20),
  speech: (text) => levelSource(13, text.length),
  wav: () => levelSource(15, 10),
  digits: (digits) => levelSource(17, digits.length),
};

/** A party that says one level and remembers what it heard and was told. */
export interface Party extends FarEnd {
  says: Frame;
  heardLevel(): number;
  readonly told: (string | HangUpCause)[];
  call(): Call;
}

export function createParty(call: () => Call, level = 0): Party {
  let heard: Frame = silence;
  const told: Party['told'] = [];
  return {
    says: levelFrame(level),
    told,
    call,
    heardLevel: () => heard[0] ?? 0,
    ring: () => void told.push('ring'),
    showRinging: (isEarlyMedia) => void told.push(isEarlyMedia ? 'ringing with sound' : 'ringing'),
    accept: () => void told.push('accept'),
    hangUp: (cause) => void told.push(cause),
    sendMessage: ({ content }) => void told.push(content),
    take() {
      return this.says;
    },
    hear(frame) {
      heard = frame;
    },
  };
}
