import { hash32, hashText } from '../fleet/random.ts';
import { alertConfigurations, triggerIds, type AlertConfiguration } from './alert-configurations.ts';
import { changePage, type Changing } from './change-stream.ts';
import { filterOf } from './cursor.ts';
import { sourceOf, type Occurrence } from './incident-sources.ts';
import type { World } from './lists.ts';
import type { Parameters } from './parameters.ts';
import { invalidParameter, refusal } from './refusal.ts';
import { isTracked } from './reporting.ts';
import { timeText } from './stat-values.ts';
import type { Page } from './stats-page.ts';

const path = '/alerts/incidents/stream';
const configurationsMax = 50;
const rowsPerPage = 100;
/** The cloud needs this long to notice. */
const noticeMs = 3_000;
const rewordedAfterMs = 30_000;

interface IncidentRow extends Changing {
  readonly configuration: AlertConfiguration;
  readonly occurrence: Occurrence;
  readonly isResolved: boolean;
  readonly isReworded: boolean;
}

/** What needs the position is not noticed while the vendor has none; a gateway pulled out and papers always are. */
function isNoticed({ trigger, vehicle, happenedAtMs }: Occurrence): boolean {
  if (trigger === 'hosViolation') return true;
  return isTracked(vehicle, trigger === 'gatewayUnplugged' ? happenedAtMs - 120_000 : happenedAtMs);
}

/** As the cloud knows it at `nowMs`; `null` while it does not. */
function rowOf(
  { faults }: World,
  configuration: AlertConfiguration,
  occurrence: Occurrence,
  nowMs: number,
): IncidentRow | null {
  const { vehicle, happenedAtMs, resolvedAtMs } = occurrence;
  const raisedMs = happenedAtMs + noticeMs;
  const lateMs = vehicle.index % 2 === 0 ? (faults.get('late-incidents')?.setting ?? 0) * 1_000 : 0;
  if (raisedMs + lateMs > nowMs || !isNoticed(occurrence)) return null;
  const resolvedMs = resolvedAtMs + noticeMs;
  const isResolved = resolvedMs + lateMs <= nowMs && resolvedAtMs > happenedAtMs;
  const mayBeReworded =
    faults.get('incident-relabel') !== null && hash32(happenedAtMs % 0x7fff_ffff, 3) % 3 === 0;
  const base = isResolved ? resolvedMs : raisedMs;
  const isReworded = mayBeReworded && base + rewordedAfterMs <= nowMs;
  return {
    key: `${configuration.id} ${vehicle.id} ${happenedAtMs} ${occurrence.description}`,
    configuration,
    occurrence,
    isResolved,
    isReworded,
    updatedAtMs: isReworded ? base + rewordedAfterMs : base,
  };
}

function incidentView({ fleet, faults }: World, row: IncidentRow) {
  const { configuration, occurrence, isResolved, isReworded } = row;
  const isOdd = faults.get('unknown-enum') !== null && occurrence.vehicle.index % 3 === 0;
  const { description } = occurrence;
  const number = hash32(hashText(row.key), 5);
  return {
    configurationId: configuration.id,
    happenedAtTime: timeText(occurrence.happenedAtMs),
    updatedAtTime: timeText(row.updatedAtMs),
    isResolved,
    ...(isResolved ? { resolvedAtTime: timeText(occurrence.resolvedAtMs) } : {}),
    incidentUrl: `https://cloud.samsara.com/o/${fleet.seed}/fleet/workflows/incidents/${number}`,
    conditions: [
      {
        triggerId: isOdd ? 9_999 : triggerIds[configuration.trigger],
        description: isReworded ? `${description} (updated)` : description,
        details: isOdd ? {} : occurrence.details(),
      },
    ],
    ...(faults.get('extra-keys') === null ? {} : { tachyonCount: 7 }),
  };
}

function readConfigurations(parameters: Parameters): readonly AlertConfiguration[] {
  const ids = parameters.list('configurationIds');
  if (ids.length > configurationsMax)
    throw invalidParameter('configurationIds', `at most ${configurationsMax}`);
  return ids.map((id) => {
    const known = alertConfigurations.find((configuration) => configuration.id === id);
    if (known === undefined) throw refusal(404, `No alert configuration ${id}.`);
    return known;
  });
}

/** A window by time of change, not a feed: without `endTime` it ends now, and has to be asked for again. */
export function incidentsPage(world: World, parameters: Parameters, nowMs: number): Page {
  const configurations = readConfigurations(parameters);
  const [startMs, endMs] = [parameters.time('startTime') ?? nowMs, parameters.time('endTime') ?? Infinity];
  const ids = configurations.map(({ id }) => id);
  const filter = filterOf(path, [
    ids,
    [parameters.text('startTime') ?? ''],
    [parameters.text('endTime') ?? ''],
  ]);
  const enabled = configurations.filter(({ isEnabled }) => isEnabled);
  const sources = new Set(enabled.map(({ trigger }) => sourceOf[trigger]));
  const changedSince = (fromMs: number) =>
    world.fleet.vehicles.flatMap((vehicle) => {
      const found = [...sources].flatMap(
        (source) => source?.(world, vehicle, fromMs - rewordedAfterMs - noticeMs, nowMs) ?? [],
      );
      return found.flatMap((occurrence) => {
        const configuration = enabled.find(({ trigger }) => trigger === occurrence.trigger);
        const row = configuration === undefined ? null : rowOf(world, configuration, occurrence, nowMs);
        return row === null ? [] : [row];
      });
    });
  return changePage({
    parameters,
    filter,
    nowMs,
    faults: world.faults,
    startMs,
    endMs,
    rowsPerPage,
    changedSince,
    view: (row) => incidentView(world, row),
  });
}
