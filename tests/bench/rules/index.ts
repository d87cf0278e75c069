import type { Feature, Polygon, Position } from 'geojson';
import type { VehicleReadings } from '../../../src-main/core/operations/telematics/facts.ts';
import { shapeOf } from '../../../src-main/core/operations/telematics/geofences/area.ts';
import type { WatchedGeofence } from '../../../src-main/core/operations/telematics/geofences/geofence-state.ts';
import { createMonitor } from '../../../src-main/core/operations/telematics/geofences/monitor.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { summarize } from '../frames/statistics.ts';
import { benchTargets } from '../targets.ts';
import { loadTurf, type Turf } from './turf-package.ts';
import { createGeofences, createWorld } from './world.ts';

const seed = 20_261_123;
const { workload, ratios: targets } = benchTargets.rules;
/** Each round all take the same page, in turns; ours are quick, so they warm up on rounds of their own. */
const roundCount = 12;
const warmUpCount = 30;

interface Contestant {
  /** How many vehicles are in how many geofences after the page: what all must agree on. */
  takePage(page: readonly VehicleReadings[]): number;
}

/** The product's: containment, hysteresis, dwell, speed and the noting of what happened. */
function createOurs(
  geofences: readonly WatchedGeofence[],
): Contestant & { readonly eventCount: () => number } {
  const monitor = createMonitor();
  monitor.setGeofences(geofences, new Set(geofences.map(({ id }) => id)));
  let eventCount = 0;
  return {
    takePage(page) {
      eventCount += monitor.takePage(page).events.length;
      return 0;
    },
    eventCount: () => eventCount,
  };
}

/** Every geofence asked for every vehicle; nothing but containment. `withBoxes`: turf is given the boxes it can use. */
function createTurfContestant(
  turf: Turf,
  geofences: readonly WatchedGeofence[],
  withBoxes: boolean,
): Contestant {
  const prepared = geofences.map(({ area }) => {
    if (area.kind === 'circle') {
      return {
        centre: [area.longitude, area.latitude] as Position,
        radiusMeters: area.radiusMeters,
        polygon: null,
      };
    }
    const ring = area.vertices.map(({ longitude, latitude }): Position => [longitude, latitude]);
    const { west, south, east, north } = shapeOf(area).box;
    const polygon: Feature<Polygon> = {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [[...ring, ring[0]!]],
        ...(withBoxes ? { bbox: [west, south, east, north] } : {}),
      },
    };
    return { centre: null, radiusMeters: 0, polygon };
  });
  return {
    takePage(page) {
      let insideCount = 0;
      for (const { fixes } of page) {
        for (const { latitudeE6, longitudeE6 } of fixes) {
          const place: Position = [longitudeE6 / 1e6, latitudeE6 / 1e6];
          for (const { centre, radiusMeters, polygon } of prepared) {
            const isInside =
              polygon === null
                ? turf.distance(centre, place, { units: 'meters' }) <= radiusMeters
                : turf.booleanPointInPolygon(place, polygon);
            if (isInside) insideCount += 1;
          }
        }
      }
      return insideCount;
    },
  };
}

function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const names = ['ours', 'oursTenfold', 'turf', 'turfWithBoxes'] as const;
type Name = (typeof names)[number];

/** Ours and turf must name the same pairs, or the comparison would be of different work. */
function checkAgreement(turf: Turf, geofences: readonly WatchedGeofence[]): number {
  const page = createWorld(1_000, seed).nextPage();
  const monitor = createMonitor();
  monitor.setGeofences(geofences, new Set());
  monitor.takePage(page);
  const ours = monitor.presence().length;
  const theirs = createTurfContestant(turf, geofences, false).takePage(page);
  if (ours !== theirs) throw new Error(`ours finds ${ours} vehicles inside, turf ${theirs}`);
  return ours;
}

/** `npm run bench -- rules`: what it costs to watch every geofence for every vehicle, each time all have moved. */
export async function runRulesBench() {
  const turf = await loadTurf();
  const geofences = createGeofences(workload.geofenceCount, seed);
  const tenfold = createGeofences(workload.geofenceCount * 10, seed);
  const insidePer1000 = checkAgreement(turf, geofences);
  checkAgreement(turf, tenfold);
  const world = createWorld(workload.vehicleCount, seed);
  const ours = createOurs(geofences);
  const oursTenfold = createOurs(tenfold);
  const contestants: Record<Name, Contestant> = {
    ours,
    oursTenfold,
    turf: createTurfContestant(turf, geofences, false),
    turfWithBoxes: createTurfContestant(turf, geofences, true),
  };
  for (let round = 0; round < warmUpCount; round += 1) {
    const page = world.nextPage();
    ours.takePage(page);
    oursTenfold.takePage(page);
  }
  const samples: Record<Name, number[]> = { ours: [], oursTenfold: [], turf: [], turfWithBoxes: [] };
  for (let round = 0; round < roundCount; round += 1) {
    terminalLog(`round ${round + 1} of ${roundCount}`);
    const page = world.nextPage();
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round) % names.length]!;
      samples[name].push(cpuMsOf(() => contestants[name].takePage(page)));
    }
  }
  const figure = (name: Name) => summarize(samples[name]);
  const ratios = {
    timeToTurf: Number((figure('ours').median / figure('turf').median).toFixed(5)),
    timeToTurfWithBoxes: Number((figure('ours').median / figure('turfWithBoxes').median).toFixed(5)),
    tenfoldToOnce: Number((figure('oursTenfold').median / figure('ours').median).toFixed(3)),
  };
  return {
    bench: 'rules',
    figures: {
      vehicles: workload.vehicleCount,
      geofences: workload.geofenceCount,
      insidePer1000Vehicles: insidePer1000,
      events: ours.eventCount(),
      eventsTenfold: oursTenfold.eventCount(),
      oursCpuMsPerRound: figure('ours'),
      oursTenfoldCpuMsPerRound: figure('oursTenfold'),
      turfCpuMsPerRound: figure('turf'),
      turfWithBoxesCpuMsPerRound: figure('turfWithBoxes'),
    },
    ratios,
    targets,
    holds:
      ratios.timeToTurf <= targets.timeToTurfAtMost && ratios.tenfoldToOnce <= targets.tenfoldToOnceAtMost,
  };
}
