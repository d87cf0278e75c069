import type { Vehicle } from '../fleet/index.ts';
import { unitOf } from '../fleet/random.ts';
import type { MeasuredStat } from '../fleet/reports.ts';
import { faultsBetween } from '../fleet/states.ts';
import type { Motion } from '../fleet/truck.ts';
import type { AddressBook } from './address-book.ts';

/** RFC 3339; the vendor's precision varies, and so does this one. */
export function timeText(atMs: number): string {
  const text = new Date(atMs).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

const round = (value: number, digits: number): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};

function gps(vehicle: Vehicle, motion: Motion, addresses: AddressBook): Record<string, unknown> {
  const place = motion.segment.place;
  const road = motion.highway.replaceAll('I-', 'Interstate ');
  const where = place === null ? `${road}, near ${motion.nearCity}` : `${place.street}, ${place.city.label}`;
  const fence = addresses.visits().areaAt([motion.longitude, motion.latitude]);
  return {
    latitude: round(motion.latitude, 7),
    longitude: round(motion.longitude, 7),
    headingDegrees: round(motion.headingDegrees, 1) % 360,
    speedMilesPerHour: round(motion.speedMph, 2),
    isEcuSpeed: vehicle.hasDiagnostics,
    reverseGeo: { formattedLocation: where },
    ...(fence === null ? {} : { address: { id: fence.id, name: fence.name } }),
  };
}

const troubleCodes = [
  { spnId: 3364, fmiId: 2, spnDescription: 'DEF quality', fmiDescription: 'Data erratic' },
  { spnId: 111, fmiId: 1, spnDescription: 'Coolant level', fmiDescription: 'Low, most severe' },
  { spnId: 3251, fmiId: 0, spnDescription: 'Particulate filter pressure', fmiDescription: 'High' },
] as const;

/** None until the fault of this tour comes, none after it was mended. */
function faultCodes(vehicle: Vehicle, atMs: number): Record<string, unknown> {
  const [fault] = faultsBetween(vehicle.truck, atMs, atMs);
  const kinds = 1 + Math.floor(unitOf(vehicle.index, 3) * troubleCodes.length);
  const count = fault === undefined ? 0 : kinds;
  return {
    canBusType: 'CANBUS_J1939_500KBPS',
    j1939: {
      checkEngineLights: {
        emissionsIsOn: false,
        protectIsOn: false,
        stopIsOn: false,
        warningIsOn: count > 0,
      },
      diagnosticTroubleCodes: troubleCodes.slice(0, count).map((code, index) => ({
        ...code,
        milStatus: 1,
        occurrenceCount: 1 + ((vehicle.index + index) % 9),
        txId: 0,
        sourceAddressName: 'Engine #1',
      })),
    },
  };
}

const rpm = ({ engine, speedMph }: Motion): number =>
  engine === 'Off' ? 0 : engine === 'Idle' ? 650 : Math.round(900 + speedMph * 8);

function ambientMilliCelsius({ latitude }: Motion, atMs: number): number {
  const hour = (atMs / 3_600_000) % 24;
  return Math.round(1_000 * (34 - (latitude - 25) * 0.8 + 6 * Math.cos(((hour - 21) / 12) * Math.PI)));
}

/** Value of a stat at a moment, without its time; the same for feed, history, snapshot and decorations. */
export function statValue(
  vehicle: Vehicle,
  stat: MeasuredStat,
  atMs: number,
  addresses: AddressBook,
): Record<string, unknown> {
  const motion = vehicle.truck.motionAt(atMs);
  const jitter = unitOf(vehicle.index, Math.floor(atMs / 60_000), stat.length);
  switch (stat) {
    case 'gps':
      return gps(vehicle, motion, addresses);
    case 'engineStates':
      return { value: motion.engine };
    case 'fuelPercents':
      return { value: Math.round(motion.fuelPercent) };
    case 'obdOdometerMeters':
      return { value: motion.odometerMeters };
    case 'gpsDistanceMeters':
      return { value: motion.odometerMeters * 0.995 };
    case 'obdEngineSeconds':
      return { value: Math.round(motion.odometerMeters / 21) };
    case 'defLevelMilliPercent':
      return { value: Math.round(15_000 + motion.fuelPercent * 800) };
    case 'faultCodes':
      return faultCodes(vehicle, atMs);
    case 'ecuSpeedMph':
      return { value: round(motion.speedMph, 1) };
    case 'engineRpm':
      return { value: rpm(motion) };
    case 'batteryMilliVolts':
      return { value: Math.round((motion.engine === 'Off' ? 12_500 : 13_900) + 200 * jitter) };
    case 'engineCoolantTemperatureMilliC':
      return { value: Math.round(86_000 + 6_000 * jitter) };
    case 'ambientAirTemperatureMilliC':
      return { value: ambientMilliCelsius(motion, atMs) };
  }
}
