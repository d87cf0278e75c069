import { listPage } from './list-page.ts';
import { filterOf } from './cursor.ts';
import type { World } from './lists.ts';
import type { Parameters } from './parameters.ts';
import { timeText } from './stat-values.ts';
import type { Page } from './stats-page.ts';
import { overspeedMph } from '../fleet/happenings.ts';
import { longIdleMs, lowFuelPercent } from '../fleet/states.ts';

/** What makes an alert; the vendor's numbers are beside it. */
export type AlertTrigger =
  | 'speed'
  | 'severeSpeeding'
  | 'harshEvent'
  | 'engineIdle'
  | 'fuelLevel'
  | 'fault'
  | 'gatewayUnplugged'
  | 'hosViolation'
  | 'geofenceEntry'
  | 'geofenceExit'
  | 'panicButton';

export interface AlertConfiguration {
  readonly id: string;
  readonly name: string;
  readonly trigger: AlertTrigger;
  readonly isEnabled: boolean;
}

export const triggerIds: Readonly<Record<AlertTrigger, number>> = {
  speed: 1000,
  fuelLevel: 1005,
  gatewayUnplugged: 1009,
  hosViolation: 1018,
  engineIdle: 1019,
  fault: 1029,
  panicButton: 1034,
  geofenceEntry: 5016,
  geofenceExit: 5017,
  severeSpeeding: 5022,
  harshEvent: 5033,
};

export const speedLimitKmh = Math.round(overspeedMph * 1.609344);
export const speedMinMs = 60_000;
const minuteMs = 60_000;
const knownSinceMs = Date.UTC(2024, 4, 2, 14);

const drafts: readonly (readonly [trigger: AlertTrigger, name: string, isEnabled: boolean])[] = [
  ['speed', `Faster than ${overspeedMph} mph`, true],
  ['severeSpeeding', 'Severe speeding', true],
  ['harshEvent', 'Harsh braking', true],
  ['engineIdle', 'Idling longer than 15 minutes', true],
  ['fuelLevel', `Fuel below ${lowFuelPercent} %`, true],
  ['fault', 'New engine fault', true],
  ['gatewayUnplugged', 'Gateway unplugged', true],
  ['hosViolation', 'Hours of service violation', true],
  ['geofenceEntry', 'Arrived at a yard or customer', true],
  ['geofenceExit', 'Left a yard or customer', true],
  ['panicButton', 'Panic button (old)', false],
];

/** Ids look like UUIDs, as the vendor's do. */
export const alertConfigurations: readonly AlertConfiguration[] = drafts.map(
  ([trigger, name, isEnabled], index) => ({
    id: `5a1e0000-0000-4000-8000-${String(100_000_000_000 + index)}`,
    name,
    trigger,
    isEnabled,
  }),
);

const anyPlace = { location: { addressTypes: ['yard', 'industrialSite'] } };
const parametersOf: Readonly<Record<AlertTrigger, Readonly<Record<string, unknown>>>> = {
  speed: {
    speed: {
      minDurationMilliseconds: speedMinMs,
      operation: 'GREATER',
      speedKilometersPerHour: speedLimitKmh,
    },
  },
  severeSpeeding: {},
  harshEvent: { harshEvent: { types: ['haBraking'] } },
  engineIdle: { engineIdle: { minDurationMilliseconds: longIdleMs } },
  fuelLevel: {
    fuelLevel: { fuelLevelPercent: lowFuelPercent, minDurationMilliseconds: minuteMs, operation: 'LESS' },
  },
  fault: { vehicleFaultCode: { hasAnyFaultCodes: true, minDurationMilliseconds: 0 } },
  gatewayUnplugged: { gatewayUnplugged: { minDurationMilliseconds: minuteMs } },
  hosViolation: { hosViolation: { maxUntilViolationMilliseconds: 0, violation: 'ShiftDrivingHours' } },
  geofenceEntry: { geofenceEntry: anyPlace },
  geofenceExit: { geofenceExit: anyPlace },
  panicButton: { panicButton: { isFilteringOutPowerLoss: true } },
};

function configurationView({ faults }: World, { id, name, trigger, isEnabled }: AlertConfiguration) {
  return {
    id,
    name,
    isEnabled,
    createdAtTime: timeText(knownSinceMs),
    lastModifiedAtTime: timeText(knownSinceMs + 3 * 86_400_000),
    scope: { all: true },
    triggers: [{ triggerTypeId: triggerIds[trigger], triggerParams: parametersOf[trigger] }],
    actions: [
      {
        actionTypeId: 1,
        actionParams: { recipients: [{ type: 'role', roleId: '23', notificationTypes: ['push', 'email'] }] },
      },
    ],
    ...(faults.get('extra-keys') === null ? {} : { isPhotonic: true }),
  };
}

export function alertConfigurationsPage(world: World, parameters: Parameters, nowMs: number): Page {
  const ids = parameters.list('ids');
  const status = parameters.text('status') ?? 'all';
  const items = alertConfigurations.filter(
    ({ id, isEnabled }) =>
      (ids.length === 0 || ids.includes(id)) && (status === 'all' || (status === 'enabled') === isEnabled),
  );
  const filter = filterOf('/alerts/configurations', [ids, [status]]);
  return listPage({ items, filter, parameters, nowMs, faults: world.faults }, (item) =>
    configurationView(world, item),
  );
}
