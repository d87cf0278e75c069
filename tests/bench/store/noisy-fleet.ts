/** mulberry32: small, fast, the same numbers on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One page of the feed: flat rows as the store takes them. */
export interface FleetPage {
  /** `slot, time ms, latitude e6, longitude e6, speed 0.1 mph, heading °`. */
  readonly fixes: number[];
  /** `slot, kind, time ms, value`. */
  readonly readings: number[];
  /** When it arrives. */
  readonly nowMs: number;
}

export const pageIntervalMs = 5_000;
const jitterMs = 300;
const noiseMeters = 3;
const metersPerDegree = 111_195;
const lateShare = 0.01;
const doubledShare = 0.001;
/** Lateness spreads evenly over its logarithm: most minutes (tunnels), some hours (no coverage). */
const lateMsMin = 10_000;
const lateMsMax = 6 * 3_600_000;
const kinds = { engine: 1, fuelPercent: 2, speedLimitMph: 3 };

interface Truck {
  readonly slot: number;
  latitude: number;
  longitude: number;
  headingDeg: number;
  speedMph: number;
  cruiseMph: number;
  isDriving: boolean;
  spellEndsMs: number;
  nextMs: number;
  fuel: number;
}

/**
 * Trucks all over the country; each drives for hours and stands for hours, 60 % of the time driving. A fix every five
 * seconds give or take 300 ms, GPS noise of 3 m in each direction, driving or not.
 */
export function createNoisyFleet(options: { seed: number; vehicleCount: number; startMs: number }) {
  const random = createRandom(options.seed);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const { startMs } = options;
  const trucks = Array.from({ length: options.vehicleCount }, (_, index): Truck => {
    return {
      slot: index + 1,
      latitude: 30 + random() * 15,
      longitude: -118 + random() * 40,
      headingDeg: random() * 360,
      speedMph: 0,
      cruiseMph: 60,
      isDriving: random() < 0.6,
      spellEndsMs: startMs + random() * 4 * 3_600_000,
      nextMs: startMs + random() * pageIntervalMs,
      fuel: 40 + random() * 60,
    };
  });
  /** By page, what arrives on it besides what is new. */
  const delayed = new Map<number, number[]>();
  let pageNumber = 0;
  let movingCount = 0;
  let fixCount = 0;

  function live(truck: Truck, timeMs: number, readings: number[]) {
    if (timeMs >= truck.spellEndsMs) {
      truck.isDriving = !truck.isDriving;
      truck.spellEndsMs = timeMs + (truck.isDriving ? 3 : 2) * 3_600_000 * (0.5 + random());
      readings.push(truck.slot, kinds.engine, timeMs, truck.isDriving ? 2 : 1);
    }
    if (random() < 0.005) {
      truck.cruiseMph = 30 + Math.floor(random() * 9) * 5;
      readings.push(truck.slot, kinds.speedLimitMph, timeMs, truck.cruiseMph);
    }
    if (random() < 0.02) {
      truck.fuel = truck.fuel < 10 ? 95 : truck.fuel - (truck.isDriving ? 0.3 : 0);
      readings.push(truck.slot, kinds.fuelPercent, timeMs, Math.round(truck.fuel));
    }
    if (!truck.isDriving) {
      truck.speedMph = 0;
      return;
    }
    truck.speedMph = Math.max(1, truck.speedMph + (truck.cruiseMph - truck.speedMph) * 0.1 + gauss() * 0.5);
    truck.headingDeg = (truck.headingDeg + gauss() * 1.5 + 360) % 360;
    const degrees = (truck.speedMph * 0.44704 * pageIntervalMs) / 1_000 / metersPerDegree;
    const radians = (truck.headingDeg * Math.PI) / 180;
    truck.latitude += degrees * Math.cos(radians);
    truck.longitude += (degrees * Math.sin(radians)) / Math.cos((truck.latitude * Math.PI) / 180);
    // Back to where it came from, before it leaves the country.
    if (truck.latitude < 26 || truck.latitude > 48 || truck.longitude < -122 || truck.longitude > -72) {
      truck.headingDeg = (truck.headingDeg + 180) % 360;
    }
  }

  function fixOf(truck: Truck, timeMs: number): number[] {
    const degrees = noiseMeters / metersPerDegree;
    const stretch = Math.cos((truck.latitude * Math.PI) / 180);
    return [
      truck.slot,
      timeMs,
      Math.round((truck.latitude + gauss() * degrees) * 1e6),
      Math.round((truck.longitude + (gauss() * degrees) / stretch) * 1e6),
      Math.round(truck.speedMph * 10),
      Math.round(truck.headingDeg) % 360,
    ];
  }

  function delay(fix: number[], pages: number) {
    const at = pageNumber + Math.max(1, Math.round(pages));
    const list = delayed.get(at) ?? [];
    list.push(...fix);
    delayed.set(at, list);
  }

  function nextPage(): FleetPage {
    const nowMs = startMs + (pageNumber + 1) * pageIntervalMs;
    const fixes = delayed.get(pageNumber) ?? [];
    delayed.delete(pageNumber);
    const readings: number[] = [];
    for (const truck of trucks) {
      while (truck.nextMs < nowMs) {
        const timeMs = Math.round(truck.nextMs);
        live(truck, timeMs, readings);
        const fix = fixOf(truck, timeMs);
        fixCount += 1;
        if (truck.isDriving) movingCount += 1;
        if (random() < lateShare) {
          delay(fix, (lateMsMin * (lateMsMax / lateMsMin) ** random()) / pageIntervalMs);
        } else fixes.push(...fix);
        if (random() < doubledShare) delay(fix, Math.floor(random() * 100));
        truck.nextMs += pageIntervalMs + (random() * 2 - 1) * jitterMs;
      }
    }
    pageNumber += 1;
    return { fixes, readings, nowMs };
  }

  return { nextPage, movingShare: () => movingCount / fixCount };
}
