import { AppError } from '../../../platform/errors.ts';
import type { CallFacts } from '../calls/call-facts.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { CallRow } from '../calls/repository.ts';
import { readLabel } from '../flow/labels.ts';
import type { PhoneGateway } from '../gateway.ts';
import { identityOfAddress } from '../people/numbers.ts';

/** A leg in the room of a call, as the vendor lists it. */
export interface Member {
  readonly callSid: string;
  readonly partyId: string | null;
  readonly desk: string | null;
  /** `false`: still being called. */
  readonly isIn: boolean;
  readonly isHeld: boolean;
}

export interface Room {
  readonly row: CallRow;
  readonly facts: CallFacts;
  readonly conferenceSid: string;
  readonly own: Member | null;
  readonly others: readonly Member[];
}

export const notPossibleNow = () =>
  new AppError('phone/not-possible-now', 'The call is not in a state that allows this.');

export const callOver = () => new AppError('phone/call-over', 'This call is over.');

export interface RoomDeps {
  readonly book: CallBook;
  readonly identity: () => string;
}

/**
 * Who is in a call, asked at the vendor: a desk must be able to act on a call whose flow another serves.
 *
 * Throws `phone/unknown-call`, `phone/call-over`, `phone/not-possible-now` and what the vendor says.
 */
export async function readRoom(
  vendor: PhoneGateway,
  callId: string,
  { book, identity }: RoomDeps,
): Promise<Room> {
  const { row, folded } = await book.get(callId);
  const { facts, status } = folded;
  if (status.phase === 'ended') throw callOver();
  const conferenceSid = facts.conferenceSid ?? (await vendor.findConference(callId));
  if (conferenceSid === null) throw notPossibleNow();
  const listed = await vendor.listParticipants(conferenceSid);
  const members = listed.map(({ callSid, label, isIn, isOnHold }): Member => {
    const read = readLabel(label);
    const partyId = read?.kind === 'party' ? read.partyId : null;
    const address = partyId === null ? '' : (facts.parties.get(partyId)?.address ?? '');
    const desk = read?.kind === 'desk' ? read.desk : identityOfAddress(address);
    return { callSid, partyId, desk, isIn, isHeld: isOnHold };
  });
  const ownCallSid = facts.desks.get(identity())?.callSid ?? null;
  const isOwn = ({ desk, callSid }: Member) => desk === identity() || callSid === ownCallSid;
  return {
    row,
    facts,
    conferenceSid,
    own: members.find(isOwn) ?? null,
    others: members.filter((member) => !isOwn(member)),
  };
}
