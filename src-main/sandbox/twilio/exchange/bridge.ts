import { silence } from './audio.ts';
import type { Call, Room } from './call.ts';
import { heardFrom, seatOf } from './seats.ts';
import { createDeferred } from './deferred.ts';

/** Two calls that hear each other, as `<Dial>` to a client or a number makes. */
export interface Bridge {
  /** When one of them has ended or has gone elsewhere. The other is then in no room and stays up. */
  readonly ended: Promise<void>;
  part(): void;
}

/** Before the answer of one of them the other hears it already: that is early media. */
export function createBridge(first: Call, second: Call): Bridge {
  const seats = new Map([first, second].map((call) => [call, seatOf(call)]));
  const ended = createDeferred<void>();
  const room: Room = {
    heardBy(call) {
      const seat = seats.get(call);
      return seat === undefined ? silence : heardFrom(seat, seats.values());
    },
    callLeft(call) {
      seats.delete(call);
      for (const other of [...seats.keys()]) if (other.room() === room) other.moveTo(null);
      ended.resolve();
    },
  };
  first.moveTo(room);
  second.moveTo(room);
  if (!first.isLive() || !second.isLive()) room.callLeft(first.isLive() ? second : first);
  return { ended: ended.promise, part: () => (first.room() === room ? first : second).moveTo(null) };
}
