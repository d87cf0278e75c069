import type { CallTarget } from '../calls/contract.ts';
import { callIn, sendAway } from './parties.ts';
import { openVendor, record, roomOf, setHold, type ControlDeps } from './deps.ts';
import { notPossibleNow, type Member, type Room } from './room.ts';

interface Consultation {
  readonly partyId: string;
  /** `null`: not to be found at the vendor any more. */
  readonly target: Member | null;
  readonly waiting: readonly Member[];
}

/** Throws `phone/not-possible-now`. */
function consultationOf({ facts, others, own }: Room): Consultation {
  const { transfer } = facts;
  if (transfer?.kind !== 'warm' || own === null) throw notPossibleNow();
  const { partyId } = transfer;
  return {
    partyId,
    target: others.find((member) => member.partyId === partyId) ?? null,
    waiting: others.filter((member) => member.partyId !== partyId),
  };
}

async function leave(deps: ControlDeps, { own, conferenceSid }: Room): Promise<void> {
  if (own !== null) await openVendor(deps).removeParticipant(conferenceSid, own.callSid);
}

export function createTransferCommands(deps: ControlDeps) {
  /** Everybody else hears music while the target is called; again heard when that fails at once. */
  async function callTarget(callId: string, target: CallTarget, kind: 'cold' | 'warm') {
    const room = await roomOf(deps, callId);
    const people = room.others.filter(({ isIn }) => isIn);
    if (room.own === null || people.length === 0 || room.facts.transfer !== null) throw notPossibleNow();
    await setHold(deps, room, people, true);
    try {
      const partyId = await callIn(deps, room, target, 'consulted', (its) => [
        { kind: 'transferStarted', transfer: kind, partyId: its },
      ]);
      return { room, partyId };
    } catch (error) {
      const held = people.map((member) => ({ ...member, isHeld: true }));
      await setHold(deps, room, held, false);
      throw error;
    }
  }

  return {
    async transfer(callId: string, target: CallTarget) {
      const { room, partyId } = await callTarget(callId, target, 'cold');
      await leave(deps, room);
      return { partyId };
    },
    async beginConsultation(callId: string, target: CallTarget) {
      const { partyId } = await callTarget(callId, target, 'warm');
      return { partyId };
    },
    async swap(callId: string) {
      const room = await roomOf(deps, callId);
      const { target, waiting } = consultationOf(room);
      if (target?.isIn !== true) throw notPossibleNow();
      const [hold, wake] = target.isHeld ? [waiting, [target]] : [[target], waiting];
      // First nobody hears, then the other: nobody overhears what was not meant for him.
      await setHold(deps, room, hold, true);
      await setHold(deps, room, wake, false);
    },
    async join(callId: string) {
      const room = await roomOf(deps, callId);
      const { partyId } = consultationOf(room);
      await setHold(deps, room, room.others, false);
      await record(deps, callId, { kind: 'transferCancelled', partyId });
    },
    async complete(callId: string) {
      const room = await roomOf(deps, callId);
      const { partyId, target } = consultationOf(room);
      if (target?.isIn === true) {
        await record(deps, callId, { kind: 'transferCompleted', partyId });
        await setHold(deps, room, room.others, false);
      } else {
        // Not there yet: from here on it is a transfer without a word, and comes back if he does not come.
        await record(deps, callId, { kind: 'transferStarted', transfer: 'cold', partyId });
      }
      await leave(deps, room);
    },
    async cancel(callId: string) {
      const room = await roomOf(deps, callId);
      const { partyId, target, waiting } = consultationOf(room);
      await record(deps, callId, { kind: 'transferCancelled', partyId });
      if (target !== null) await sendAway(deps, room, target);
      await setHold(deps, room, waiting, false);
    },
  };
}
