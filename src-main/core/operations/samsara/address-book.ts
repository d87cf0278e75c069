import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import { AppError } from '../../platform/errors.ts';
import type { AddressBook, AddressDraft } from '../telematics/geofences/index.ts';
import type { SamsaraGateway } from './gateway.ts';
import type { AddressChange } from './gateway-addresses.ts';

export interface AddressBookDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db'>;
  /** `null`: no account. */
  readonly gateway: () => SamsaraGateway | null;
}

/** The vendor's addresses as the geofences keep them: tags by name there, by id here. */
export function createAddressBook({ database, gateway }: AddressBookDeps): AddressBook {
  function connected(): SamsaraGateway {
    const present = gateway();
    if (present !== null) return present;
    throw new AppError('samsara/unreachable', 'There is no account to write to.');
  }

  /** Tags the vendor does not have stay with us. */
  async function tagIdsOf(names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const rows = await database.db
      .selectFrom('tag')
      .select(['id', 'name'])
      .where('name', 'in', [...names])
      .orderBy('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  const changeOf = async (draft: AddressDraft): Promise<AddressChange> => ({
    ownId: draft.geofenceId,
    name: draft.name,
    type: draft.type,
    area: draft.area,
    tagIds: await tagIdsOf(draft.tags),
    notes: draft.notes,
  });

  return {
    fetch: async (addressId, signal) => connected().fetchAddress(addressId, signal),
    create: async (draft, signal) => connected().createAddress(await changeOf(draft), signal),
    update: async (addressId, draft, signal) =>
      connected().updateAddress(addressId, await changeOf(draft), signal),
    remove: async (addressId, signal) => connected().deleteAddress(addressId, signal),
  };
}
