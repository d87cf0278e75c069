import type { VehicleReadings } from '../../../src-main/core/operations/telematics/facts.ts';
import type { GeofenceArea, Place } from '../../../src-main/core/operations/telematics/geofences/contract.ts';
import type { WatchedGeofence } from '../../../src-main/core/operations/telematics/geofences/geofence-state.ts';
import { createRandom } from './random.ts';

const hubCount = 60;
const metersPerDegree = 111_195;

const moved = (from: Place, eastMeters: number, northMeters: number): Place => ({
  latitude: from.latitude + northMeters / metersPerDegree,
  longitude: from.longitude + eastMeters / (metersPerDegree * Math.cos((from.latitude * Math.PI) / 180)),
});

/** Where freight goes: freight terminals of the continent, more of them in the east. */
function createHubs(random: () => number): Place[] {
  return Array.from({ length: hubCount }, () => ({
    latitude: 28 + 19 * random(),
    longitude: -122 + 50 * Math.sqrt(random()),
  }));
}

/** A yard at every hub; of the others two thirds around hubs, the rest along the roads. Half are polygons. */
export function createGeofences(count: number, seed: number): WatchedGeofence[] {
  const random = createRandom(seed);
  const hubs = createHubs(createRandom(1));
  const pick = () => hubs[Math.floor(random() * hubs.length)]!;
  return Array.from({ length: count }, (_, at) => {
    const yard = hubs[at];
    const [hub, other, part] = [yard ?? pick(), pick(), random()];
    const spread = 40_000;
    const isAtHub = random() < 2 / 3;
    const on = {
      latitude: hub.latitude + (other.latitude - hub.latitude) * part,
      longitude: hub.longitude + (other.longitude - hub.longitude) * part,
    };
    const around = isAtHub
      ? moved(hub, (random() - 0.5) * spread, (random() - 0.5) * spread)
      : moved(on, (random() - 0.5) * 2_000, (random() - 0.5) * 2_000);
    const centre = yard ?? around;
    const radiusMeters = yard === undefined ? 80 + 900 * random() ** 2 : 500;
    return {
      id: `geofence-${at}`,
      name: `Geofence ${at}`,
      area:
        random() < 0.5
          ? { kind: 'circle', ...centre, radiusMeters }
          : polygonAt(centre, radiusMeters, random),
      alertsOnEntry: true,
      alertsOnExit: true,
      dwellLimitMinutes: at % 3 === 0 ? 120 : null,
      speedLimitMph: at % 4 === 0 ? 15 : null,
    };
  });
}

function polygonAt(centre: Place, reachMeters: number, random: () => number): GeofenceArea {
  const cornerCount = 4 + Math.floor(random() * 9);
  return {
    kind: 'polygon',
    vertices: Array.from({ length: cornerCount }, (_, at) => {
      const angle = (2 * Math.PI * at) / cornerCount;
      const reach = reachMeters * (0.6 + 0.4 * random());
      return moved(centre, reach * Math.cos(angle), reach * Math.sin(angle));
    }),
  };
}

interface Truck {
  readonly id: string;
  readonly from: Place;
  readonly to: Place;
  part: number;
  readonly partPerRound: number;
  readonly speedMph: number;
}

export interface World {
  /** Every truck's fix of the next round, five seconds later. */
  nextPage(): VehicleReadings[];
}

/** A sixth in their yard, a sixth about it, standing or crawling; the others on their way between two. */
export function createWorld(truckCount: number, seed: number): World {
  const random = createRandom(seed);
  const hubs = createHubs(createRandom(1));
  const pick = () => hubs[Math.floor(random() * hubs.length)]!;
  const trucks = Array.from({ length: truckCount }, (_, at): Truck => {
    const hub = pick();
    const isAtHub = random() < 1 / 3;
    const reach = random() < 0.5 ? 500 : 20_000;
    const near = () => moved(hub, (random() - 0.5) * reach, (random() - 0.5) * reach);
    const [from, to] = isAtHub ? [near(), near()] : [hub, pick()];
    const speedMph = isAtHub ? 12 * random() : 50 + 20 * random();
    const meters =
      Math.hypot(to.latitude - from.latitude, (to.longitude - from.longitude) * 0.8) * metersPerDegree;
    const partPerRound = (speedMph * 0.44704 * 5) / Math.max(meters, 1_000);
    return { id: `truck-${at}`, from, to, part: random(), partPerRound, speedMph };
  });
  let timeMs = Date.UTC(2026, 10, 22);
  return {
    nextPage() {
      timeMs += 5_000;
      return trucks.map((truck) => {
        truck.part = (truck.part + truck.partPerRound) % 1;
        const { from, to, part } = truck;
        const latitude = from.latitude + (to.latitude - from.latitude) * part;
        const longitude = from.longitude + (to.longitude - from.longitude) * part;
        const fix = {
          timeMs,
          latitudeE6: Math.round(latitude * 1e6),
          longitudeE6: Math.round(longitude * 1e6),
          speedDeciMph: Math.round(truck.speedMph * 10),
          headingDeg: 0,
          address: null,
        };
        return { ...nothing, vehicleId: truck.id, fixes: [fix] };
      });
    },
  };
}

const nothing = {
  name: null,
  engine: [],
  fuelPercent: [],
  odometerMeters: [],
  defLevelPercent: [],
  faultCount: [],
};
