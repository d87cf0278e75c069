import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { implementContract } from '../../platform/implementer.ts';
import type { PhonePolicy } from './account.ts';
import type { CallBook } from './calls/call-book.ts';
import type { CallLog } from './calls/call-log.ts';
import type { DeskEvent } from './calls/contract.ts';
import { connectParams, type Calls } from './calls/service.ts';
import { phoneContract } from './contract.ts';
import type { Control } from './control/index.ts';
import type { PhoneGateway } from './gateway.ts';
import type { People } from './people/index.ts';
import { readNumber } from './people/numbers.ts';
import type { Recordings } from './recordings/index.ts';
import type { PhoneStateFeed } from './tokens/phone-state.ts';

export interface RouterDeps {
  readonly calls: Calls;
  readonly book: CallBook;
  readonly log: CallLog;
  readonly people: People;
  readonly recordings: Recordings;
  readonly phone: PhoneStateFeed;
  readonly control: Control;
  /** What became of a desk's own leg, after it was recorded. */
  readonly hear: (callId: string, event: DeskEvent) => void;
  readonly policy: () => PhonePolicy;
  readonly gateway: () => PhoneGateway | null;
  readonly clock: Clock;
}

const base = () => implementContract(phoneContract);

/** Throws `phone/not-configured`. */
function openGateway(gateway: () => PhoneGateway | null): PhoneGateway {
  const opened = gateway();
  if (!opened) throw new AppError('phone/not-configured', 'No telephone account is set up.');
  return opened;
}

/** What the telephone service is asked to do with live calls. */
function controlHandlers({ control }: RouterDeps) {
  const phones = base();
  return {
    holdCall: phones.holdCall.handler(({ input }) => control.hold(input.callId, input.partyId, input.isHeld)),
    transferCall: phones.transferCall.handler(({ input }) => control.transfer(input.callId, input.target)),
    beginConsultation: phones.beginConsultation.handler(({ input }) =>
      control.beginConsultation(input.callId, input.target),
    ),
    swapConsultation: phones.swapConsultation.handler(({ input }) => control.swap(input.callId)),
    joinConsultation: phones.joinConsultation.handler(({ input }) => control.join(input.callId)),
    completeConsultation: phones.completeConsultation.handler(({ input }) => control.complete(input.callId)),
    cancelConsultation: phones.cancelConsultation.handler(({ input }) => control.cancel(input.callId)),
    addParty: phones.addParty.handler(({ input }) => control.add(input.callId, input.target)),
    removeParty: phones.removeParty.handler(({ input }) => control.remove(input.callId, input.partyId)),
    mergeCalls: phones.mergeCalls.handler(({ input }) => control.merge(input.callId, input.intoCallId)),
    hangUpCall: phones.hangUpCall.handler(({ input }) => control.hangUp(input.callId, input.scope)),
    setRecording: phones.setRecording.handler(({ input }) =>
      control.setRecording(input.callId, input.action),
    ),
    beginTestRing: phones.beginTestRing.handler(() => control.testRing.begin()),
  };
}

function stateHandlers({ phone, control, policy, gateway, clock }: RouterDeps) {
  const phones = base();
  return {
    watchPhone: phones.watchPhone.handler(({ signal }) => phone.watch(signal)),
    getVoiceToken: phones.getVoiceToken.handler(async () => {
      const { identity } = policy();
      const { token, expiresInMs } = await openGateway(gateway).mintVoiceToken(identity);
      return { token, identity, expiresAtMs: clock.nowMs() + expiresInMs };
    }),
    reportReception: phones.reportReception.handler(async ({ input }) => {
      phone.report(input);
      if (input.testRing?.state === 'passed') await control.testRing.heard(input.testRing.testId);
    }),
    checkPhoneAccount: phones.checkPhoneAccount.handler(async () => {
      const { name, numbers } = await openGateway(gateway).fetchAccount();
      return { accountName: name, numberCount: numbers.length };
    }),
  };
}

function callHandlers({ calls, book, log, hear, policy }: RouterDeps) {
  const phones = base();
  return {
    beginCall: phones.beginCall.handler(async ({ input }) => {
      const { call, address, ownNumber } = await calls.begin(input);
      return { call, connect: { params: connectParams('call', call.id, address, ownNumber) } };
    }),
    rejoinCall: phones.rejoinCall.handler(async ({ input }) => ({
      connect: { params: await calls.rejoinParams(input.callId) },
    })),
    recordCallEvents: phones.recordCallEvents.handler(async ({ input }) => {
      const { identity } = policy();
      const recorded = await calls.record(input.events, identity);
      for (const { callId, event } of input.events) hear(callId, event);
      return recorded;
    }),
    watchLiveCalls: phones.watchLiveCalls.handler(({ signal }) => book.watchLive(signal)),
    watchCallChanges: phones.watchCallChanges.handler(({ signal }) => log.watchChanges(signal)),
    listCalls: phones.listCalls.handler(({ input }) => log.list(input)),
    countUnreturnedCalls: phones.countUnreturnedCalls.handler(({ input }) =>
      log.countUnreturned(input.sinceMs),
    ),
    getCall: phones.getCall.handler(({ input }) => log.read(input.callId)),
    wrapUpCall: phones.wrapUpCall.handler(({ input, context }) =>
      calls.wrapUp(input, context.session.userId),
    ),
    rateCall: phones.rateCall.handler(({ input }) => calls.rate(input.callId, input.rating)),
    recordCallQuality: phones.recordCallQuality.handler(async ({ input }) => {
      await calls.saveQuality(input.callId, input.quality);
    }),
  };
}

function recordingHandlers({ recordings }: RouterDeps) {
  const phones = base();
  return {
    listRecordings: phones.listRecordings.handler(({ input }) => recordings.list(input.callId)),
    openRecording: phones.openRecording.handler(({ input, context }) =>
      recordings.open(input.recordingId, context.session.userId),
    ),
    readRecordingPart: phones.readRecordingPart.handler(({ input }) =>
      recordings.readPart(input.recordingId, input.part),
    ),
    deleteRecording: phones.deleteRecording.handler(({ input }) => recordings.delete(input.recordingId)),
  };
}

function peopleHandlers({ people, policy }: RouterDeps) {
  const phones = base();
  return {
    getCallerCard: phones.getCallerCard.handler(({ input }) => people.readCard(input.number)),
    findPeople: phones.findPeople.handler(({ input }) =>
      people
        .directory()
        .find(input.text, input.countMax)
        .flatMap((entry) => {
          const { kind, id, name, detail, number } = entry;
          if (kind === 'vehicle') return [];
          const numberText = number === null ? '' : (readNumber(number, policy().country)?.text ?? number);
          return [{ kind, id, name, detail, number, numberText }];
        }),
    ),
    watchContacts: phones.watchContacts.handler(({ signal }) => people.contacts.watch(signal)),
    saveContact: phones.saveContact.handler(({ input }) => people.contacts.save(input)),
    deleteContact: phones.deleteContact.handler(({ input }) => people.contacts.delete(input.contactId)),
    listBlockedNumbers: phones.listBlockedNumbers.handler(() => people.blocked.list()),
    blockNumber: phones.blockNumber.handler(({ input, context }) =>
      people.blocked.block(input.number, input.reason, context.session.userId),
    ),
    unblockNumber: phones.unblockNumber.handler(({ input }) => people.blocked.unblock(input.number)),
  };
}

export function createPhoneRouter(deps: RouterDeps) {
  return base().router({
    ...stateHandlers(deps),
    ...callHandlers(deps),
    ...controlHandlers(deps),
    ...peopleHandlers(deps),
    ...recordingHandlers(deps),
  });
}

export type PhoneRouter = ReturnType<typeof createPhoneRouter>;
