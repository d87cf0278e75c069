export const radiusUnits = ['ft', 'mi', 'm'] as const;
export type RadiusUnit = (typeof radiusUnits)[number];

const metersPer: Readonly<Record<RadiusUnit, number>> = { ft: 0.3048, mi: 1_609.344, m: 1 };
const decimals: Readonly<Record<RadiusUnit, number>> = { ft: 0, mi: 3, m: 0 };

export const toMeters = (value: number, unit: RadiusUnit): number => value * metersPer[unit];

export function fromMeters(meters: number, unit: RadiusUnit): number {
  const factor = 10 ** decimals[unit];
  return Math.round((meters / metersPer[unit]) * factor) / factor;
}

/** Feet for yards, miles for towns. */
export const fittingUnit = (meters: number): RadiusUnit => (meters >= 1_609 ? 'mi' : 'ft');
