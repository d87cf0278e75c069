/** Where labels go so that they neither lie on each other nor on a marker. Screen coordinates in CSS pixels. */
export interface LabelCandidate {
  readonly slot: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** From the middle of the marker to where it, or the halo around it, ends. */
  readonly reach: number;
}

export interface PlacedLabel {
  readonly slot: number;
  /** Top left corner of the text, from the position of the marker. */
  readonly offsetX: number;
  readonly offsetY: number;
}

export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface LabelSpace {
  readonly width: number;
  readonly height: number;
  readonly labelHeight: number;
  readonly labelCountMax: number;
}

const cell = 4;
const gap = 3;

/** One byte per cell of the screen. Outside the screen everything is free: labels may run off it. */
function createOccupancy(width: number, height: number) {
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil(height / cell) + 1;
  const taken = new Uint8Array(columns * rows);
  const visit = (left: number, top: number, right: number, bottom: number, see: (at: number) => boolean) => {
    const columnMin = Math.max(Math.floor(left / cell), 0);
    const columnMax = Math.min(Math.floor(right / cell), columns - 1);
    const rowMin = Math.max(Math.floor(top / cell), 0);
    const rowMax = Math.min(Math.floor(bottom / cell), rows - 1);
    for (let row = rowMin; row <= rowMax; row++) {
      for (let column = columnMin; column <= columnMax; column++) {
        if (!see(row * columns + column)) return false;
      }
    }
    return true;
  };
  return {
    isFree: (left: number, top: number, right: number, bottom: number) =>
      visit(left, top, right, bottom, (at) => taken[at] === 0),
    take: (left: number, top: number, right: number, bottom: number) =>
      visit(left, top, right, bottom, (at) => {
        taken[at] = 1;
        return true;
      }),
  };
}

/** Right, left, below, above, in the order a reader expects them. */
function offsetsFor(
  { width, reach }: LabelCandidate,
  space: LabelSpace,
): readonly (readonly [number, number])[] {
  const away = reach + gap;
  return [
    [away, -space.labelHeight / 2],
    [-away - width, -space.labelHeight / 2],
    [-width / 2, away - 1],
    [-width / 2, -away - space.labelHeight + 1],
  ];
}

/**
 * Greedy, in the order of `candidates`: put those first that must have a label. A candidate with no free place gets
 * none. Equal input gives equal labels.
 */
export function placeLabels(
  candidates: readonly LabelCandidate[],
  obstacles: readonly Obstacle[],
  space: LabelSpace,
): PlacedLabel[] {
  const occupancy = createOccupancy(space.width, space.height);
  for (const { x, y, radius } of obstacles) occupancy.take(x - radius, y - radius, x + radius, y + radius);
  const placed: PlacedLabel[] = [];
  for (const candidate of candidates) {
    const { slot, x, y, width } = candidate;
    if (placed.length >= space.labelCountMax) break;
    for (const [offsetX, offsetY] of offsetsFor(candidate, space)) {
      const left = x + offsetX;
      const top = y + offsetY;
      if (!occupancy.isFree(left, top, left + width, top + space.labelHeight)) continue;
      occupancy.take(left, top, left + width, top + space.labelHeight);
      placed.push({ slot, offsetX, offsetY });
      break;
    }
  }
  return placed;
}
