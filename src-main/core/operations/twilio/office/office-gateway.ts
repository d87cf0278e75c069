import { ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { AppError, isAppError, type ErrorCode } from '../../../platform/errors.ts';
import type { PhoneGateway } from '../gateway.ts';
import type { Sound } from '../gateway-questions.ts';
import type { officePhoneContract } from './contract.ts';

export type OfficePhoneClient = ContractRouterClient<typeof officePhoneContract>;

/** What the hub answers, and that it cannot be asked, in the words of a gateway. */
function failureOf(error: unknown): unknown {
  if (isAppError(error)) return error;
  if (error instanceof ORPCError && /^phone\//.test(error.code as string)) {
    const data = error.data as Readonly<Record<string, unknown>> | undefined;
    return new AppError(error.code as ErrorCode, error.message, { data: data ?? {}, cause: error });
  }
  return new AppError('phone/unreachable', 'The office’s hub could not be asked.', { cause: error });
}

async function* soundChunks(
  stream: AsyncIterator<{ contentType?: string | undefined; base64?: string | undefined }>,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return;
    if (next.value.base64 !== undefined) yield Buffer.from(next.value.base64, 'base64');
  }
}

const notHere = (): Promise<never> => Promise.reject(new Error('the hub itself does this'));

/** The telephone service behind the office's hub: the account's secrets stay there. */
export function createOfficeGateway(client: () => OfficePhoneClient): PhoneGateway {
  const ask = async <T>(question: (asked: OfficePhoneClient) => Promise<T>): Promise<T> => {
    try {
      return await question(client());
    } catch (error) {
      throw failureOf(error);
    }
  };
  return {
    mintVoiceToken: () => ask((hub) => hub.mintVoiceToken()),
    fetchAccount: () => ask((hub) => hub.fetchAccount()),
    registerApplication: notHere,
    pointNumbers: notHere,
    createCall: async ({ to, ringSeconds, then }) => {
      if (!('twiml' in then)) return notHere();
      const parameters = to.split('?', 2)[1] ?? '';
      const asked = { parameters, ringSeconds, twiml: then.twiml };
      return (await ask((hub) => hub.ringOwnDesk(asked))).callSid;
    },
    endCall: (callSid, how) => ask((hub) => hub.endCall({ callSid, how })),
    redirectCall: (callSid, twiml) => ask((hub) => hub.redirectCall({ callSid, twiml })),
    fetchCallStatus: async (callSid) => (await ask((hub) => hub.fetchCallStatus({ callSid }))).status,
    findConference: async (name) => (await ask((hub) => hub.findConference({ name }))).conferenceSid,
    describeConference: (name) => ask((hub) => hub.describeConference({ name })),
    listParticipants: (conferenceSid) => ask((hub) => hub.listParticipants({ conferenceSid })),
    addParticipant: ({ conference, to, from, label, ringSeconds }) =>
      ask((hub) => hub.addParticipant({ conference, to, from, label, ringSeconds })),
    changeParticipant: (conference, callSid, { announceUrl, ...change }) =>
      ask((hub) =>
        hub.changeParticipant({
          ...{ conference, callSid, ...change },
          ...(announceUrl === undefined ? {} : { hearsNotice: true }),
        }),
      ),
    removeParticipant: (conference, callSid) => ask((hub) => hub.removeParticipant({ conference, callSid })),
    endConference: (conferenceSid) => ask((hub) => hub.endConference({ conferenceSid })),
    startRecording: async (callSid) => (await ask((hub) => hub.startRecording({ callSid }))).recordingSid,
    changeRecording: (recordingSid, status) => ask((hub) => hub.changeRecording({ recordingSid, status })),
    deleteRecording: (recordingSid) => ask((hub) => hub.deleteRecording({ recordingSid })),
    fetchRecording: (recordingSid) => ask((hub) => hub.fetchRecording({ recordingSid })),
    async openSound(recordingSid, signal): Promise<Sound> {
      const stream = await ask((hub) => hub.readSound({ recordingSid }, { signal }));
      const first = await ask(() => stream.next());
      const contentType = first.done === true ? undefined : first.value.contentType;
      return { contentType: contentType ?? 'audio/x-wav', chunks: soundChunks(stream) };
    },
    // Nothing is heard from the vendor here.
    isSigned: () => Promise.resolve(false),
  };
}
