import type { Driver } from './people.ts';
import { inventDriver } from './people.ts';
import { createPlaces, type Place, type Places } from './places.ts';
import { createRandom, hash32, unitOf } from './random.ts';
import type { Reporter } from './reports.ts';
import { createRoadNetwork, type RoadNetwork } from './road-network.ts';
import { planTour } from './tour.ts';
import { createTruck, type Truck } from './truck.ts';
import { inventVehicle, type VehicleProfile } from './vehicles.ts';

export type { Driver } from './people.ts';
export type { Place } from './places.ts';
export type { VehicleProfile } from './vehicles.ts';

export interface Vehicle extends VehicleProfile, Reporter {
  /** One driver, or two of a team. */
  readonly crew: readonly Driver[];
  /** With a dash camera; the vendor leaves events of the others out of its list unless asked for them. */
  readonly hasCamera: boolean;
}

export interface Fleet {
  readonly seed: number;
  readonly network: RoadNetwork;
  readonly places: Places;
  readonly vehicles: readonly Vehicle[];
  /** Everybody: crews, people without a truck, people who left. */
  readonly drivers: readonly Driver[];
  readonly terminals: readonly Place[];
}

export const vehicleCountMax = 10_000;
const teamShare = 0.7;

function planTruck(seed: number, profile: VehicleProfile, crewSize: number, world: WorldParts): Truck {
  const truckSeed = hash32(seed, profile.index, 13);
  const random = createRandom(truckSeed);
  const tankMeters = random.between(1_900_000, 2_300_000);
  const schedule = planTour({
    ...world,
    random,
    truckSeed,
    home: profile.home,
    crewSize,
    tankMeters,
    carelessMs: profile.index % 50 === 31 ? 5_400_000 : 0,
    // One crew in eight drives on until the lamp is on.
    lowFuelPercent: unitOf(truckSeed, 23) < 1 / 8 ? 12 : 28,
  });
  return createTruck({
    schedule,
    truckSeed,
    phaseMs: Math.floor(random.next() * schedule.periodMs),
    tankMeters,
    isIdler: unitOf(truckSeed, 21) < 0.2,
    odometerAtAnchorMeters: Math.round(random.between(60_000_000, 900_000_000)),
    spot: profile.index,
  });
}

interface WorldParts {
  readonly network: RoadNetwork;
  readonly places: Places;
}

/** Planning a tour takes a fraction of a millisecond and some kilobytes: done when a truck is first looked at. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export interface FleetOptions {
  /** 1 to 10,000. */
  readonly vehicleCount: number;
  readonly seed: number;
  /** Roads to share with another fleet; they are the same for every seed. */
  readonly network?: RoadNetwork;
  /** Every truck, driver and place has a name as long as offices make them; otherwise one in fifty. */
  readonly hasLongNames?: boolean;
}

/**
 * A company with `vehicleCount` trucks (1 to 10,000). The same seed makes the same company, and what a truck does is a
 * pure function of time: two processes with one seed agree, and a restarted sandbox goes on where it was.
 */
export function createFleet(options: FleetOptions): Fleet {
  const { seed, vehicleCount, hasLongNames = false } = options;
  if (!Number.isInteger(vehicleCount) || vehicleCount < 1 || vehicleCount > vehicleCountMax) {
    throw new RangeError(`a fleet has 1 to ${vehicleCountMax} vehicles, not ${vehicleCount}`);
  }
  const network = options.network ?? createRoadNetwork();
  const places = createPlaces(network, hasLongNames);
  const drivers: Driver[] = [];
  const hire = (facts: Pick<Driver, 'home' | 'seat' | 'isActive'>) => {
    const driver = inventDriver(seed, drivers.length, facts, hasLongNames);
    drivers.push(driver);
    return driver;
  };
  const vehicles = Array.from({ length: vehicleCount }, (_, index): Vehicle => {
    const profile = inventVehicle(seed, index, places.terminals, hasLongNames);
    const crewSize = unitOf(seed, index, 99) < teamShare ? 2 : 1;
    const truck = lazily(() => planTruck(seed, profile, crewSize, { network, places }));
    const hasNobody = profile.condition === 'stored' || profile.condition === 'notInstalled';
    return {
      ...profile,
      get truck() {
        return truck();
      },
      hasDiagnostics: unitOf(seed, index, 97) >= 0.06,
      hasFaultCodes: unitOf(seed, index, 95) < 0.12,
      hasCamera: unitOf(seed, index, 93) < 0.75,
      crew: hasNobody
        ? []
        : Array.from({ length: crewSize }, (_, member) =>
            hire({ home: profile.home, seat: { truckIndex: index, member }, isActive: true }),
          ),
    };
  });
  const extraCount = Math.ceil(vehicleCount / 20);
  for (let index = 0; index < extraCount * 2; index++) {
    const home = places.terminals[hash32(seed, index, 91) % places.terminals.length];
    if (home !== undefined) hire({ home, seat: null, isActive: index < extraCount });
  }
  return { seed, network, places, vehicles, drivers, terminals: places.terminals };
}
