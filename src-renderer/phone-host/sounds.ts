import ringUrl from '../../resources/sounds/ring.wav?no-inline';
import ringbackUrl from '../../resources/sounds/ringback.wav?no-inline';
import toneUrl from '../../resources/sounds/test-tone.wav?no-inline';
import type { DeskCall } from './desk-call.ts';
import { isInTalk, isOffered } from './desk-call.ts';

/** A second phone call knocks; it does not shout into the ear of who speaks. */
const knockVolume = 0.15;

interface Player {
  play(deviceId: string, volume?: number): void;
  stop(): void;
  isPlaying(): boolean;
}

/** One sound on a device of choice. A device that cannot play it is no reason to fail: the system's is tried. */
function createPlayer(url: string, isLooping: boolean): Player {
  const element = new Audio(url);
  element.loop = isLooping;
  element.preload = 'auto';
  let isWanted = false;
  let playingOn: string | null = null;

  const begin = async (deviceId: string) => {
    await element.setSinkId(deviceId).catch(() => element.setSinkId(''));
    if (isWanted) await element.play();
  };
  return {
    play(deviceId, volume = 1) {
      element.volume = volume;
      if (isWanted && playingOn === deviceId) return;
      isWanted = true;
      playingOn = deviceId;
      begin(deviceId).catch(() => {
        isWanted = false;
      });
    },
    stop() {
      isWanted = false;
      playingOn = null;
      element.pause();
      element.currentTime = 0;
    },
    isPlaying: () => isWanted,
  };
}

export interface SoundPlan {
  readonly ring: 'none' | 'full' | 'knock';
  readonly isRingbackWanted: boolean;
}

/** What is to be heard besides voices. Pure. */
export function planSounds(calls: readonly DeskCall[], isRingSoundOn: boolean): SoundPlan {
  const rings = isRingSoundOn && calls.some((call) => isOffered(call) && !call.isSilenced);
  const isTalking = calls.some((call) => isInTalk(call) && call.leg.kind !== 'ended');
  return {
    ring: rings ? (isTalking ? 'knock' : 'full') : 'none',
    // The SDK plays none, and a person who hears nothing hangs up.
    isRingbackWanted: calls.some(({ leg }) => leg.kind === 'ringing' && !leg.isHeard),
  };
}

export function createSounds(outputId: (role: 'speaker' | 'ringer') => string) {
  const ring = createPlayer(ringUrl, true);
  const ringback = createPlayer(ringbackUrl, true);
  const tone = createPlayer(toneUrl, false);
  const ringTrial = createPlayer(ringUrl, false);
  return {
    follow(plan: SoundPlan) {
      if (plan.ring === 'none') ring.stop();
      else ring.play(outputId('ringer'), plan.ring === 'knock' ? knockVolume : 1);
      if (plan.isRingbackWanted) ringback.play(outputId('speaker'));
      else ringback.stop();
    },
    isRingSounding: ring.isPlaying,
    tryRing: () => ringTrial.play(outputId('ringer')),
    tryTone: () => tone.play(outputId('speaker')),
    stopTrials() {
      ringTrial.stop();
      tone.stop();
    },
  };
}

export type Sounds = ReturnType<typeof createSounds>;
