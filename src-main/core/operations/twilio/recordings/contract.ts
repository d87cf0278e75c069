import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';

const time = z.number().int().nonnegative();
const recordingId = z.uuid();
const unknownRecording = { 'phone/unknown-recording': { message: 'No recording with this id is known.' } };

export const recordingSchema = z.object({
  id: recordingId,
  callId: z.uuid(),
  startedAtMs: time,
  durationMs: z.number().int().nonnegative().nullable(),
  /** `waiting`: still made or fetched. `deleted`: its time was over, or a person deleted it. */
  state: z.enum(['waiting', 'stored', 'failed', 'deleted']),
  failureCode: z.string().nullable(),
  bytes: z.number().int().nullable(),
  contentType: z.string().nullable(),
  /** When it will be deleted by policy. */
  keptUntilMs: time.nullable(),
});

export const recordingsContract = {
  listRecordings: procedureFor('dispatcher')
    .input(z.object({ callId: z.uuid() }))
    .output(
      z.array(
        recordingSchema.extend({
          /** Newest first. */
          listens: z.array(z.object({ atMs: time, by: z.string() })),
        }),
      ),
    ),
  /** Writes down who listens, then tells in how many parts the sound comes. */
  openRecording: procedureFor('dispatcher')
    .input(z.object({ recordingId }))
    .errors({
      ...unknownRecording,
      'phone/recording-unavailable': { message: 'The recording is not here (yet, or any more).' },
    })
    .output(z.object({ contentType: z.string(), bytes: z.number().int(), partCount: z.number().int() })),
  readRecordingPart: procedureFor('dispatcher')
    .input(z.object({ recordingId, part: z.number().int().nonnegative() }))
    .errors({
      ...unknownRecording,
      'phone/recording-unavailable': { message: 'The recording is not here (yet, or any more).' },
    })
    .output(z.object({ base64: z.string() })),
  deleteRecording: procedureFor('supervisor')
    .input(z.object({ recordingId }))
    .errors(unknownRecording)
    .output(z.void()),
};

export type Recording = Readonly<z.infer<typeof recordingSchema>>;
