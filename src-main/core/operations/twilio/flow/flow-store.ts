import type { CallFacts } from '../calls/call-facts.ts';
import type { CoreEvent } from '../calls/call-events.ts';
import type { CallBook, Round } from '../calls/call-book.ts';
import { claimCall, readCall, type CallRow } from '../calls/repository.ts';
import { incomingCall, placedCall } from '../calls/service.ts';
import type { Directory } from '../people/directory.ts';

/** One call in one transaction. */
export interface CallRound {
  readonly row: CallRow;
  /** After everything recorded so far in this round. */
  facts(): Promise<CallFacts>;
  /** `eventId`: of the webhook that tells of it, so that the same again changes nothing. */
  record(eventId: string, ...events: readonly CoreEvent[]): Promise<void>;
  /** Whether `desk` has it now: the first who asks since the call was queued, and nobody else. */
  claim(desk: string): Promise<boolean>;
}

/** What the call flow knows: calls and who is blocked. */
export interface FlowStore {
  /** `null`: no call with this id is known. */
  inCall<T>(callId: string, work: (round: CallRound) => Promise<T>): Promise<T | null>;
  /** Books a call that came in, unless it is known. */
  inNewCall<T>(
    call: { readonly callId: string; readonly from: string | null; readonly to: string | null },
    work: (round: CallRound) => Promise<T>,
  ): Promise<T>;
  /**
   * A call that a desk makes. The own desk is about to book it; that of another, whose core has a log of its own, is
   * booked here. `null`: it was not booked, or is to no address.
   */
  inPlacedCall<T>(call: PlacedCall, work: (round: CallRound) => Promise<T>): Promise<T | null>;
  isBlocked(from: string): boolean;
  /** What the vendor says of the end of a desk's own leg names the leg only. */
  rememberLeg(callSid: string, leg: DeskLegOf): void;
  findLeg(callSid: string): DeskLegOf | null;
}

export interface PlacedCall {
  readonly callId: string;
  readonly desk: string;
  /** E.164, or `client:identity`. */
  readonly target: string;
  readonly ownNumber: string | null;
}

export interface DeskLegOf {
  readonly callId: string;
  readonly desk: string;
}

/** A desk books a call and connects to it at once: whichever comes first. Less than the vendor waits for an answer (15 s). */
const bookedWithinMs = 5_000;

/** Of legs that are up; those before them were told of long ago. */
const rememberedLegsMax = 1_000;

export interface FlowStoreDeps {
  readonly book: CallBook;
  readonly directory: () => Directory;
  readonly country: () => string;
  readonly isBlocked: (from: string) => boolean;
  /** Of this core's desk. */
  readonly own: { readonly identity: () => string; readonly number: () => string | null };
}

/**
 * A claim is younger than the wait that it ends, and older than the wait that takes it back, whatever the clock's
 * resolution: in another order the call would wait for nobody.
 */
async function earliestFor(round: Round, callId: string, events: readonly CoreEvent[]): Promise<number> {
  const isAbout = (kind: CoreEvent['kind']) => events.some((event) => event.kind === kind);
  if (!isAbout('queued') && !isAbout('claimed')) return 0;
  const { claim, queued } = (await round.fold(callId)).facts;
  return isAbout('queued') ? (claim?.atMs ?? 0) + 1 : (queued?.sinceMs ?? 0);
}

function roundOf(round: Round, row: CallRow): CallRound {
  return {
    row,
    facts: async () => (await round.fold(row.id)).facts,
    async record(eventId, ...events) {
      const timeMs = Math.max(round.nowMs, await earliestFor(round, row.id, events));
      await round.append(
        row.id,
        events.map((event, index) => ({
          eventId: `${eventId} ${event.kind} ${index}`,
          timeMs,
          desk: null,
          source: 'flow' as const,
          event,
        })),
      );
    },
    claim: (desk) => claimCall(round.trx, row.id, desk),
  };
}

/** `null`: it was not booked in time. */
async function inBookedCall<T>(
  book: CallBook,
  callId: string,
  inCall: FlowStore['inCall'],
  work: (round: CallRound) => Promise<T>,
): Promise<T | null> {
  // Before the first look: the booking may be committed while that is under way. Not by `watchLive`, which paces itself.
  const booked = book.touched(callId, AbortSignal.timeout(bookedWithinMs));
  const answer = await inCall(callId, work);
  if (answer !== null) return answer;
  await booked;
  return inCall(callId, work);
}

export function createFlowStore({ book, directory, country, isBlocked, own }: FlowStoreDeps): FlowStore {
  const legs = new Map<string, DeskLegOf>();
  const inCall: FlowStore['inCall'] = (callId, work) =>
    book.inRound(async (round) => {
      const row = await readCall(round.trx, callId);
      return row ? work(roundOf(round, row)) : null;
    });
  return {
    isBlocked,
    findLeg: (callSid) => legs.get(callSid) ?? null,
    rememberLeg(callSid, leg) {
      legs.set(callSid, leg);
      const [oldest] = legs.keys();
      if (legs.size > rememberedLegsMax && oldest !== undefined) legs.delete(oldest);
    },
    inCall,
    inNewCall: ({ callId, from, to }, work) =>
      book.inRound(async (round) => {
        const known = await readCall(round.trx, callId);
        const row =
          known ??
          (await round.insert(
            incomingCall(callId, from, to, round.nowMs, { directory: directory(), country: country() }),
          ));
        return work(roundOf(round, row));
      }),
    inPlacedCall: (call, work) => {
      if (call.desk === own.identity()) return inBookedCall(book, call.callId, inCall, work);
      return book.inRound(async (round) => {
        const known = await readCall(round.trx, call.callId);
        const added = known
          ? null
          : placedCall({ ...call, ownNumber: call.ownNumber ?? own.number() }, round.nowMs, {
              directory: directory(),
              country: country(),
            });
        const row = known ?? (added && (await round.insert(added)));
        if (row === null) return null;
        const placed = roundOf(round, row);
        if (added) await placed.record(`placed ${call.callId}`, { kind: 'begun', direction: 'outgoing' });
        return work(placed);
      });
    },
  };
}
