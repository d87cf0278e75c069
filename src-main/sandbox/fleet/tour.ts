import type { City } from './cities.ts';
import { advanceDuty, createDutyMeter, dutyLimits, type DutyMeter } from './duty-meter.ts';
import { rampPenaltyMs } from './motion.ts';
import type { Place, Places } from './places.ts';
import type { Random } from './random.ts';
import type { DirectedEdge, RoadNetwork } from './road-network.ts';
import { dutyDuring, homeStayMs, type Schedule, type Segment, type StopKind } from './schedule.ts';
import {
  isDeadZone,
  isTruckStop,
  pieceCount,
  pieceLengthMeters,
  pieceSpeedMetersPerSecond,
} from './traffic.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A truck stop is at most this far away, so a driver stops that much before a limit. */
const marginMs = 60 * minuteMs;

export interface TourDeps {
  readonly network: RoadNetwork;
  readonly places: Places;
  readonly random: Random;
  readonly truckSeed: number;
  readonly home: Place;
  readonly crewSize: number;
  /** Driven on one tank. */
  readonly tankMeters: number;
  /** How much longer than lawful this crew plans to drive. */
  readonly carelessMs: number;
  /** The crew looks for fuel when the tank is emptier than this. */
  readonly lowFuelPercent: number;
}

interface OpenDrive {
  readonly startMs: number;
  readonly startMeters: number;
  readonly firstEdge: number;
  readonly firstPiece: number;
}

interface Draft {
  readonly segments: Segment[];
  readonly crew: readonly DutyMeter[];
  readonly route: DirectedEdge[];
  readonly edgeStartMeters: number[];
  readonly dead: number[];
  readonly refuels: { atMs: number; meters: number; percent: number }[];
  nowMs: number;
  meters: number;
  driver: number;
  breakAfterMs: number;
  drive: OpenDrive | null;
  lastPieceSpeed: number;
}

type Added = Pick<Segment, 'kind' | 'startMs' | 'startMeters' | 'place' | 'firstEdge' | 'firstPiece'>;

function addSegment(draft: Draft, added: Added): void {
  const segment: Segment = {
    ...added,
    endMs: draft.nowMs,
    endMeters: draft.meters,
    driver: draft.driver,
    arrives: false,
    departs: false,
  };
  draft.segments.push(segment);
  draft.crew.forEach((meter, member) => {
    for (const stretch of dutyDuring(segment, member)) {
      advanceDuty(meter, stretch.status, stretch.endMs - stretch.startMs);
    }
  });
}

function closeDrive(draft: Draft): void {
  const { drive } = draft;
  if (drive === null) return;
  // Whole milliseconds: every later time is counted from here.
  draft.nowMs = Math.ceil(draft.nowMs + rampPenaltyMs(draft.lastPieceSpeed));
  draft.drive = null;
  addSegment(draft, { kind: 'drive', place: null, ...drive });
}

function stop(draft: Draft, kind: StopKind, durationMs: number, place: Place | null): void {
  closeDrive(draft);
  const startMs = draft.nowMs;
  draft.nowMs += Math.round(durationMs);
  addSegment(draft, { kind, startMs, startMeters: draft.meters, place, firstEdge: 0, firstPiece: 0 });
}

const fuelPercent = (draft: Draft, tankMeters: number): number => {
  const last = draft.refuels.at(-1);
  return last === undefined ? 100 : last.percent - (100 * (draft.meters - last.meters)) / tankMeters;
};

function mustBeRelieved(draft: Draft, deps: TourDeps): boolean {
  const meter = draft.crew[draft.driver];
  if (meter === undefined) return false;
  const drivenMs =
    (draft.drive === null ? 0 : draft.nowMs - draft.drive.startMs) + marginMs - deps.carelessMs;
  return (
    meter.driveMs + drivenMs > dutyLimits.driveMs ||
    meter.shiftMs + drivenMs > dutyLimits.shiftMs ||
    meter.cycleMs + drivenMs > dutyLimits.cycleMs
  );
}

/** Rest a driver still needs before taking the wheel with a useful number of hours. */
const restNeededMs = (meter: DutyMeter): number =>
  Math.max(
    0,
    (meter.cycleMs > dutyLimits.cycleMs - 4 * hourMs ? dutyLimits.restartMs : dutyLimits.dailyRestMs) -
      meter.offMs,
  );

/** The other driver takes over if rested; otherwise the truck stands until somebody is. */
function relieve(draft: Draft, deps: TourDeps, place: Place | null): void {
  closeDrive(draft);
  const needs = draft.crew.map(restNeededMs);
  const next = needs.indexOf(Math.min(...needs));
  const needMs = needs[next] ?? 0;
  if (needMs > 0) stop(draft, 'rest', needMs + deps.random.between(2, 70) * minuteMs, place);
  const isHandover = next !== draft.driver;
  draft.driver = next;
  draft.breakAfterMs = deps.random.between(4.2, 6.7) * hourMs;
  if (isHandover) stop(draft, 'handover', 15 * minuteMs, place);
}

function considerTruckStop(draft: Draft, deps: TourDeps): void {
  const meter = draft.crew[draft.driver];
  if (meter === undefined || draft.drive === null) return;
  const drivenMs = draft.nowMs - draft.drive.startMs;
  if (fuelPercent(draft, deps.tankMeters) < deps.lowFuelPercent) {
    stop(draft, 'fuel', deps.random.between(31, 45) * minuteMs, null);
    const percent = Math.round(deps.random.between(95, 100));
    draft.refuels.push({ atMs: draft.nowMs - 5 * minuteMs, meters: draft.meters, percent });
  }
  const isBreakDue =
    draft.drive !== null &&
    meter.driveSinceBreakMs + drivenMs > draft.breakAfterMs &&
    !mustBeRelieved(draft, deps);
  if (isBreakDue) stop(draft, 'break', deps.random.between(31, 44) * minuteMs, null);
  // Asked last: fuel and breaks use up the shift as well.
  if (mustBeRelieved(draft, deps)) relieve(draft, deps, null);
}

function noteDeadZone(dead: number[], startMs: number, endMs: number): void {
  if (dead.at(-1) === startMs) dead[dead.length - 1] = endMs;
  else dead.push(startMs, endMs);
}

function drivePiece(draft: Draft, deps: TourDeps, directed: DirectedEdge, piece: number): void {
  const speed = pieceSpeedMetersPerSecond(directed, piece, deps.truckSeed);
  const startMs = draft.nowMs;
  if (draft.drive === null) {
    draft.drive = {
      startMs,
      startMeters: draft.meters,
      firstEdge: draft.route.length - 1,
      firstPiece: piece,
    };
    draft.nowMs += rampPenaltyMs(speed);
  }
  draft.nowMs += (1_000 * pieceLengthMeters(directed)) / speed;
  draft.meters += pieceLengthMeters(directed);
  draft.lastPieceSpeed = speed;
  if (isDeadZone(directed, piece)) noteDeadZone(draft.dead, startMs, draft.nowMs);
}

function driveLeg(draft: Draft, deps: TourDeps, from: City, to: City): void {
  if (mustBeRelieved(draft, deps)) relieve(draft, deps, draft.segments.at(-1)?.place ?? null);
  const leg = deps.network.routeBetween(from, to);
  for (const directed of leg) {
    draft.route.push(directed);
    draft.edgeStartMeters.push(draft.meters);
    const count = pieceCount(directed);
    for (let piece = 0; piece < count; piece++) {
      drivePiece(draft, deps, directed, piece);
      const isArriving = directed === leg.at(-1) && piece === count - 1;
      if (!isArriving && isTruckStop(directed, piece)) considerTruckStop(draft, deps);
    }
  }
  closeDrive(draft);
}

/** Customers in reach, ending so that the way home still fits into the driving budget. */
function chooseCustomers({ network, places, random, home, crewSize }: TourDeps): Place[] {
  const budgetMeters = (crewSize === 1 ? random.between(48, 56) : random.between(92, 106)) * 92_000;
  const chosen: Place[] = [];
  let [at, used] = [home.city, 0];
  for (let attempt = 0; attempt < 40; attempt++) {
    const customer = random.pick(places.customers);
    const legMeters = network.distanceBetween(at, customer.city);
    const backMeters = network.distanceBetween(customer.city, home.city);
    if (legMeters < 250_000 || legMeters > 2_300_000 || used + legMeters + backMeters > budgetMeters)
      continue;
    chosen.push(customer);
    used += legMeters;
    at = customer.city;
  }
  return chosen;
}

function withNeighbours(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, index) => ({
    ...segment,
    arrives: segment.kind !== 'drive' && segments[index - 1]?.kind === 'drive',
    departs: segment.kind !== 'drive' && segments[index + 1]?.kind === 'drive',
  }));
}

/** Plans one tour from home and back that keeps the duty rules (unless careless), tanks in time and loads on the way. */
export function planTour(deps: TourDeps): Schedule {
  const { random, home } = deps;
  const filled = { atMs: 0, meters: 0, percent: Math.round(random.between(92, 100)) };
  const draft: Draft = {
    segments: [],
    crew: Array.from({ length: deps.crewSize }, () => createDutyMeter()),
    route: [],
    edgeStartMeters: [],
    dead: [],
    refuels: [filled],
    nowMs: 0,
    meters: 0,
    driver: 0,
    breakAfterMs: random.between(4.2, 6.7) * hourMs,
    drive: null,
    lastPieceSpeed: 1,
  };
  stop(draft, 'pretrip', random.between(16, 30) * minuteMs, home);
  let at = home.city;
  for (const customer of chooseCustomers(deps)) {
    driveLeg(draft, deps, at, customer.city);
    stop(draft, 'delivery', random.between(0.9, 3.2) * hourMs, customer);
    at = customer.city;
  }
  if (at !== home.city) driveLeg(draft, deps, at, home.city);
  stop(draft, 'home', homeStayMs(random.next()), home);
  const segments = withNeighbours(draft.segments);
  return {
    segments,
    segmentStartMs: Float64Array.from(segments, (segment) => segment.startMs),
    periodMs: draft.nowMs,
    route: draft.route,
    edgeStartMeters: Float64Array.from(draft.edgeStartMeters),
    tourMeters: draft.meters,
    crewSize: deps.crewSize,
    deadMs: Float64Array.from(draft.dead),
    refuels: draft.refuels,
  };
}
