/** How legs are told apart in a conference: the vendor keeps this beside each. */
export const deskLabel = (desk: string): string => `desk:${desk}`;
export const partyLabel = (partyId: string): string => `party:${partyId}`;

export type Labelled =
  { readonly kind: 'desk'; readonly desk: string } | { readonly kind: 'party'; readonly partyId: string };

/** `null`: none of ours. */
export function readLabel(label: string | null | undefined): Labelled | null {
  if (label?.startsWith('desk:')) return { kind: 'desk', desk: label.slice('desk:'.length) };
  if (label?.startsWith('party:')) return { kind: 'party', partyId: label.slice('party:'.length) };
  return null;
}
