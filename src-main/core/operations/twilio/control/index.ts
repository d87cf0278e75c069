import { AppError } from '../../../platform/errors.ts';
import { deskLabel } from '../flow/labels.ts';
import { hangUp, reply } from '../flow/twiml.ts';
import { identityOfAddress } from '../people/numbers.ts';
import { openVendor, record, roomOf, setHold, type ControlDeps } from './deps.ts';
import { createPartyCommands, memberOf } from './parties.ts';
import { notPossibleNow } from './room.ts';
import { createTransferCommands } from './transfer.ts';

const testRingSeconds = 10;

type RecordingAction = 'start' | 'pause' | 'resume' | 'stop';

function createHangUp(deps: ControlDeps) {
  const { book, policy } = deps;
  /** Nobody is in a room yet: what is known of the desk's own leg is all there is to end. */
  async function endOwnLeg(callId: string) {
    const { folded } = await book.get(callId);
    const callSid = folded.facts.desks.get(policy().identity)?.callSid ?? null;
    if (callSid !== null) await openVendor(deps).endCall(callSid, 'completed');
  }
  return async function hangUpCall(callId: string, scope: 'everybody' | 'thisDesk'): Promise<void> {
    const { folded } = await book.get(callId);
    if (folded.status.phase === 'ended') return;
    const vendor = openVendor(deps);
    await record(deps, callId, { kind: 'hungUp' });
    try {
      const { own, others, conferenceSid } = await roomOf(deps, callId);
      if (scope === 'everybody') {
        await vendor.endConference(conferenceSid);
        // The vendor lets those ring on who have not come yet.
        for (const { isIn, callSid } of others) if (!isIn) await vendor.endCall(callSid, 'completed');
      } else if (own !== null) await vendor.removeParticipant(conferenceSid, own.callSid);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'phone/not-possible-now') throw error;
      await endOwnLeg(callId);
    }
  };
}

function createRecordingCommand(deps: ControlDeps) {
  const { policy, flow } = deps;
  async function start(callId: string) {
    const { recording, recordingNotice } = policy();
    if (recording === 'never') {
      throw new AppError('phone/recording-forbidden', 'The policy of this office does not allow it.');
    }
    const room = await roomOf(deps, callId);
    if (room.facts.recording !== null) throw notPossibleNow();
    const people = room.others.filter(({ isIn }) => isIn);
    const isOutside = ({ partyId }: (typeof people)[number]) =>
      identityOfAddress(room.facts.parties.get(partyId ?? '')?.address ?? '') === null;
    const recorded = people.find(isOutside) ?? people[0];
    if (recorded === undefined) throw notPossibleNow();
    const vendor = openVendor(deps);
    const urls = flow.urls();
    if (recordingNotice && urls !== null) {
      await vendor.changeParticipant(room.conferenceSid, recorded.callSid, { announceUrl: urls.notice });
    }
    const recordingSid = await vendor.startRecording(recorded.callSid, urls?.recording(callId) ?? null);
    await record(deps, callId, { kind: 'recordingStarted', recordingSid });
    await deps.recordings.begin(callId, recordingSid);
  }

  const changes = {
    pause: { status: 'paused', kind: 'recordingPaused' },
    resume: { status: 'in-progress', kind: 'recordingResumed' },
    stop: { status: 'stopped', kind: 'recordingStopped' },
  } as const;

  return async function setRecording(callId: string, action: RecordingAction): Promise<void> {
    if (action === 'start') {
      await start(callId);
      return;
    }
    const { folded } = await deps.book.get(callId);
    const { recording } = folded.facts;
    if (recording === null) throw notPossibleNow();
    const { status, kind } = changes[action];
    await openVendor(deps).changeRecording(recording.sid, status);
    await record(deps, callId, { kind, recordingSid: recording.sid });
  };
}

/** Rings this desk to see whether it can be rung. Nobody answers; once it is known to ring, it stops. */
function createTestRing(deps: ControlDeps) {
  const { ids, policy } = deps;
  const ringing = new Map<string, string>();
  return {
    async begin() {
      const { identity, callerIds } = policy();
      const testId = ids.next();
      const callSid = await openVendor(deps).createCall({
        to: `client:${identity}?${new URLSearchParams({ testId }).toString()}`,
        from: callerIds[0] ?? `client:${identity}`,
        ringSeconds: testRingSeconds,
        then: { twiml: reply(hangUp) },
      });
      ringing.clear();
      ringing.set(testId, callSid);
      return { testId };
    },
    /** Harmless when it stopped by itself. */
    async heard(testId: string) {
      const callSid = ringing.get(testId);
      if (callSid === undefined) return;
      ringing.delete(testId);
      await deps.gateway()?.endCall(callSid, 'completed');
    },
  };
}

/** Commands on live calls, carried out by the vendor's REST API. */
export function createControl(deps: ControlDeps) {
  return {
    ...createPartyCommands(deps),
    ...createTransferCommands(deps),
    hangUp: createHangUp(deps),
    setRecording: createRecordingCommand(deps),
    testRing: createTestRing(deps),
    async hold(callId: string, partyId: string | null, isHeld: boolean) {
      const room = await roomOf(deps, callId);
      const people = partyId === null ? room.others : [memberOf(room, partyId)];
      if (!people.some(({ isIn }) => isIn)) throw notPossibleNow();
      await setHold(deps, room, people, isHeld);
    },
    /** This desk hung up on a call whose flow another serves: who is left alone by it is let go. */
    async leftElsewhere(callId: string) {
      const vendor = openVendor(deps);
      // Not by `roomOf`: for this desk's own log the call is over already.
      const conference = await vendor.describeConference(callId);
      if (conference?.isLive !== true) return;
      const own = deskLabel(deps.policy().identity);
      const others = (await vendor.listParticipants(conference.sid)).filter(({ label }) => label !== own);
      if (others.length <= 1) await vendor.endConference(conference.sid);
    },
  };
}

export type Control = ReturnType<typeof createControl>;
