import type { ExportFormat } from './contract.ts';
import { byteOrderMark, csvLine } from '../../../platform/csv.wire.ts';
import {
  gpxBreak,
  gpxEnd,
  gpxPoint,
  gpxStart,
  gpxTrackEnd,
  gpxTrackStart,
  gpxWaypoint,
  type GpxWaypoint,
} from './gpx.ts';
import { trackEngineStates, trackUnknownU16, trackUnknownU8, type ReviewTrack } from './review-track.wire.ts';
import { unseenAfterMs } from './trips.ts';

export interface ExportedVehicle {
  readonly name: string;
  /** At one time; `null`: nobody known. */
  readonly driverAt: (timeMs: number) => string | null;
}

/** How a review becomes the text of a file, piece by piece. `lastFixMs`: of the fix before the first of this piece. */
export interface ExportText {
  start(stops: readonly GpxWaypoint[]): string;
  vehicleStart(vehicle: ExportedVehicle): string;
  fixes(vehicle: ExportedVehicle, track: ReviewTrack, lastFixMs: number | null): string;
  readonly vehicleEnd: string;
  readonly end: string;
}

/** Names of columns are a format, read by programs: the same in every language. */
const columnNames = [
  'truck',
  'driver',
  'time_utc',
  'time_office',
  'latitude',
  'longitude',
  'speed_mph',
  'heading_deg',
  'engine',
  'fuel_percent',
  'speed_limit_mph',
];
const known = (value: number | undefined, unknown: number): number | null =>
  value === undefined || value === unknown ? null : value;

/** "2026-11-22 14:20:05", which spreadsheets read as a time. */
function officeTime(timeZone: string): (timeMs: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (timeMs) => format.format(timeMs).replace(', ', ' ');
}

function csvText(timeZone: string): ExportText {
  const officeTimeOf = officeTime(timeZone);
  return {
    start: () => byteOrderMark + csvLine(columnNames),
    vehicleStart: () => '',
    fixes(vehicle, track) {
      const lines: string[] = [];
      for (let row = 0; row < track.timeMs.length; row += 1) {
        const timeMs = track.timeMs[row]!;
        const speed = known(track.speedDeciMph[row], trackUnknownU16);
        const engine = trackEngineStates[track.engine[row]!] ?? 'unknown';
        lines.push(
          csvLine([
            vehicle.name,
            vehicle.driverAt(timeMs),
            new Date(timeMs).toISOString(),
            officeTimeOf(timeMs),
            track.latitudeE7[row]! / 1e7,
            track.longitudeE7[row]! / 1e7,
            speed === null ? null : speed / 10,
            known(track.headingDeg[row], trackUnknownU16),
            engine === 'unknown' ? null : engine,
            known(track.fuelPercent[row], trackUnknownU8),
            known(track.speedLimitMph[row], trackUnknownU8),
          ]),
        );
      }
      return lines.join('');
    },
    vehicleEnd: '',
    end: '',
  };
}

function gpxText(madeAtMs: number): ExportText {
  return {
    start: (stops) => gpxStart(madeAtMs) + stops.map(gpxWaypoint).join(''),
    vehicleStart: ({ name }) => gpxTrackStart(name),
    fixes(_vehicle, track, lastFixMs) {
      const pieces: string[] = [];
      let lastMs = lastFixMs;
      for (let row = 0; row < track.timeMs.length; row += 1) {
        const timeMs = track.timeMs[row]!;
        if (lastMs !== null && timeMs - lastMs > unseenAfterMs) pieces.push(gpxBreak);
        lastMs = timeMs;
        const speed = known(track.speedDeciMph[row], trackUnknownU16);
        pieces.push(
          gpxPoint({
            timeMs,
            latitude: track.latitudeE7[row]! / 1e7,
            longitude: track.longitudeE7[row]! / 1e7,
            speedMph: speed === null ? null : speed / 10,
            headingDeg: known(track.headingDeg[row], trackUnknownU16),
          }),
        );
      }
      return pieces.join('');
    },
    vehicleEnd: gpxTrackEnd,
    end: gpxEnd,
  };
}

export const exportTextOf = (format: ExportFormat, timeZone: string, madeAtMs: number): ExportText =>
  format === 'csv' ? csvText(timeZone) : gpxText(madeAtMs);
