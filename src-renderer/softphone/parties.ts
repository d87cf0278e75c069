import type { LiveCall } from '../../src-main/core/operations/twilio/calls/contract.ts';

type Party = LiveCall['parties'][number];

const deskPrefix = 'client:';

/** Who is in the call or on the way into it. */
export const thereNow = ({ parties }: Pick<LiveCall, 'parties'>): readonly Party[] =>
  parties.filter(({ state }) => state !== 'left');

/** A name, a colleague's desk, or the number. */
export function nameOfParty(
  { name, address }: Pick<Party, 'name' | 'address'>,
  formatNumber: (number: string) => string,
): string {
  if (name !== null) return name;
  return address.startsWith(deskPrefix) ? address.slice(deskPrefix.length) : formatNumber(address);
}
