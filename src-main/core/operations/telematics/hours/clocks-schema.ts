import { z } from 'zod';
import { dutyStatuses } from './duty.wire.ts';

/** Hours of service of a driver. Durations counted at `asOfMs`; the reader counts down from there by `dutyStatus`. */
export const dutyClocksSchema = z.object({
  asOfMs: z.number(),
  dutyStatus: z.enum(dutyStatuses),
  driveRemainingMs: z.number().nullable(),
  shiftRemainingMs: z.number().nullable(),
  cycleRemainingMs: z.number().nullable(),
  untilBreakMs: z.number().nullable(),
});
