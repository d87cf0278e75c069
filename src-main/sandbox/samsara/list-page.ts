import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Faults } from './faults.ts';
import type { Parameters } from './parameters.ts';
import type { Page } from './stats-page.ts';
import { refusal } from './refusal.ts';

const pageSizeMax = 512;

export interface ListRequest<Item> {
  readonly items: readonly Item[];
  readonly filter: number;
  readonly parameters: Parameters;
  readonly nowMs: number;
  readonly faults: Faults;
  /** Where the vendor offers no `limit`. */
  readonly pageSize?: number;
}

/** One page of a list. The last page has an `endCursor` too: clients must go by `hasNextPage` alone. */
export function listPage<Item>(request: ListRequest<Item>, view: (item: Item) => unknown): Page {
  const { items, filter, parameters, nowMs, faults } = request;
  const after = parameters.text('after');
  let offset = 0;
  if (after !== null) {
    const cursor = decodeCursor(after, filter, nowMs, faults.get('expired-cursor')?.sinceMs ?? 0);
    if (cursor.kind !== 'list') throw refusal(400, 'Invalid cursor.');
    offset = cursor.position[0] ?? 0;
  }
  const end = offset + (parameters.integer('limit') ?? request.pageSize ?? pageSizeMax);
  const position = [Math.min(end, items.length)];
  return {
    data: items.slice(offset, end).map(view),
    pagination: {
      endCursor: encodeCursor({ kind: 'list', filter, issuedAtMs: nowMs, position }),
      hasNextPage: end < items.length,
    },
  };
}
