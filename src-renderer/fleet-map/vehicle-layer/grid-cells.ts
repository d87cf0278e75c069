/** Points sorted into the cells of a square grid. */
export interface GridInput {
  readonly slots: ArrayLike<number>;
  /** World coordinates by slot. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface Grid {
  /** Cells per world unit. */
  readonly scale: number;
  /** Part of a cell the grid is shifted by, so that what straddles a border of one grid is inside a cell of another. */
  readonly shift: number;
}

const hashOf = (column: number, row: number): number =>
  (Math.imul(column, 73_856_093) ^ Math.imul(row, 19_349_663)) >>> 1;

/**
 * Calls `lone` for each slot that has its cell to itself and `crowd` with the members of every other cell. The grid is
 * aligned to the world, so panning never regroups. An open-addressed table over typed arrays: a Map of arrays took
 * ten times as long for 10,000 vehicles at zoom 10, where most cells hold one.
 */
export function visitCells(
  { slots, x, y }: GridInput,
  { scale, shift }: Grid,
  lone: (slot: number) => void,
  crowd: (members: number[]) => void,
): void {
  let size = 64;
  while (size < slots.length * 2) size *= 2;
  const columns = new Int32Array(size);
  const rows = new Int32Array(size);
  /** 1 + index into `slots` of the newest member; 0 for an empty place. */
  const heads = new Int32Array(size);
  const earlier = new Int32Array(slots.length);
  const used: number[] = [];
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at]!;
    const column = Math.floor(x[slot]! * scale + shift);
    const row = Math.floor(y[slot]! * scale + shift);
    let place = hashOf(column, row) & (size - 1);
    while (heads[place] !== 0 && (columns[place] !== column || rows[place] !== row))
      place = (place + 1) & (size - 1);
    if (heads[place] === 0) {
      columns[place] = column;
      rows[place] = row;
      used.push(place);
    }
    earlier[at] = heads[place]!;
    heads[place] = at + 1;
  }
  for (const place of used) {
    const head = heads[place]!;
    if (earlier[head - 1] === 0) {
      lone(slots[head - 1]!);
      continue;
    }
    const members: number[] = [];
    for (let at = head; at !== 0; at = earlier[at - 1]!) members.push(slots[at - 1]!);
    crowd(members.reverse());
  }
}

export interface NearIndex<Item> {
  add(item: Item, x: number, y: number): void;
  /** Items within one cell of the point, and perhaps a few others: check the distance. */
  near(x: number, y: number): readonly Item[];
}

/** Few items, many questions: every item is entered in its cell and the eight around it. */
export function createNearIndex<Item>(scale: number): NearIndex<Item> {
  const cells = new Map<number, Item[]>();
  const none: readonly Item[] = [];
  // Different cells may share a key, which only adds candidates. Small integers are quick keys.
  const keyOf = (column: number, row: number) => hashOf(column, row) & 0x3fffffff;
  return {
    add(item, x, y) {
      const column = Math.floor(x * scale);
      const row = Math.floor(y * scale);
      for (let across = -1; across <= 1; across++) {
        for (let down = -1; down <= 1; down++) {
          const key = keyOf(column + across, row + down);
          const cell = cells.get(key);
          if (cell === undefined) cells.set(key, [item]);
          else cell.push(item);
        }
      }
    },
    near: (x, y) => cells.get(keyOf(Math.floor(x * scale), Math.floor(y * scale))) ?? none,
  };
}
