import { readDriverSpans, readVehicleNames } from './repository.ts';
import { reviewSpanMsMax, type ExportCursor, type ExportFormat } from './contract.ts';
import { exportTextOf, type ExportedVehicle, type ExportText } from './export-text.ts';
import type { GpxWaypoint } from './gpx.ts';
import { driverAt, slotOf, type ReviewDeps } from './service.ts';
import { findStops } from './stops.ts';
import { checkSpan, readWhole, type Span } from './track-reader.ts';

/** Two hours of a fix every 5 s are 0.4 MB of GPX. */
const sliceMs = 2 * 3_600_000;
/** A part is handed out when it is this long; with the last slice it stays well below a megabyte. */
const partLengthMin = 150_000;

type ExportDeps = Pick<ReviewDeps, 'database' | 'source' | 'slots'> & { readonly serverNowMs: () => number };

export interface ExportInput extends Span {
  readonly vehicleIds: readonly string[];
  readonly format: ExportFormat;
  readonly timeZone: string;
  readonly cursor: ExportCursor | null;
}

interface ExportPart {
  readonly text: string;
  readonly fixCount: number;
  readonly progress: number;
  readonly cursor: ExportCursor | null;
}

const minutesText = (durationMs: number) => `${Math.round(durationMs / 60_000)} min`;

/** Stops come first in the file, so they are worked out before its first line. */
async function stopWaypoints(
  { source, slots }: ExportDeps,
  input: ExportInput,
  names: ReadonlyMap<string, string>,
): Promise<GpxWaypoint[]> {
  const waypoints: GpxWaypoint[] = [];
  for (const vehicleId of input.vehicleIds) {
    const track = await readWhole(source, slotOf(slots, vehicleId), input);
    for (const { arrivedAtMs, leftAtMs, latitude, longitude } of findStops(track)) {
      waypoints.push({
        timeMs: arrivedAtMs,
        latitude,
        longitude,
        name: `${names.get(vehicleId) ?? vehicleId}: ${minutesText(leftAtMs - arrivedAtMs)}`,
        description: `${new Date(arrivedAtMs).toISOString()} - ${new Date(leftAtMs).toISOString()}`,
      });
    }
  }
  return waypoints;
}

/** Slices from the cursor on until there is enough text or the vehicle is done. */
async function writeSlices(
  { source, slots }: ExportDeps,
  input: ExportInput,
  words: ExportText,
  vehicle: ExportedVehicle & { readonly id: string },
  cursor: ExportCursor,
) {
  let { fromMs, lastFixMs } = cursor;
  let text = '';
  let fixCount = 0;
  while (fromMs <= input.toMs && text.length < partLengthMin) {
    const slice = { fromMs, toMs: Math.min(input.toMs, fromMs + sliceMs - 1) };
    const track = await readWhole(source, slotOf(slots, vehicle.id), slice);
    text += words.fixes(vehicle, track, lastFixMs);
    fixCount += track.timeMs.length;
    lastFixMs = track.timeMs[track.timeMs.length - 1] ?? lastFixMs;
    fromMs += sliceMs;
  }
  return { text, fixCount, fromMs, lastFixMs };
}

/** Reads and words one part of an export; all that it has to remember is in the cursor. */
export const createExport = (deps: ExportDeps) =>
  async function exportPart(input: ExportInput): Promise<ExportPart> {
    checkSpan(input, reviewSpanMsMax);
    const { vehicleIds, fromMs, toMs } = input;
    const words = exportTextOf(input.format, input.timeZone, deps.serverNowMs());
    const cursor = input.cursor ?? { vehicleIndex: 0, fromMs, lastFixMs: null };
    const id = vehicleIds[cursor.vehicleIndex];
    if (id === undefined) return { text: words.end, fixCount: 0, progress: 1, cursor: null };

    const names = await readVehicleNames(deps.database.db);
    const drivers = await readDriverSpans(deps.database.db, id, fromMs, toMs);
    const vehicle = {
      id,
      name: names.get(id) ?? id,
      driverAt: (timeMs: number) => driverAt(drivers, timeMs),
    };
    const pieces: string[] = [];
    if (input.cursor === null) {
      pieces.push(words.start(input.format === 'gpx' ? await stopWaypoints(deps, input, names) : []));
    }
    if (cursor.fromMs === fromMs) pieces.push(words.vehicleStart(vehicle));
    const slices = await writeSlices(deps, input, words, vehicle, cursor);
    const isVehicleEnd = slices.fromMs > toMs;
    const isEnd = isVehicleEnd && cursor.vehicleIndex + 1 >= vehicleIds.length;
    pieces.push(slices.text, isVehicleEnd ? words.vehicleEnd : '', isEnd ? words.end : '');

    const next = isVehicleEnd
      ? { vehicleIndex: cursor.vehicleIndex + 1, fromMs, lastFixMs: null }
      : { vehicleIndex: cursor.vehicleIndex, fromMs: slices.fromMs, lastFixMs: slices.lastFixMs };
    const doneOfVehicle = Math.min(1, (slices.fromMs - fromMs) / Math.max(1, toMs - fromMs));
    return {
      text: pieces.join(''),
      fixCount: slices.fixCount,
      progress: Math.min(1, (cursor.vehicleIndex + doneOfVehicle) / vehicleIds.length),
      cursor: isEnd ? null : next,
    };
  };
