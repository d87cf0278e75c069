import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../platform/contract-base.ts';
import { accuracyContract } from './accuracy/contract.ts';
import { dutyClocksSchema } from './hours/clocks-schema.ts';
import { hoursContract } from './hours/contract.ts';
import { reviewContract } from './review/contract.ts';

/** `null` means "not known"; it is never a zero, an empty string or a guess. */
const tagSchema = z.object({ id: z.string(), name: z.string() });

export { dutyClocksSchema };

export const vehicleSchema = z.object({
  /** Vendor id: opaque decimal string. */
  id: z.string(),
  /** Dense index of this vehicle in fleet frames; stable for the life of the telematics database. */
  slot: z.number().int().nonnegative(),
  name: z.string(),
  licensePlate: z.string().nullable(),
  vin: z.string().nullable(),
  make: z.string().nullable(),
  model: z.string().nullable(),
  year: z.string().nullable(),
  notes: z.string().nullable(),
  tags: z.array(tagSchema),
  driver: z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() }).nullable(),
  /** Duty clocks of that driver, for the list's drive time left and its "needs me" order; left out or `null`: not known. */
  clocks: dutyClocksSchema.nullable().optional(),
});

export const rosterSchema = z.object({
  /** Grows by one with every change of any vehicle in it. */
  rosterVersion: z.number().int(),
  vehicles: z.array(vehicleSchema),
});

export const vehicleCardSchema = z.object({
  vehicle: vehicleSchema,
  assignedSinceMs: z.number().nullable(),
  clocks: dutyClocksSchema.nullable(),
  gateway: z
    .object({
      serial: z.string(),
      model: z.string().nullable(),
      /** As the vendor words it, e.g. "Connected", "Unplugged", "Vehicle Off". */
      health: z.string(),
      lastConnectedAtMs: z.number().nullable(),
    })
    .nullable(),
  address: z.string().nullable(),
  fuelPercent: z.number().nullable(),
  fuelSeenAtMs: z.number().nullable(),
  odometerMeters: z.number().nullable(),
  defLevelPercent: z.number().nullable(),
  faultCount: z.number().int().nullable(),
});

/** Parallel columns, oldest first. */
export const trailSchema = z.object({
  timeMs: z.array(z.number()),
  latitude: z.array(z.number()),
  longitude: z.array(z.number()),
  speedMph: z.array(z.number().nullable()),
});

export const telematicsContract = {
  /** First item is the whole roster; a new whole roster follows (at most one per second) when it changed. */
  watchRoster: procedureFor('dispatcher').output(eventIterator(rosterSchema)),
  /** First item is the card as it is; then a new one whenever anything in it changed. */
  watchVehicleCard: procedureFor('dispatcher')
    .input(z.object({ vehicleId: z.string().min(1).max(64) }))
    .errors({ 'telematics/unknown-vehicle': { message: 'No vehicle with this id is known.' } })
    .output(eventIterator(vehicleCardSchema)),
  /** Fixes of one vehicle in [fromMs, toMs], evenly thinned to `pointCountMax`; first and last are kept. */
  getTrail: procedureFor('dispatcher')
    .input(
      z
        .object({
          vehicleId: z.string().min(1).max(64),
          fromMs: z.number().int().nonnegative(),
          toMs: z.number().int().nonnegative(),
          pointCountMax: z.number().int().min(2).max(5_000).default(2_000),
        })
        .refine((span) => span.fromMs <= span.toMs, { message: 'fromMs must not be after toMs' }),
    )
    .errors({ 'telematics/unknown-vehicle': { message: 'No vehicle with this id is known.' } })
    .output(trailSchema),
  /** The past: tracks, stops, trips, who was near, files of it. */
  review: reviewContract,
  /** Hours of service: every driver's clocks, the log of a day. */
  hours: hoursContract,
  /** How far positions could be trusted lately. */
  accuracy: accuracyContract,
};

export type Vehicle = Readonly<z.infer<typeof vehicleSchema>>;
export type Roster = Readonly<z.infer<typeof rosterSchema>>;
export type DutyClocks = Readonly<z.infer<typeof dutyClocksSchema>>;
export type DutyStatus = DutyClocks['dutyStatus'];
export type VehicleCard = Readonly<z.infer<typeof vehicleCardSchema>>;
export type Trail = Readonly<z.infer<typeof trailSchema>>;
