import { AppError } from '../../../platform/errors.ts';
import type { CallTarget } from '../calls/contract.ts';
import type { CoreEvent, PartyRole } from '../calls/call-events.ts';
import { joinConference, reply } from '../flow/twiml.ts';
import { partyLabel } from '../flow/labels.ts';
import { readTarget } from '../people/numbers.ts';
import { openVendor, record, roomOf, setHold, type ControlDeps } from './deps.ts';
import { notPossibleNow, type Member, type Room } from './room.ts';

/** Hardly anybody follows a talk of more; the vendor allows 250. */
const partiesMax = 10;

const unknownParty = () => new AppError('phone/unknown-party', 'Nobody with this id is in the call.');

export function memberOf(room: Room, partyId: string): Member {
  const member = room.others.find((other) => other.partyId === partyId);
  if (!member) throw unknownParty();
  return member;
}

/** Calls somebody into the room; when the vendor refuses, the log says so and this throws. */
export async function callIn(
  deps: ControlDeps,
  room: Room,
  target: CallTarget,
  role: PartyRole,
  also: (partyId: string) => readonly CoreEvent[] = () => [],
): Promise<string> {
  const { policy, ids, flow } = deps;
  const { identity, country, callerIds } = policy();
  const { address } = readTarget(target, country);
  const partyId = ids.next();
  const callId = room.row.id;
  await record(deps, callId, { kind: 'partyAdded', partyId, role, address, callSid: null }, ...also(partyId));
  const ownNumber = room.row.own_number ?? callerIds[0] ?? null;
  try {
    await flow.addParty(openVendor(deps), {
      do: 'addParty',
      callId,
      partyId,
      address,
      ownNumber,
      desk: identity,
    });
  } catch (error) {
    await record(deps, callId, { kind: 'partyLeft', partyId, end: 'failed' });
    if (also(partyId).length > 0) await record(deps, callId, { kind: 'transferCancelled', partyId });
    throw error;
  }
  return partyId;
}

/** Out of the call, whether he is in already or still being called. */
export async function sendAway(deps: ControlDeps, room: Room, { callSid, isIn }: Member): Promise<void> {
  const vendor = openVendor(deps);
  if (isIn) await vendor.removeParticipant(room.conferenceSid, callSid);
  else await vendor.endCall(callSid, 'completed');
}

export function createPartyCommands(deps: ControlDeps) {
  /** Everybody of the one room goes on in the other, which all hear each other in then. */
  async function moveAll(from: Room, into: Room): Promise<void> {
    const vendor = openVendor(deps);
    const statusUrl = deps.flow.urls()?.conference(into.row.id) ?? null;
    await record(deps, from.row.id, { kind: 'mergedInto', callId: into.row.id });
    for (const { callSid, partyId, isIn } of from.others) {
      if (!isIn) continue;
      const newPartyId = deps.ids.next();
      const address = from.facts.parties.get(partyId ?? '')?.address ?? '';
      await record(deps, into.row.id, {
        kind: 'partyAdded',
        partyId: newPartyId,
        role: 'added',
        address,
        callSid,
      });
      const room = joinConference({
        name: into.row.id,
        label: partyLabel(newPartyId),
        isSilentAlone: false,
        statusUrl,
      });
      await vendor.redirectCall(callSid, reply(room));
    }
    if (from.own !== null) await vendor.removeParticipant(from.conferenceSid, from.own.callSid);
    await setHold(deps, into, into.others, false);
  }

  return {
    async add(callId: string, target: CallTarget) {
      const room = await roomOf(deps, callId);
      if (room.others.length >= partiesMax) {
        throw new AppError('phone/too-many-parties', 'No more people fit into one call.');
      }
      return { partyId: await callIn(deps, room, target, 'added') };
    },
    async remove(callId: string, partyId: string) {
      const room = await roomOf(deps, callId);
      await sendAway(deps, room, memberOf(room, partyId));
    },
    async merge(callId: string, intoCallId: string) {
      if (callId === intoCallId) throw notPossibleNow();
      const [from, into] = [await roomOf(deps, callId), await roomOf(deps, intoCallId)];
      if (!from.others.some(({ isIn }) => isIn) || into.own === null) throw notPossibleNow();
      await moveAll(from, into);
    },
  };
}
