import { turnsBetween } from '../../../src-main/sandbox/fleet/duty.ts';
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

/** No file of tests takes longer. */
const whileTestedMs = 30 * 60_000;

/**
 * Three drivers with a telephone, responsible for their truck from now until the tests are over: teams take turns and
 * trucks go home by the clock. Each has a tone of their own and none has one of these.
 */
export function pickDrivers(
  takenHz: readonly number[],
): readonly [DriverWithPhone, DriverWithPhone, DriverWithPhone] {
  const fleet = createFleet({ vehicleCount: phoneFleet.vehicles, seed: phoneFleet.seed });
  const seen = new Set<number>(takenHz);
  const nowMs = Date.now();
  const found = fleet.vehicles.flatMap(({ crew, name, truck }): DriverWithPhone[] => {
    const turns = turnsBetween(truck, nowMs - whileTestedMs, nowMs + whileTestedMs, nowMs + whileTestedMs);
    const [turn] = turns;
    const isLasting = turns.length === 1 && turn !== undefined && turn.startMs < nowMs - 60_000;
    const driver = isLasting && turn.endMs === null ? crew[turn.member] : undefined;
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
