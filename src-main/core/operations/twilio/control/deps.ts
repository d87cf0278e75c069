import { AppError } from '../../../platform/errors.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { PhonePolicy } from '../account.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { CoreEvent, DeskEvent } from '../calls/call-events.ts';
import type { Flow } from '../flow/index.ts';
import type { PhoneGateway } from '../gateway.ts';
import type { Recordings } from '../recordings/index.ts';
import { readRoom, type Member, type Room } from './room.ts';

export interface ControlDeps {
  readonly book: CallBook;
  readonly ids: Ids;
  readonly flow: Flow;
  readonly recordings: Pick<Recordings, 'begin'>;
  readonly policy: () => PhonePolicy;
  readonly gateway: () => PhoneGateway | null;
}

/** Throws `phone/not-configured`. */
export function openVendor({ gateway }: Pick<ControlDeps, 'gateway'>): PhoneGateway {
  const opened = gateway();
  if (!opened) throw new AppError('phone/not-configured', 'No telephone account is set up.');
  return opened;
}

export const roomOf = (deps: ControlDeps, callId: string): Promise<Room> =>
  readRoom(openVendor(deps), callId, { book: deps.book, identity: () => deps.policy().identity });

/** What a command has done, after the vendor accepted it. */
export async function record(
  { book, ids, policy }: ControlDeps,
  callId: string,
  ...events: readonly (CoreEvent | DeskEvent)[]
): Promise<void> {
  await book.inRound((round) =>
    round.append(
      callId,
      events.map((event) => ({
        eventId: ids.next(),
        timeMs: round.nowMs,
        desk: policy().identity,
        source: 'command' as const,
        event,
      })),
    ),
  );
}

/** With music for who is held. Those who are so already are left alone. */
export async function setHold(
  deps: ControlDeps,
  { row, conferenceSid }: Room,
  members: readonly Member[],
  isHeld: boolean,
): Promise<void> {
  const vendor = openVendor(deps);
  for (const { callSid, partyId, isIn, isHeld: wasHeld } of members) {
    if (!isIn || wasHeld === isHeld) continue;
    await vendor.changeParticipant(conferenceSid, callSid, { hold: isHeld });
    if (partyId !== null) await record(deps, row.id, { kind: isHeld ? 'held' : 'unheld', partyId });
  }
}
