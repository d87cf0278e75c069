import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';
import { dutyClocksSchema } from './clocks-schema.ts';
import { dutyLines, dutyStatuses } from './duty.wire.ts';

const time = z.number();
const duration = z.number().nonnegative();

/** As the vendor found it. `endMs`: so far, if it goes on. */
export const dutyViolationSchema = z.object({
  /** The vendor's word, e.g. "shiftDrivingHours"; new ones come without notice. */
  type: z.string(),
  startMs: time,
  endMs: time,
  description: z.string().nullable(),
});

export const dutyDriverSchema = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  vehicle: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** `null`: none were told, e.g. because the driver is exempt from keeping a log. */
  clocks: dutyClocksSchema.nullable(),
  /** Begun within the last 24 hours. */
  violations: z.array(dutyViolationSchema),
});

export const dutyBoardSchema = z.object({
  /** Active drivers, by name. */
  drivers: z.array(dutyDriverSchema),
  /** When the clocks were last told; `null`: never. */
  asOfMs: time.nullable(),
});

export const dutySegmentSchema = z.object({
  status: z.enum(dutyStatuses),
  /** `null`: nobody knows. */
  line: z.enum(dutyLines).nullable(),
  startMs: time,
  endMs: time,
  /** Goes on at the end of what is known. */
  isOpen: z.boolean(),
  vehicleName: z.string().nullable(),
  remark: z.string().nullable(),
});

const lineTotalsSchema = z.object({
  offDuty: duration,
  sleeperBed: duration,
  driving: duration,
  onDuty: duration,
  unknown: duration,
  /** Part of `onDuty`. */
  yardMove: duration,
  /** Part of `offDuty`. */
  personalConveyance: duration,
});

const dayText = z.iso.date();

export const dutyLogSchema = z.object({
  driverId: z.string(),
  driverName: z.string(),
  /** Day of the driver's home terminal. */
  day: dayText,
  /** The last day there is, in the same time zone. */
  today: dayText,
  timeZone: z.string(),
  /** False: the vendor named none, or one that does not exist; the time zone of this computer is taken instead. */
  isTimeZoneKnown: z.boolean(),
  /** 23, 24 or 25 hours apart. */
  dayStartMs: time,
  dayEndMs: time,
  /** Start of every hour of the day, and its number on the wall there: twice 1, or no 2, when the clocks change. */
  hours: z.array(z.object({ startMs: time, hour: z.number().int() })),
  /** How far the log is known; before it every moment is in one segment. At most `dayEndMs`. */
  knownUntilMs: time,
  /** When the log was last fetched; `null`: never. */
  asOfMs: time.nullable(),
  /** Logs of recent days are still being uploaded from the trucks and signed. */
  mayStillChange: z.boolean(),
  segments: z.array(dutySegmentSchema),
  totals: lineTotalsSchema,
  violations: z.array(dutyViolationSchema),
});

export const hoursContract = {
  /** First item is the whole board; a new whole board follows (at most one per second) when it changed. */
  watchDutyBoard: procedureFor('dispatcher').output(eventIterator(dutyBoardSchema)),
  /** The log of a day (`null`: today) in the time zone of the driver's home terminal, from what is stored. */
  getDutyLog: procedureFor('dispatcher')
    .input(z.object({ driverId: z.string().min(1).max(64), day: dayText.nullable() }))
    .errors({ 'telematics/unknown-driver': { message: 'No driver with this id is known.' } })
    .output(dutyLogSchema),
};

export type DutyViolation = Readonly<z.infer<typeof dutyViolationSchema>>;
export type DutyDriver = Readonly<z.infer<typeof dutyDriverSchema>>;
export type DutyBoard = Readonly<z.infer<typeof dutyBoardSchema>>;
export type DutySegment = Readonly<z.infer<typeof dutySegmentSchema>>;
export type DutyTotals = Readonly<z.infer<typeof lineTotalsSchema>>;
export type DutyLog = Readonly<z.infer<typeof dutyLogSchema>>;
