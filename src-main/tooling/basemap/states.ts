import type { LineString, Position } from 'geojson';

/** Inner borders and label points of states, as kept in `data/`. */
export interface PackedStates {
  readonly stepsPerDegree: number;
  /** One list per line: first point, then differences, [x, y, dx, dy, …] in steps. */
  readonly borders: readonly (readonly number[])[];
  readonly labels: readonly {
    readonly name: string;
    readonly abbreviation: string;
    readonly at: readonly [number, number];
    readonly areaDegrees: number;
  }[];
}

export function unpackBorders(packed: PackedStates): LineString[] {
  return packed.borders.map((line) => {
    const coordinates: Position[] = [];
    let x = 0;
    let y = 0;
    for (let index = 0; index + 1 < line.length; index += 2) {
      x += line[index] ?? 0;
      y += line[index + 1] ?? 0;
      coordinates.push([x / packed.stepsPerDegree, y / packed.stepsPerDegree]);
    }
    return { type: 'LineString', coordinates };
  });
}
