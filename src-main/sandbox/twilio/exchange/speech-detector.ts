import { frameMs, type Frame } from './audio.ts';

/** Mean amplitude above which somebody speaks: -40 dB of full scale. */
const loudMean = 328;
const quietMs = 800;

/** Tells `true` when somebody begins to speak, `false` when he has been quiet for a while, else `null`. */
export function createSpeechDetector(): (frame: Frame) => boolean | null {
  let isSpeaking = false;
  let quietForMs = 0;
  return (frame) => {
    let sum = 0;
    for (const sample of frame) sum += Math.abs(sample);
    if (sum / frame.length > loudMean) {
      quietForMs = 0;
      if (isSpeaking) return null;
      isSpeaking = true;
      return true;
    }
    quietForMs += frameMs;
    if (!isSpeaking || quietForMs < quietMs) return null;
    isSpeaking = false;
    return false;
  };
}
