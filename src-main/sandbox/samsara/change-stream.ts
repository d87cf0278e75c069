import { hash32, hashText } from '../fleet/random.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Faults } from './faults.ts';
import type { Parameters } from './parameters.ts';
import { refusal } from './refusal.ts';
import type { Page } from './stats-page.ts';

/** A row that changes: given out again after each change, in the order of the changes. */
export interface Changing {
  /** Tells it from others that changed in the same millisecond. */
  readonly key: string;
  readonly updatedAtMs: number;
}

export interface ChangeRequest<Item extends Changing> {
  readonly parameters: Parameters;
  readonly filter: number;
  readonly nowMs: number;
  readonly faults: Faults;
  readonly startMs: number;
  /** Nothing from here on; Infinity: an unending feed. */
  readonly endMs: number;
  readonly rowsPerPage: number;
  /** Everything that changed last in [fromMs, nowMs], as it is now. */
  readonly changedSince: (fromMs: number) => readonly Item[];
  readonly view: (item: Item) => unknown;
}

type Place = readonly [updatedAtMs: number, tie: number];

const placeOf = ({ updatedAtMs, key }: Changing): Place => [updatedAtMs, hashText(key)];
const compare = (a: Place, b: Place): number => a[0] - b[0] || a[1] - b[1];

interface Kept {
  readonly filter: number;
  readonly fromMs: number;
  readonly readAtMs: number;
  readonly faultsVersion: number;
  readonly items: readonly Changing[];
}

/** The rest of a long answer is read off what its first page found: working it out anew for each page takes seconds. */
const keptMs = 10_000;
const keptBySandbox = new WeakMap<Faults, Kept>();

function changedItems<Item extends Changing>(request: ChangeRequest<Item>, fromMs: number, isFirst: boolean) {
  const { filter, nowMs, faults } = request;
  const kept = keptBySandbox.get(faults);
  const isGood =
    !isFirst &&
    kept?.filter === filter &&
    kept.faultsVersion === faults.version() &&
    kept.fromMs <= fromMs &&
    nowMs - kept.readAtMs < keptMs &&
    kept.items.some(({ updatedAtMs }) => updatedAtMs > fromMs);
  if (isGood) return kept.items as readonly Item[];
  const items = request.changedSince(fromMs);
  keptBySandbox.set(faults, { filter, fromMs, readAtMs: nowMs, faultsVersion: faults.version(), items });
  return items;
}

/** One page of a stream by time of change. The cursor is the place of the last row, so that it stays good for ever. */
export function changePage<Item extends Changing>(request: ChangeRequest<Item>): Page {
  const { parameters, filter, nowMs, faults, startMs, endMs, rowsPerPage } = request;
  let after: Place = [startMs, -1];
  const cursorText = parameters.text('after');
  if (cursorText !== null) {
    const cursor = decodeCursor(cursorText, filter, nowMs, faults.get('expired-cursor')?.sinceMs ?? 0);
    if (cursor.kind !== 'changes') throw refusal(400, 'Invalid cursor.');
    after = [cursor.position[0] ?? startMs, cursor.position[1] ?? -1];
  }
  const rows = changedItems(request, after[0], cursorText === null)
    .map((item) => ({ item, place: placeOf(item) }))
    .filter(({ place }) => compare(place, after) > 0 && place[0] < endMs && place[0] <= nowMs)
    .toSorted((a, b) => compare(a.place, b.place));
  const isShort = hash32(after[0] % 0x7fff_ffff, after[1], 19) % 5 === 2;
  const count = isShort ? Math.ceil(rowsPerPage / 4) : rowsPerPage;
  const page = rows.slice(0, count);
  return {
    data: page.map(({ item }) => request.view(item)),
    pagination: {
      endCursor: encodeCursor({
        kind: 'changes',
        filter,
        issuedAtMs: nowMs,
        position: [...(page.at(-1)?.place ?? after)],
      }),
      hasNextPage: rows.length > page.length,
    },
  };
}
