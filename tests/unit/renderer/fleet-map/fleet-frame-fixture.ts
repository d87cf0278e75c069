import {
  allocateFleetFrame,
  freshnesses,
  unknownU16,
  vehicleStatuses,
} from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import type {
  Freshness,
  VehicleStatus,
} from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';

export interface RowFixture {
  readonly slot: number;
  readonly timeMs?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly speedMph?: number | null;
  readonly headingDeg?: number | null;
  readonly status?: VehicleStatus;
  readonly freshness?: Freshness;
}

/** A frame as the core would send it. */
export function frameOf(
  kind: 'snapshot' | 'delta',
  sequence: number,
  rows: readonly RowFixture[],
  serverNowMs = 1_000_000,
): ArrayBuffer {
  const { buffer, columns } = allocateFleetFrame(kind, sequence, serverNowMs, rows.length);
  rows.forEach((row, at) => {
    columns.slot[at] = row.slot;
    columns.timeMs[at] = row.timeMs ?? 1_000;
    columns.latitudeE7[at] = Math.round((row.latitude ?? 40) * 1e7);
    columns.longitudeE7[at] = Math.round((row.longitude ?? -100) * 1e7);
    columns.speedDeciMph[at] = row.speedMph == null ? unknownU16 : Math.round(row.speedMph * 10);
    columns.headingDeg[at] = row.headingDeg ?? unknownU16;
    columns.status[at] = vehicleStatuses.indexOf(row.status ?? 'moving');
    columns.freshness[at] = freshnesses.indexOf(row.freshness ?? 'live');
    columns.fuelPercent[at] = 0xff;
  });
  return buffer;
}
