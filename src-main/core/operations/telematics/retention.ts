/** How long each kind is kept before it is forgotten. The newest fix of a vehicle is never. */
export interface Retention {
  /** Fixes, and engine, fuel and speed limit beside them. */
  readonly positionDays: number;
  /** Trips, and stays in geofences. */
  readonly tripDays: number;
  readonly dutyLogDays: number;
}

/** A carrier keeps logs for six months (49 CFR 395.8(k)). */
export const defaultRetention: Retention = { positionDays: 30, tripDays: 190, dutyLogDays: 190 };

export const dayMs = 24 * 3_600_000;
