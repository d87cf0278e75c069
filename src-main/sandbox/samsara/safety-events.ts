import { happeningsBetween, severeExcessMph, type Happening } from '../fleet/happenings.ts';
import type { Vehicle } from '../fleet/index.ts';
import { hash32, hashText, pickBy, unitOf } from '../fleet/random.ts';
import { segmentsBetween } from '../fleet/segments.ts';
import { changePage, type Changing } from './change-stream.ts';
import { filterOf } from './cursor.ts';
import type { World } from './lists.ts';
import { locationView } from './location.ts';
import type { Parameters } from './parameters.ts';
import { isTracked } from './reporting.ts';
import { timeText } from './stat-values.ts';
import type { Page } from './stats-page.ts';

const path = '/safety-events/stream';
const rowsPerPage = 100;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** From what happened to the last thing somebody in the office did about it. */
const lifeMs = 36 * hourMs;

type State = 'needsReview' | 'reviewed' | 'needsCoaching' | 'coached' | 'dismissed';

/** One step in the life of an event: who looked at it when, and what they made of it. */
interface Step {
  readonly atMs: number;
  readonly state: State;
  readonly label: string;
  readonly isByHand: boolean;
}

export interface SafetyEvent extends Changing {
  readonly vehicle: Vehicle;
  readonly happening: Happening;
  readonly createdAtMs: number;
  readonly step: Step;
}

function firstLabel({ kind, peakMph, limitMph }: Happening): string {
  if (kind === 'brake') return 'Braking';
  if (kind === 'phone') return 'MobileUsage';
  const excessMph = peakMph - limitMph;
  return excessMph >= severeExcessMph
    ? 'SevereSpeeding'
    : excessMph >= 8
      ? 'HeavySpeeding'
      : 'ModerateSpeeding';
}

const secondLabels: Readonly<Record<string, string>> = {
  Braking: 'FollowingDistance',
  MobileUsage: 'GenericDistraction',
  SevereSpeeding: 'MaxSpeed',
};

/** Uploaded within minutes, relabelled by some, then dismissed, reviewed or coached within the day. */
function stepsOf(happening: Happening, key: number, isQuick: boolean): Step[] {
  const label = firstLabel(happening);
  const pace = isQuick ? 1 / 120 : 1;
  const after = (from: number, to: number, salt: number) =>
    Math.round(pace * (from + (to - from) * unitOf(key, salt)) * minuteMs);
  const createdMs = happening.endMs + 40_000 + Math.floor(120_000 * unitOf(key, 1));
  const steps: Step[] = [{ atMs: createdMs, state: 'needsReview', label, isByHand: false }];
  let latest = label;
  let atMs = createdMs;
  const other = secondLabels[label];
  if (other !== undefined && unitOf(key, 2) < 0.3) {
    [latest, atMs] = [other, atMs + after(10, 180, 3)];
    steps.push({ atMs, state: 'needsReview', label: latest, isByHand: true });
  }
  const verdict = pickBy(
    ['dismissed', 'dismissed', 'reviewed', 'needsCoaching', null] as const,
    unitOf(key, 4),
  );
  const isByHand = latest !== label;
  if (verdict === null) return steps;
  atMs += after(20, 420, 5);
  steps.push({ atMs, state: verdict, label: latest, isByHand });
  if (verdict === 'needsCoaching') {
    atMs += after(300, 1_200, 6);
    steps.push({ atMs, state: 'coached', label: latest, isByHand });
  }
  return steps;
}

const uuidOf = (key: number): string => {
  const part = (salt: number) => hash32(key, salt).toString(16).padStart(8, '0');
  const [a, b, c, d] = [part(11), part(12), part(13), part(14)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
};

function eventOf(
  { faults }: World,
  vehicle: Vehicle,
  happening: Happening,
  nowMs: number,
): SafetyEvent | null {
  const key = hash32(hashText(vehicle.id), Math.floor(happening.startMs / 1_000), hashText(happening.kind));
  const steps = stepsOf(happening, key, faults.get('quick-relabel') !== null);
  const step = steps.findLast(({ atMs }) => atMs <= nowMs);
  const created = steps[0];
  if (step === undefined || created === undefined || !isTracked(vehicle, happening.startMs)) return null;
  return {
    key: uuidOf(key),
    vehicle,
    happening,
    createdAtMs: created.atMs,
    updatedAtMs: step.atMs,
    step,
  };
}

/** Overspeed is what alerts are made of; the office's inbox knows speeding by the limit. */
const isSafety = ({ kind, peakMph, limitMph }: Happening): boolean =>
  kind !== 'overspeed' && (kind !== 'speeding' || peakMph - limitMph >= 6.5);

const kmh = (mph: number): number => Math.round(mph * 1.609344);

function eventView(world: World, event: SafetyEvent, parameters: Parameters) {
  const { vehicle, happening, step, key } = event;
  const { faults } = world;
  const [placed] = segmentsBetween(vehicle.truck, happening.startMs, happening.startMs);
  const driver = vehicle.crew[placed?.segment.driver ?? 0];
  const isOdd = faults.get('unknown-enum') !== null && vehicle.index % 2 === 0;
  const isBare = faults.get('missing-keys') !== null && vehicle.index % 3 === 0;
  const isSpeeding = happening.kind === 'speeding';
  const url = `https://cloud.samsara.com/o/${world.fleet.seed}/fleet/safety/inbox/${key}`;
  return {
    id: key,
    asset: {
      id: vehicle.id,
      ...(parameters.text('includeAsset') === 'true'
        ? { name: vehicle.name, type: 'vehicle', vin: vehicle.vin }
        : {}),
    },
    driver: {
      id: driver?.id ?? '',
      ...(parameters.text('includeDriver') === 'true' && driver !== undefined ? { name: driver.name } : {}),
    },
    behaviorLabels: [
      { label: isOdd ? 'Juggling' : step.label, source: step.isByHand ? 'userGenerated' : 'automated' },
    ],
    contextLabels: [],
    eventState: isOdd ? 'escalated' : step.state,
    startMs: timeText(happening.startMs),
    endMs: timeText(happening.endMs),
    createdAtTime: timeText(event.createdAtMs),
    updatedAtTime: timeText(event.step.atMs),
    location: locationView(world, vehicle, happening.startMs),
    maxAccelerationGForce: Math.round(happening.gForce * 1_000) / 1_000,
    ...(isSpeeding
      ? {
          speedingMetadata: {
            maxSpeedKilometersPerHour: kmh(happening.peakMph),
            postedSpeedLimitKilometersPerHour: kmh(happening.limitMph),
          },
        }
      : {}),
    ...(step.state === 'dismissed' ? { dismissalReason: { code: 'minorEvent', comment: '' } } : {}),
    ...(vehicle.hasCamera && !isBare
      ? { media: [{ input: 'dashcamRoadFacing', url: `https://media.invalid/${key}.mp4` }] }
      : {}),
    ...(isBare ? { tripStartTime: null } : {}),
    inboxEventUrl: url,
    incidentReportUrl: `${url}/report`,
  };
}

const listNames = ['assetIds', 'driverIds', 'tagIds', 'behaviorLabels', 'eventStates'] as const;

/** A stream of changes: an event comes again when somebody relabels, dismisses or coaches it. */
export function safetyEventsPage(world: World, parameters: Parameters, nowMs: number): Page {
  const [assetIds = [], driverIds = [], tagIds = [], labels = [], states = []] = listNames.map(
    parameters.list,
  );
  const byCreation = parameters.text('queryByTimeField') === 'createdAtTime';
  const withoutCamera = parameters.text('includeVgOnlyEvents') === 'true';
  const accepts = (wanted: readonly string[], value: string) => wanted.length === 0 || wanted.includes(value);
  const vehicles = world.fleet.vehicles.filter(
    (vehicle) =>
      accepts(assetIds, vehicle.id) &&
      (withoutCamera || vehicle.hasCamera) &&
      (driverIds.length === 0 || vehicle.crew.some(({ id }) => driverIds.includes(id))) &&
      (tagIds.length === 0 || world.directory.vehicleTags(vehicle).some(({ id }) => tagIds.includes(id))),
  );
  const startMs = parameters.time('startTime') ?? nowMs;
  const texts = [
    'startTime',
    'endTime',
    'queryByTimeField',
    'includeAsset',
    'includeDriver',
    'includeVgOnlyEvents',
  ];
  const changedSince = (fromMs: number) =>
    vehicles.flatMap((vehicle) =>
      happeningsBetween(vehicle.truck, fromMs - lifeMs, nowMs)
        .filter(isSafety)
        .flatMap((happening) => {
          const event = eventOf(world, vehicle, happening, nowMs);
          if (event === null || !accepts(labels, event.step.label) || !accepts(states, event.step.state))
            return [];
          return [byCreation ? { ...event, updatedAtMs: event.createdAtMs } : event];
        }),
    );
  return changePage({
    parameters,
    filter: filterOf(path, [
      assetIds,
      driverIds,
      tagIds,
      labels,
      states,
      ...texts.map((name) => [parameters.text(name) ?? '']),
    ]),
    nowMs,
    faults: world.faults,
    startMs,
    endMs: parameters.time('endTime') ?? Infinity,
    rowsPerPage,
    changedSince,
    view: (event) => eventView(world, event, parameters),
  });
}
