import type { AddressFact } from '../facts.ts';
import type { GeofenceVersion } from './contract.ts';

/** A geofence as it is to stand in the vendor's list. Tags are those the vendor has. */
export interface AddressDraft extends GeofenceVersion {
  /** Ours: a vendor that can keep it is asked for it before a creation is repeated, so that nothing is made twice. */
  readonly geofenceId: string;
}

/**
 * The vendor's list of addresses, written one by one. Calls throw AppErrors with the vendor module's codes; `null` from
 * `fetch`: there is none with this id. `update` leaves alone what our side does not hold (contacts, street address).
 */
export interface AddressBook {
  fetch(addressId: string, signal?: AbortSignal): Promise<AddressFact | null>;
  create(draft: AddressDraft, signal?: AbortSignal): Promise<AddressFact>;
  update(addressId: string, draft: AddressDraft, signal?: AbortSignal): Promise<AddressFact>;
  /** Also when it is gone already. */
  remove(addressId: string, signal?: AbortSignal): Promise<void>;
}
