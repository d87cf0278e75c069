import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';
import { dutyClocksSchema } from '../../telematics/contract.ts';

const id = z.string().min(1).max(64);
const time = z.number().int().nonnegative();

/** The truck of a caller, from the cache. `null` in a field: not known. */
export const truckFactsSchema = z.object({
  vehicleId: id,
  name: z.string(),
  licensePlate: z.string().nullable(),
  position: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      /** Vendor's clock, as `asOfMs`: the age is the difference of the two. */
      timeMs: time,
      speedMph: z.number().nullable(),
      address: z.string().nullable(),
      freshness: z.string(),
      cause: z.string(),
    })
    .nullable(),
  clocks: dutyClocksSchema.nullable(),
});

export const callerMatchSchema = z.object({
  kind: z.enum(['driver', 'vehicle', 'contact']),
  id,
  name: z.string(),
  /** Company of a contact, plate of a vehicle. */
  detail: z.string().nullable(),
  truck: truckFactsSchema.nullable(),
});

export const callerCardSchema = z.object({
  /** E.164; `null`: not a number (withheld, anonymous, a desk). */
  number: z.string().nullable(),
  numberText: z.string(),
  country: z.string().nullable(),
  isEmergency: z.boolean(),
  isBlocked: z.boolean(),
  /** None, one, or several: all of them, best first. Never chosen by guess. */
  matches: z.array(callerMatchSchema),
  lastCall: z
    .object({
      callId: z.uuid(),
      atMs: time,
      direction: z.enum(['incoming', 'outgoing']),
      note: z.string().nullable(),
    })
    .nullable(),
  /** The vendor's clock now. */
  asOfMs: time,
});

export const contactSchema = z.object({
  id,
  name: z.string(),
  number: z.string(),
  numberText: z.string(),
  company: z.string().nullable(),
  /** 1 to 9: a key of the speed dial. */
  speedDial: z.number().int().min(1).max(9).nullable(),
});
export const blockedNumberSchema = z.object({
  number: z.string(),
  numberText: z.string(),
  reason: z.string().nullable(),
  blockedAtMs: time,
  by: z.string(),
});

const invalidNumber = { 'phone/invalid-number': { message: 'This is no telephone number.' } };

export const peopleContract = {
  /** Who has this number: for the screen pop and for the dial pad while it is typed into. */
  getCallerCard: procedureFor('dispatcher')
    .input(z.object({ number: z.string().max(64) }))
    .output(callerCardSchema),
  /** Names and numbers that begin so, for the dial pad. */
  findPeople: procedureFor('dispatcher')
    .input(
      z.object({
        text: z.string().trim().min(1).max(80),
        countMax: z.number().int().min(1).max(50).default(12),
      }),
    )
    .output(
      z.array(
        z.object({
          kind: z.enum(['driver', 'contact']),
          id,
          name: z.string(),
          detail: z.string().nullable(),
          number: z.string().nullable(),
          numberText: z.string(),
        }),
      ),
    ),
  watchContacts: procedureFor('dispatcher').output(eventIterator(z.array(contactSchema))),
  /** `contactId` null: a new one. A speed dial key that another contact has is taken from it. */
  saveContact: procedureFor('dispatcher')
    .input(
      z.object({
        contactId: id.nullable(),
        name: z.string().trim().min(1).max(120),
        number: z.string().trim().min(1).max(64),
        company: z.string().trim().max(120).nullable(),
        speedDial: z.number().int().min(1).max(9).nullable(),
      }),
    )
    .errors({ ...invalidNumber, 'phone/unknown-party': { message: 'Nobody with this id is known.' } })
    .output(contactSchema),
  deleteContact: procedureFor('dispatcher')
    .input(z.object({ contactId: id }))
    .output(z.void()),
  listBlockedNumbers: procedureFor('dispatcher').output(z.array(blockedNumberSchema)),
  blockNumber: procedureFor('dispatcher')
    .input(
      z.object({ number: z.string().trim().min(1).max(64), reason: z.string().trim().max(200).nullable() }),
    )
    .errors(invalidNumber)
    .output(blockedNumberSchema),
  unblockNumber: procedureFor('dispatcher')
    .input(z.object({ number: z.string().max(64) }))
    .output(z.void()),
};

export type CallerCard = Readonly<z.infer<typeof callerCardSchema>>;
export type CallerMatch = Readonly<z.infer<typeof callerMatchSchema>>;
export type TruckFacts = Readonly<z.infer<typeof truckFactsSchema>>;
export type Contact = Readonly<z.infer<typeof contactSchema>>;
export type BlockedNumber = Readonly<z.infer<typeof blockedNumberSchema>>;
