import type { Vehicle } from '../fleet/index.ts';
import { gatewaySleepMs, unpluggedSinceMs } from '../fleet/reports.ts';
import { lastArrivedMs } from '../fleet/uploads.ts';
import { externalIdsOf } from './directory.ts';
import type { World } from './lists.ts';
import { timeText } from './stat-values.ts';

const minuteMs = 60_000;

/** In the vendor's words; why a truck is silent. */
function healthOf(vehicle: Vehicle, nowMs: number): string {
  const { condition } = vehicle;
  if (condition === 'notInstalled') return 'Not Installed';
  if (condition === 'stored') return 'Prolonged Offline';
  if (unpluggedSinceMs(vehicle, nowMs) !== null) return 'Unplugged';
  const tunnel = vehicle.truck.deadZoneAt(nowMs);
  if (tunnel !== null && nowMs - tunnel.startMs > 2 * minuteMs) return 'Temporarily Offline';
  const engine = vehicle.truck.engineAt(nowMs);
  if (engine.state === 'Off' && nowMs - engine.startMs > gatewaySleepMs) return 'Vehicle Off';
  return condition === 'weakGps' ? 'Weak GPS Signal' : 'Connected';
}

export function gatewayView({ faults }: World, vehicle: Vehicle, nowMs: number) {
  const lastMs = lastArrivedMs(vehicle, vehicle.index, 'engineStates', nowMs, faults.holds);
  const positionMs = lastArrivedMs(vehicle, vehicle.index, 'gps', nowMs, faults.holds);
  const connectedMs = Math.max(lastMs ?? 0, positionMs ?? 0);
  const isUnknown = faults.get('unknown-enum') !== null && vehicle.index % 3 === 0;
  return {
    model: vehicle.gateway.model,
    serial: vehicle.gateway.serial,
    asset: { id: vehicle.id, externalIds: externalIdsOf(vehicle) },
    connectionStatus: {
      healthStatus: isUnknown ? 'Dreaming' : healthOf(vehicle, nowMs),
      ...(connectedMs === 0 ? {} : { lastConnected: timeText(connectedMs) }),
    },
    dataUsageLast30Days: {
      cellularDataUsageBytes: 180_000_000 + vehicle.index * 1_771,
      hotspotUsageBytes: 0,
    },
  };
}
