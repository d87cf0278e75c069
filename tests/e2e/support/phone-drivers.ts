import { createFleet } from '../../../src-main/sandbox/fleet/index.ts';
import { phoneToneHz } from '../../../src-main/sandbox/twilio/index.ts';

/** The fleet of the phone's tests; give it to `launchDeskPhone` as `sandbox`. */
export const phoneFleet = { vehicles: 25, seed: 1 } as const;

export interface DriverWithPhone {
  readonly name: string;
  readonly truck: string;
  /** E.164. */
  readonly number: string;
  /** What his telephone says when it answers or calls. */
  readonly toneHz: number;
}

/** Three drivers with a telephone and a truck, each with a tone of their own and none with one of these. */
export function pickDrivers(
  takenHz: readonly number[],
): readonly [DriverWithPhone, DriverWithPhone, DriverWithPhone] {
  const fleet = createFleet({ vehicleCount: phoneFleet.vehicles, seed: phoneFleet.seed });
  const seen = new Set<number>(takenHz);
  const found = fleet.vehicles.flatMap(({ crew: [driver], name }): DriverWithPhone[] => {
    const digits = driver?.phone?.replace(/\D/g, '') ?? '';
    if (driver === undefined || digits === '') return [];
    const number = digits.length === 10 ? `+1${digits}` : `+${digits}`;
    const toneHz = phoneToneHz(number);
    if (seen.has(toneHz)) return [];
    seen.add(toneHz);
    return [{ name: driver.name, truck: name, number, toneHz }];
  });
  const [first, second, third] = found;
  if (!first || !second || !third) throw new Error('the fleet has no three drivers with telephones');
  return [first, second, third];
}
