import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';

const sid = z.string().min(1).max(64);
const address = z.string().min(1).max(2_000);
const ringSeconds = z.number().int().min(1).max(600);
const document = z.string().min(1).max(10_000);

/** How a desk takes part in the telephone service of its office. No secret is in it. */
export const officePhoneSchema = z.object({
  accountSid: sid,
  applicationSid: sid.nullable(),
  identity: z.string(),
  deskGroup: z.array(z.string()),
  callerIds: z.array(z.string()),
  country: z.string(),
  ringSeconds,
  recording: z.enum(['never', 'onDemand', 'always']),
  recordingNotice: z.boolean(),
  isSandbox: z.boolean(),
  chunderw: z.string().nullable(),
  edge: z.string().nullable(),
});

const failures = {
  'phone/not-configured': { message: 'No telephone account is set up.' },
  'phone/not-a-desk': { message: 'Only an enrolled desk has a telephone.' },
  'phone/unreachable': { message: 'The telephone service could not be reached.' },
  'phone/refused': {
    message: 'The telephone service refused.',
    data: z.object({ vendorCode: z.number().int().nullable() }).loose(),
  },
};

const ask = () => procedureFor('dispatcher').errors(failures);

const participantSchema = z.object({
  callSid: sid,
  label: z.string().nullable(),
  isIn: z.boolean(),
  isOnHold: z.boolean(),
});

/**
 * The hub's for its desks: tokens, and what a desk asks of the telephone service about live calls, so that no secret of
 * the account is on a workstation. Answered by the hub with what `PhoneGateway` of the same name gives.
 */
export const officePhoneContract = {
  /** First item is the present state; `null`: the hub has no telephone account. */
  watchOfficePhone: ask().output(eventIterator(officePhoneSchema.nullable())),
  mintVoiceToken: ask().output(z.object({ token: z.string(), expiresInMs: z.number() })),
  fetchAccount: ask().output(z.object({ name: z.string(), numbers: z.array(z.string()) })),
  /** To ring itself, to see whether it can be rung. */
  ringOwnDesk: ask()
    .input(z.object({ parameters: z.string().max(500), ringSeconds, twiml: document }))
    .output(z.object({ callSid: sid })),
  endCall: ask()
    .input(z.object({ callSid: sid, how: z.enum(['completed', 'canceled']) }))
    .output(z.void()),
  redirectCall: ask()
    .input(z.object({ callSid: sid, twiml: document }))
    .output(z.void()),
  fetchCallStatus: ask()
    .input(z.object({ callSid: sid }))
    .output(z.object({ status: z.string().nullable() })),
  findConference: ask()
    .input(z.object({ name: sid }))
    .output(z.object({ conferenceSid: sid.nullable() })),
  describeConference: ask()
    .input(z.object({ name: sid }))
    .output(z.object({ sid, isLive: z.boolean() }).nullable()),
  listParticipants: ask()
    .input(z.object({ conferenceSid: sid }))
    .output(z.array(participantSchema)),
  addParticipant: ask()
    .input(
      z.object({
        conference: sid,
        to: address,
        from: address,
        label: z.string().min(1).max(128),
        ringSeconds,
      }),
    )
    .output(z.object({ callSid: sid, conferenceSid: sid })),
  changeParticipant: ask()
    .input(
      z.object({
        conference: sid,
        callSid: sid,
        hold: z.boolean().optional(),
        muted: z.boolean().optional(),
        /** What the office says to whoever is recorded. */
        hearsNotice: z.boolean().optional(),
      }),
    )
    .output(z.void()),
  removeParticipant: ask()
    .input(z.object({ conference: sid, callSid: sid }))
    .output(z.void()),
  endConference: ask()
    .input(z.object({ conferenceSid: sid }))
    .output(z.void()),
  startRecording: ask()
    .input(z.object({ callSid: sid }))
    .output(z.object({ recordingSid: sid })),
  changeRecording: ask()
    .input(z.object({ recordingSid: sid, status: z.enum(['paused', 'in-progress', 'stopped']) }))
    .output(z.void()),
  deleteRecording: ask()
    .input(z.object({ recordingSid: sid }))
    .output(z.void()),
  fetchRecording: ask()
    .input(z.object({ recordingSid: sid }))
    .output(z.object({ status: z.string(), durationMs: z.number().nullable() })),
  /** Its content type first, then the sound as it comes. */
  readSound: ask()
    .input(z.object({ recordingSid: sid }))
    .output(eventIterator(z.object({ contentType: z.string().optional(), base64: z.string().optional() }))),
};

export type OfficePhone = Readonly<z.infer<typeof officePhoneSchema>>;
