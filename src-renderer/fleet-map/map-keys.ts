export type Direction = 'left' | 'right' | 'up' | 'down';

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface PlacedVehicle extends Place {
  readonly slot: number;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export const directionOf = (key: string): Direction | null => directions[key] ?? null;

/** Trucks closer than this on the screen lie on top of each other: no direction leads from one to the other. */
const samePlacePx = 1;
/** What lies straight ahead comes before what is as near but aside. */
const asideWeight = 2;

function distances(direction: Direction, from: Place, to: Place) {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  switch (direction) {
    case 'left':
      return { ahead: -dx, aside: Math.abs(dy) };
    case 'right':
      return { ahead: dx, aside: Math.abs(dy) };
    case 'up':
      return { ahead: -dy, aside: Math.abs(dx) };
    case 'down':
      return { ahead: dy, aside: Math.abs(dx) };
  }
}

/** The nearest vehicle within the quarter of the map that the arrow points to; `null` when there is none. Pixels, y down. */
export function nextInDirection(
  vehicles: Iterable<PlacedVehicle>,
  from: Place,
  direction: Direction,
): number | null {
  let best: number | null = null;
  let bestCost = Infinity;
  for (const vehicle of vehicles) {
    const { ahead, aside } = distances(direction, from, vehicle);
    const cost = ahead + aside * asideWeight;
    if (ahead < samePlacePx || aside > ahead || cost >= bestCost) continue;
    best = vehicle.slot;
    bestCost = cost;
  }
  return best;
}

/** The vehicle nearest to a place: where walking the map begins. */
export function nearestTo(vehicles: Iterable<PlacedVehicle>, from: Place): number | null {
  let best: number | null = null;
  let bestDistance = Infinity;
  for (const { slot, x, y } of vehicles) {
    const distance = Math.hypot(x - from.x, y - from.y);
    if (distance >= bestDistance) continue;
    best = slot;
    bestDistance = distance;
  }
  return best;
}
