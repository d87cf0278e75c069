import type { Position } from 'geojson';

const keyOf = (position: Position | undefined): string => (position ?? []).slice(0, 2).join(',');

/**
 * Joins pieces that share an end point into longer lines. Road data comes cut at every crossing; pieces that short hold
 * no shield and survive no simplification. Where more than two pieces meet, some two of them are joined.
 */
export function stitchLines(pieces: readonly (readonly Position[])[]): Position[][] {
  const openEnds = new Map<string, Position[]>();
  const done = new Set<Position[]>();
  for (const piece of pieces) {
    if (piece.length < 2) continue;
    let line = [...piece];
    for (let side = 0; side < 2; side += 1) {
      const neighbour = openEnds.get(keyOf(line.at(-1)));
      if (neighbour) {
        release(openEnds, neighbour);
        done.delete(neighbour);
        const forward = keyOf(neighbour[0]) === keyOf(line.at(-1)) ? neighbour : neighbour.reverse();
        line = line.concat(forward.slice(1));
      }
      line.reverse();
    }
    const isLoop = keyOf(line[0]) === keyOf(line.at(-1));
    done.add(line);
    if (isLoop) continue;
    for (const end of [line[0], line.at(-1)]) if (!openEnds.has(keyOf(end))) openEnds.set(keyOf(end), line);
  }
  return [...done];
}

function release(openEnds: Map<string, Position[]>, line: Position[]): void {
  for (const end of [line[0], line.at(-1)]) {
    if (openEnds.get(keyOf(end)) === line) openEnds.delete(keyOf(end));
  }
}
