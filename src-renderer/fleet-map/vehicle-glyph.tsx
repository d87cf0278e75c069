import type { Freshness, VehicleStatus } from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import classes from './vehicle-glyph.module.css';

/** The same shapes as on the map (vehicle-layer/marker-style.ts), on a grid of 16. */
const outlines: Readonly<Record<VehicleStatus, string>> = {
  moving: 'M8 1.8 13.4 13.6 8 10.9 2.6 13.6Z',
  stopped: 'M3 3h10v10H3Z',
  idle: 'M8 1.6 14.4 8 8 14.4 1.6 8Z',
  off: 'M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z',
  unknown: 'M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Z',
};

interface VehicleGlyphProps {
  readonly status: VehicleStatus;
  readonly freshness: Freshness;
  readonly size?: number;
}

/** Filled: live; hollow: delayed or older; hollow and struck through: lost. Its word always stands beside it. */
export function VehicleGlyph({ status, freshness, size = 14 }: VehicleGlyphProps) {
  const isStruck = freshness === 'lost' || freshness === 'never';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={classes.glyph}
      data-status={status}
      data-freshness={freshness}
      aria-hidden
    >
      <path d={outlines[status]} />
      {isStruck && <path d="M2 14 14 2" />}
    </svg>
  );
}
