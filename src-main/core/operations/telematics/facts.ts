import type { DutyStatus } from './contract.ts';
import type { EngineState } from './fleet-frame.wire.ts';
import type { GeofenceType } from './geofences/geofence.wire.ts';

/**
 * What a vendor module hands in: parsed, in our words and units, free of the vendor's shapes. `null` means the vendor
 * did not say. Times are Unix milliseconds of the vendor's clock.
 */
export interface VehicleFact {
  readonly id: string;
  readonly name: string | null;
  readonly licensePlate: string | null;
  readonly vin: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly year: string | null;
  readonly notes: string | null;
  readonly tags: readonly TagFact[];
  /** Whom the vendor's own vehicle record names; a live assignment outranks it. */
  readonly recordedDriver: { readonly id: string; readonly name: string } | null;
  readonly hasPrivacyButton: boolean;
}

export interface TagFact {
  readonly id: string;
  readonly name: string;
  readonly parentTagId: string | null;
}

export interface DriverFact {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly timeZone: string | null;
  readonly isActive: boolean;
}

/** Who is with which truck now: the driver in charge, and in a team the other one too. */
export interface AssignmentFact {
  readonly vehicleId: string;
  readonly driverId: string;
  readonly driverName: string | null;
  readonly sinceMs: number;
  /** The co-driver: he may drive later, and a call of his is about this truck. */
  readonly isPassenger: boolean;
}

export interface DutyClockFact {
  readonly driverId: string;
  readonly dutyStatus: DutyStatus;
  readonly driveRemainingMs: number | null;
  readonly shiftRemainingMs: number | null;
  readonly cycleRemainingMs: number | null;
  readonly untilBreakMs: number | null;
}

export type { DutyLogFact, DutyViolationFact, DutyWindow } from './hours/facts.ts';

/** A trip as the vendor cut it; vehicle and start tell it apart. Comes again when it changed. */
export interface TripFact {
  readonly vehicleId: string;
  readonly startMs: number;
  /** `null`: under way. */
  readonly endMs: number | null;
  /** What was changed later counts. */
  readonly updatedAtMs: number;
  readonly start: { readonly latitude: number; readonly longitude: number } | null;
  readonly end: { readonly latitude: number; readonly longitude: number } | null;
}

/** Posted limit from this time on, until the next. */
export interface SpeedLimitFact {
  readonly vehicleId: string;
  readonly timeMs: number;
  /** `null`: none known where it drives. */
  readonly limitMph: number | null;
}

/** What the box in the truck says about itself, reduced to what explains silence. Index = the stored number. */
export const gatewayConditions = [
  'unknown',
  'ok',
  'unplugged',
  'noCoverage',
  'weakGps',
  'vehicleOff',
] as const;
export type GatewayCondition = (typeof gatewayConditions)[number];

export interface GatewayFact {
  readonly serial: string;
  readonly model: string | null;
  readonly vehicleId: string | null;
  /** As the vendor words it. */
  readonly health: string;
  readonly condition: GatewayCondition;
  readonly lastConnectedAtMs: number | null;
}

export interface AddressFact {
  readonly id: string;
  readonly name: string;
  readonly formattedAddress: string | null;
  readonly area:
    | {
        readonly kind: 'circle';
        readonly latitude: number;
        readonly longitude: number;
        readonly radiusMeters: number;
      }
    | {
        readonly kind: 'polygon';
        readonly vertices: readonly { readonly latitude: number; readonly longitude: number }[];
      }
    | { readonly kind: 'unplaced' };
  /** `null`: none that we have a word for. */
  readonly type: GeofenceType | null;
  readonly tags: readonly TagFact[];
  readonly notes: string | null;
}

export interface Fix {
  readonly timeMs: number;
  /** 1e-6 of a degree (11 cm): what is stored, and finer than any receiver. */
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  readonly speedDeciMph: number | null;
  readonly headingDeg: number | null;
  readonly address: string | null;
}

export interface EngineReading {
  readonly timeMs: number;
  readonly engine: EngineState;
}

export interface NumberReading {
  readonly timeMs: number;
  readonly value: number;
}

/** Everything one page says about one vehicle. Lists may be empty, unsorted, late, and repeat what is known. */
export interface VehicleReadings {
  readonly vehicleId: string;
  readonly name: string | null;
  readonly fixes: readonly Fix[];
  readonly engine: readonly EngineReading[];
  readonly fuelPercent: readonly NumberReading[];
  readonly odometerMeters: readonly NumberReading[];
  readonly defLevelPercent: readonly NumberReading[];
  readonly faultCount: readonly NumberReading[];
  /** Where the posted limit changed; left out: nothing new. */
  readonly speedLimitMph?: readonly { readonly timeMs: number; readonly value: number | null }[];
}

/** How the source of the readings is doing: what a vehicle must not be blamed for. */
export interface FeedHealth {
  readonly state: 'live' | 'down' | 'offline';
  /** Last time a poll of positions succeeded, vendor clock. `null`: never. */
  readonly lastSuccessAtMs: number | null;
  readonly clockOffsetMs: number;
}
