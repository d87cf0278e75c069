import {
  freshnesses,
  unknownU16,
  vehicleStatuses,
} from '../../../src-main/core/operations/telematics/fleet-frame.wire.ts';

/** What the shader draws, by number. `arrow` is the only one that turns. */
export const shapes = { ring: 0, arrow: 1, square: 2, diamond: 3, dot: 4, disc: 5 } as const;
export type Shape = (typeof shapes)[keyof typeof shapes];

/** How far the position is current: filled, hollow, outlined with a dot, outlined and struck through. */
export const fills = { live: 0, delayed: 1, stale: 2, lost: 3 } as const;
export type Fill = (typeof fills)[keyof typeof fills];

/** Bits of the flags byte of an instance. */
export const flagBits = { selected: 1, hovered: 2, focused: 4, dimmed: 8 } as const;

const statusByte = (name: (typeof vehicleStatuses)[number]) => vehicleStatuses.indexOf(name);
const movingByte = statusByte('moving');
const shapeByStatus: readonly Shape[] = vehicleStatuses.map(
  (name) =>
    ({
      unknown: shapes.ring,
      moving: shapes.arrow,
      stopped: shapes.square,
      idle: shapes.diamond,
      off: shapes.dot,
    })[name],
);
const fillByFreshness: readonly Fill[] = freshnesses.map(
  (name) =>
    ({ never: fills.lost, live: fills.live, delayed: fills.delayed, stale: fills.stale, lost: fills.lost })[
      name
    ],
);

/** A moving truck whose heading nobody knows gets a disc: an arrow would have to point somewhere. */
export function shapeOf(status: number, headingDeg: number): Shape {
  if (status === movingByte && headingDeg === unknownU16) return shapes.disc;
  return shapeByStatus[status] ?? shapes.ring;
}

export const fillOf = (freshness: number): Fill => fillByFreshness[freshness] ?? fills.lost;

/** A status this build does not know is shown as unknown. */
export const colourOf = (status: number): number => (status < vehicleStatuses.length ? status : 0);

/** Marker radius in CSS pixels: small over a continent, comfortable over a town. */
export function markerRadius(zoom: number): number {
  const part = Math.min(Math.max((zoom - 3.5) / 8.5, 0), 1);
  return 6 + 3.5 * part;
}
