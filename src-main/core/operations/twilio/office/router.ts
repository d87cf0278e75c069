import { AppError } from '../../../platform/errors.ts';
import { implementContract, type Session } from '../../../platform/implementer.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { Flow } from '../flow/index.ts';
import { readLabel } from '../flow/labels.ts';
import type { PhoneGateway } from '../gateway.ts';
import { deskAddress } from '../people/numbers.ts';
import { officePhoneContract, type OfficePhone } from './contract.ts';

export interface OfficeRouterDeps {
  /** `null`: the hub has no account. */
  readonly gateway: () => PhoneGateway | null;
  readonly book: CallBook;
  readonly flow: Pick<Flow, 'urls'>;
  readonly ownNumber: () => string | null;
  readonly identityOf: (deskId: string) => Promise<string>;
  readonly watch: (deskId: string, signal?: AbortSignal) => AsyncGenerator<OfficePhone | null, void, void>;
}

const base = () => implementContract(officePhoneContract);

function openVendor({ gateway }: OfficeRouterDeps): PhoneGateway {
  const opened = gateway();
  if (!opened) throw new AppError('phone/not-configured', 'No telephone account is set up.');
  return opened;
}

function deskOf({ deskId }: Session): string {
  if (deskId === undefined) throw new AppError('phone/not-a-desk', 'Only an enrolled desk has a telephone.');
  return deskId;
}

function stateHandlers(deps: OfficeRouterDeps) {
  const phones = base();
  return {
    watchOfficePhone: phones.watchOfficePhone.handler(({ context, signal }) =>
      deps.watch(deskOf(context.session), signal),
    ),
    mintVoiceToken: phones.mintVoiceToken.handler(async ({ context }) => {
      const identity = await deps.identityOf(deskOf(context.session));
      return openVendor(deps).mintVoiceToken(identity);
    }),
    fetchAccount: phones.fetchAccount.handler(() => openVendor(deps).fetchAccount()),
    ringOwnDesk: phones.ringOwnDesk.handler(async ({ input, context }) => {
      const address = deskAddress(await deps.identityOf(deskOf(context.session)));
      const callSid = await openVendor(deps).createCall({
        to: `${address}?${input.parameters}`,
        from: deps.ownNumber() ?? address,
        ringSeconds: input.ringSeconds,
        then: { twiml: input.twiml },
      });
      return { callSid };
    }),
  };
}

function legHandlers(deps: OfficeRouterDeps) {
  const phones = base();
  return {
    endCall: phones.endCall.handler(({ input }) => openVendor(deps).endCall(input.callSid, input.how)),
    redirectCall: phones.redirectCall.handler(({ input }) =>
      openVendor(deps).redirectCall(input.callSid, input.twiml),
    ),
    fetchCallStatus: phones.fetchCallStatus.handler(async ({ input }) => ({
      status: await openVendor(deps).fetchCallStatus(input.callSid),
    })),
    startRecording: phones.startRecording.handler(async ({ input }) => ({
      recordingSid: await openVendor(deps).startRecording(input.callSid, null),
    })),
    changeRecording: phones.changeRecording.handler(({ input }) =>
      openVendor(deps).changeRecording(input.recordingSid, input.status),
    ),
    deleteRecording: phones.deleteRecording.handler(({ input }) =>
      openVendor(deps).deleteRecording(input.recordingSid),
    ),
    fetchRecording: phones.fetchRecording.handler(({ input }) =>
      openVendor(deps).fetchRecording(input.recordingSid),
    ),
    readSound: phones.readSound.handler(async function* ({ input, signal }) {
      const ended = signal ?? new AbortController().signal;
      const { contentType, chunks } = await openVendor(deps).openSound(input.recordingSid, ended);
      yield { contentType };
      for await (const chunk of chunks) yield { base64: Buffer.from(chunk).toString('base64') };
    }),
  };
}

/** Whoever a desk calls into a call is known to the flow before he is in the room. */
async function expectParty(
  { book }: OfficeRouterDeps,
  callId: string,
  label: string,
  to: string,
  desk: string,
) {
  const read = readLabel(label);
  if (read?.kind !== 'party' || (await book.find(callId)) === null) return null;
  const party = {
    partyId: read.partyId,
    role: 'added',
    address: to.split('?', 1)[0] ?? to,
    callSid: null,
  } as const;
  await book.record(callId, { kind: 'partyAdded', ...party }, 'command', desk);
  return read.partyId;
}

function roomHandlers(deps: OfficeRouterDeps) {
  const phones = base();
  return {
    findConference: phones.findConference.handler(async ({ input }) => ({
      conferenceSid: await openVendor(deps).findConference(input.name),
    })),
    describeConference: phones.describeConference.handler(({ input }) =>
      openVendor(deps).describeConference(input.name),
    ),
    listParticipants: phones.listParticipants.handler(({ input }) =>
      openVendor(deps).listParticipants(input.conferenceSid),
    ),
    addParticipant: phones.addParticipant.handler(async ({ input, context }) => {
      const vendor = openVendor(deps);
      const desk = await deps.identityOf(deskOf(context.session));
      const { conference: callId, to, label } = input;
      const partyId = await expectParty(deps, callId, label, to, desk);
      const urls = deps.flow.urls();
      const told =
        urls === null || partyId === null
          ? null
          : { statusUrl: urls.partyLeg(callId, partyId), conferenceStatusUrl: urls.conference(callId) };
      return vendor.addParticipant({ ...input, told });
    }),
    changeParticipant: phones.changeParticipant.handler(({ input }) => {
      const { conference, callSid, hold, muted, hearsNotice } = input;
      const notice = hearsNotice === true ? deps.flow.urls()?.notice : undefined;
      return openVendor(deps).changeParticipant(conference, callSid, {
        ...(hold === undefined ? {} : { hold }),
        ...(muted === undefined ? {} : { muted }),
        ...(notice === undefined ? {} : { announceUrl: notice }),
      });
    }),
    removeParticipant: phones.removeParticipant.handler(({ input }) =>
      openVendor(deps).removeParticipant(input.conference, input.callSid),
    ),
    endConference: phones.endConference.handler(({ input }) =>
      openVendor(deps).endConference(input.conferenceSid),
    ),
  };
}

export function createOfficePhoneRouter(deps: OfficeRouterDeps) {
  return base().router({ ...stateHandlers(deps), ...legHandlers(deps), ...roomHandlers(deps) });
}
