import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { AddressFact } from '../facts.ts';
import { saveAddresses } from '../repository.ts';
import type { TheirSide } from './book.ts';
import { forgetAddress, readAddresses, readTagNames } from './repository.ts';

/** A list that was being fetched while we wrote may not know of it. */
const listLagMs = 60_000;

/** What is known of the vendor's list: as it was fetched last, with what we wrote into it since. */
export function createTheirSide(deps: {
  readonly telematics: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly clock: Clock;
}) {
  const { telematics, clock } = deps;
  /** `null`: removed. */
  const written = new Map<string, { readonly atMs: number; readonly address: AddressFact | null }>();
  let side: TheirSide = { addresses: new Map(), goneIds: new Set(), knownTags: [], isWhole: false };

  function change(addressId: string, address: AddressFact | null) {
    written.set(addressId, { atMs: clock.nowMs(), address });
    const addresses = new Map(side.addresses);
    const goneIds = new Set(side.goneIds);
    if (address === null) {
      addresses.delete(addressId);
      goneIds.add(addressId);
    } else {
      addresses.set(addressId, address);
      goneIds.delete(addressId);
    }
    side = { ...side, addresses, goneIds };
  }

  return {
    get: (): TheirSide => side,
    /** `isWhole`: what is stored now is a list that named all there are. */
    async read(isWhole: boolean): Promise<void> {
      const nowMs = clock.nowMs();
      const addresses = new Map(
        (await readAddresses(telematics.db)).map((address) => [address.id, address] as const),
      );
      const knownTags = await readTagNames(telematics.db);
      side = { addresses, goneIds: new Set(), knownTags, isWhole };
      for (const [id, { atMs, address }] of [...written]) {
        if (nowMs - atMs > listLagMs) written.delete(id);
        else {
          change(id, address);
          written.set(id, { atMs, address });
        }
      }
    },
    async noteAddress(address: AddressFact): Promise<void> {
      await telematics.transaction((trx) => saveAddresses(trx, [address], false));
      change(address.id, address);
    },
    async noteGone(addressId: string): Promise<void> {
      await telematics.transaction((trx) => forgetAddress(trx, addressId));
      change(addressId, null);
    },
    clear: () => written.clear(),
  };
}

export type TheirSideKeeper = ReturnType<typeof createTheirSide>;
