import {
  allocateFleetFrame,
  freshnesses,
  vehicleStatuses,
} from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import type {
  Freshness,
  VehicleStatus,
} from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';

/** Trucks around American cities and on straight lines between them: dense yards, busy corridors, lonely plains. */
const cities = [
  [-118.2, 34.05, 9],
  [-87.65, 41.85, 9],
  [-95.37, 29.76, 8],
  [-96.8, 32.78, 9],
  [-84.39, 33.75, 8],
  [-74.17, 40.73, 7],
  [-90.05, 35.15, 6],
  [-112.07, 33.45, 5],
  [-104.99, 39.74, 4],
  [-122.33, 47.6, 4],
  [-121.49, 38.58, 4],
  [-94.58, 39.1, 5],
  [-86.16, 39.77, 5],
  [-82.99, 39.96, 4],
  [-81.38, 28.54, 4],
  [-111.89, 40.76, 3],
  [-97.52, 35.47, 3],
  [-93.27, 44.98, 3],
  [-80.84, 35.23, 4],
  [-90.2, 38.63, 4],
  [-95.94, 41.26, 2],
  [-106.65, 35.08, 2],
  [-116.2, 43.62, 1],
  [-108.5, 45.78, 1],
  [-98.49, 29.42, 3],
] as const;

/** mulberry32: the same fleet for the same seed, on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface SyntheticVehicle {
  longitude: number;
  latitude: number;
  headingDeg: number;
  speedMph: number;
  status: VehicleStatus;
  freshness: Freshness;
  timeMs: number;
}

export interface SyntheticFleet {
  readonly vehicles: readonly SyntheticVehicle[];
  /** One more second for all: every vehicle has a new fix, the moving ones a new place. */
  step(): void;
  frame(kind: 'snapshot' | 'delta'): ArrayBuffer;
}

const startMs = Date.UTC(2026, 10, 22, 15);

function pickStatus(part: number): VehicleStatus {
  if (part < 0.63) return 'moving';
  if (part < 0.73) return 'stopped';
  if (part < 0.82) return 'idle';
  return part < 0.985 ? 'off' : 'unknown';
}

function pickFreshness(part: number): Freshness {
  if (part < 0.9) return 'live';
  if (part < 0.95) return 'delayed';
  return part < 0.98 ? 'stale' : 'lost';
}

function createVehicle(random: () => number): SyntheticVehicle {
  const weights = cities.reduce((sum, city) => sum + city[2], 0);
  const pickCity = () => {
    let at = random() * weights;
    return cities.find((city) => (at -= city[2]) < 0) ?? cities[0];
  };
  const status = pickStatus(random());
  const from = pickCity();
  const to = pickCity();
  const onRoad = status === 'moving' && random() < 0.8;
  const part = onRoad ? random() : 0;
  const spread = onRoad ? 0.12 : random() < 0.5 ? 0.02 : 0.5;
  const jitter = () => (random() + random() + random() - 1.5) * spread;
  const course = (Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI;
  return {
    longitude: from[0] + (to[0] - from[0]) * part + jitter(),
    latitude: from[1] + (to[1] - from[1]) * part + jitter(),
    headingDeg: Math.round((onRoad && from !== to ? course + jitter() * 200 : random() * 360) + 720) % 360,
    speedMph: status === 'moving' ? 25 + random() * 48 : 0,
    status,
    freshness: pickFreshness(random()),
    timeMs: startMs,
  };
}

export function createSyntheticFleet(count: number, seed: number): SyntheticFleet {
  const random = createRandom(seed);
  const vehicles = Array.from({ length: count }, () => createVehicle(random));
  let sequence = 0;
  let nowMs = startMs;
  return {
    vehicles,
    step() {
      nowMs += 1_000;
      for (const vehicle of vehicles) {
        vehicle.timeMs = nowMs;
        if (vehicle.status !== 'moving') continue;
        const degrees = (vehicle.speedMph * 0.44704) / 111_320;
        const heading = (vehicle.headingDeg * Math.PI) / 180;
        vehicle.latitude += degrees * Math.cos(heading);
        vehicle.longitude += (degrees * Math.sin(heading)) / Math.cos((vehicle.latitude * Math.PI) / 180);
      }
    },
    frame(kind) {
      const { buffer, columns } = allocateFleetFrame(kind, ++sequence, nowMs, vehicles.length);
      vehicles.forEach((vehicle, slot) => {
        columns.timeMs[slot] = vehicle.timeMs;
        columns.latitudeE7[slot] = Math.round(vehicle.latitude * 1e7);
        columns.longitudeE7[slot] = Math.round(vehicle.longitude * 1e7);
        columns.slot[slot] = slot;
        columns.speedDeciMph[slot] = Math.round(vehicle.speedMph * 10);
        columns.headingDeg[slot] = vehicle.headingDeg;
        columns.status[slot] = vehicleStatuses.indexOf(vehicle.status);
        columns.freshness[slot] = freshnesses.indexOf(vehicle.freshness);
        columns.fuelPercent[slot] = 50;
      });
      return buffer;
    },
  };
}
