import type { OfficeDesk } from '../../core/operations/twilio/index.ts';

export interface NamedDesk {
  readonly id: string;
  readonly name: string;
}

const slugLengthMax = 40;

/** Twilio takes letters, digits and the underscore. */
const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, slugLengthMax) || 'desk';

/**
 * Who the office's desks are at the telephone service: by their names, which colleagues read, in the order in which they
 * were enrolled. Two of one name are told apart by their ids; a desk keeps its identity whoever comes or goes after it.
 */
export function deskIdentities(desks: readonly NamedDesk[]): OfficeDesk[] {
  const taken = new Set<string>();
  return desks.map(({ id, name }) => {
    const slug = slugOf(name);
    const identity = taken.has(slug) ? `${slug}_${id.replaceAll('-', '').slice(-8)}` : slug;
    taken.add(identity);
    return { deskId: id, identity };
  });
}
