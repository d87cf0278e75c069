import type { PhoneGateway } from '../gateway.ts';
import { deskAddress } from '../people/numbers.ts';
import type { FlowStore } from './flow-store.ts';
import type { FlowUrls } from './flow-urls.ts';
import { partyLabel } from './labels.ts';
import type { Order } from './orders.ts';

/** How long somebody outside who is called may let it ring; a desk as long as for any other call. */
const partyRingSeconds = 60;
const legsMax = 1_000;

export interface PartyLegs {
  put(callId: string, partyId: string, callSid: string): void;
  find(callId: string, partyId: string): string | undefined;
}

/** The legs of those who are being called. */
export function createPartyLegs(): PartyLegs {
  const legs = new Map<string, string>();
  const key = (callId: string, partyId: string) => `${callId} ${partyId}`;
  return {
    put(callId, partyId, callSid) {
      legs.set(key(callId, partyId), callSid);
      const [oldest] = legs.keys();
      if (legs.size > legsMax && oldest !== undefined) legs.delete(oldest);
    },
    find: (callId, partyId) => legs.get(key(callId, partyId)),
  };
}

/** Calls somebody into the room of a call. Throws what the vendor says. */
export async function addParty(
  vendor: PhoneGateway,
  order: Extract<Order, { do: 'addParty' }>,
  deps: {
    readonly legs: PartyLegs;
    readonly store: FlowStore;
    readonly urls: FlowUrls | null;
    readonly deskRingSeconds: () => number;
  },
): Promise<void> {
  const { callId, partyId, address, ownNumber, desk } = order;
  const { legs, store, urls, deskRingSeconds } = deps;
  const isDesk = address.startsWith('client:');
  const parameters = new URLSearchParams({ callId, from: deskAddress(desk) }).toString();
  const { callSid } = await vendor.addParticipant({
    conference: callId,
    to: isDesk ? `${address}?${parameters}` : address,
    from: isDesk ? deskAddress(desk) : (ownNumber ?? ''),
    label: partyLabel(partyId),
    ringSeconds: isDesk ? deskRingSeconds() : partyRingSeconds,
    told:
      urls === null
        ? null
        : { statusUrl: urls.partyLeg(callId, partyId), conferenceStatusUrl: urls.conference(callId) },
  });
  legs.put(callId, partyId, callSid);
  // Whoever asked may have given up while the vendor was asked.
  const isWanted = await store.inCall(callId, async ({ row, facts }) => {
    const { state } = (await facts()).parties.get(partyId) ?? { state: 'left' };
    return row.phase !== 'ended' && state !== 'left';
  });
  if (isWanted !== true) await vendor.endCall(callSid, 'completed');
}
