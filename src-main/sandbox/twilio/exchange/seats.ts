import { mix, silence, type AudioSource, type Frame } from './audio.ts';
import type { Call } from './call.ts';

/** A call's place in a room: what it lets through and what it is kept busy with. */
export interface Seat {
  readonly call: Call;
  muted: boolean;
  /** Out of the room for a while, hearing this. */
  holdSource: AudioSource | null;
  coaching: boolean;
  callSidToCoach: string | null;
  /** Heard while the room has not begun. */
  waitSource: AudioSource | null;
}

export const seatOf = (call: Call): Seat => ({
  call,
  muted: false,
  holdSource: null,
  coaching: false,
  callSidToCoach: null,
  waitSource: null,
});

/** Nobody hears himself, the muted, or those on hold; a coach is heard by the coached alone and hears everybody. */
export function hears(listener: Seat, speaker: Seat): boolean {
  if (listener === speaker || speaker.muted) return false;
  if (listener.holdSource !== null || speaker.holdSource !== null) return false;
  return !speaker.coaching || speaker.callSidToCoach === listener.call.sid;
}

/** Mix-minus: what everybody else says to this listener. */
export function heardFrom(listener: Seat, seats: Iterable<Seat>): Frame {
  if (listener.holdSource !== null) return listener.holdSource.next() ?? silence;
  const voices: Frame[] = [];
  for (const speaker of seats) {
    const said = speaker.call.beat.said();
    if (said !== silence && hears(listener, speaker)) voices.push(said);
  }
  return mix(voices);
}
