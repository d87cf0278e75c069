import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Directory, DirectoryEntry } from '../people/directory.ts';
import { deskAddress, identityOfAddress, isEmergency, readNumber, readTarget } from '../people/numbers.ts';
import type { PhonePolicy } from '../account.ts';
import type { CallBook, NewCall, NewEvent, Round } from './call-book.ts';
import { unknownCallError } from './call-book.ts';
import type { DeskEvent } from './call-events.ts';
import { callOf } from './call-row.ts';
import type { Call, CallQuality, CallTarget } from './contract.ts';
import { readCall, type CallRow } from './repository.ts';
import type { Disposition } from './call-status.wire.ts';

export interface BeginCall {
  readonly callId: string;
  readonly target: CallTarget;
  readonly ownNumber: string | null;
  readonly vehicleId: string | null;
  readonly alertId: string | null;
}

export interface ReportedEvent {
  readonly callId: string;
  readonly eventId: string;
  readonly timeMs: number;
  readonly event: DeskEvent;
}

export interface WrapUp {
  readonly callId: string;
  readonly note?: string | undefined;
  readonly disposition?: Disposition | null | undefined;
  readonly party?: { readonly kind: DirectoryEntry['kind']; readonly id: string } | undefined;
}

export interface CallsDeps {
  readonly book: CallBook;
  readonly clock: Clock;
  readonly directory: () => Directory;
  readonly policy: () => PhonePolicy;
  readonly hasAccount: () => boolean;
}

/** What the SDK's `connect` is given, and the call flow gets back as form fields. */
export const connectParams = (
  intent: 'call' | 'rejoin',
  callId: string,
  address: string,
  ownNumber: string | null,
) => ({
  intent,
  callId,
  target: address,
  ...(ownNumber === null ? {} : { ownNumber }),
});

const partyColumns = (entry: DirectoryEntry) => ({
  party_kind: entry.kind,
  party_id: entry.id,
  party_name: entry.name,
  driver_id: entry.kind === 'driver' ? entry.id : null,
  vehicle_id: entry.vehicle?.id ?? null,
  vehicle_name: entry.vehicle?.name ?? null,
});

/** One match is a name; several stay several, and a person chooses. */
export function partyOf(number: string | null, directory: Directory) {
  const matches = number === null ? [] : directory.byNumber(number);
  const [only] = matches;
  return {
    match_count: matches.length,
    ...(matches.length === 1 && only ? partyColumns(only) : {}),
  };
}

/** What is known of a call that comes in, by the addresses that the telephone service names. */
export function incomingCall(
  callId: string,
  from: string | null,
  to: string | null,
  begunAtMs: number,
  deps: { readonly directory: Directory; readonly country: string },
): NewCall {
  const desk = from === null ? null : identityOfAddress(from);
  const number = from === null || desk !== null ? null : readNumber(from, deps.country);
  return {
    id: callId,
    direction: 'incoming',
    number: number?.e164 ?? null,
    number_text: number?.text ?? desk ?? '',
    own_number: to !== null && to.startsWith('+') ? to : null,
    desk: null,
    begun_at_ms: begunAtMs,
    ...(desk === null
      ? partyOf(number?.e164 ?? null, deps.directory)
      : { party_kind: 'desk' as const, party_id: desk, party_name: desk }),
  };
}

/** What is known of a call that a desk makes, by what its phone tells; `null`: the target is no address. */
export function placedCall(
  {
    callId,
    desk,
    target,
    ownNumber,
  }: { callId: string; desk: string; target: string; ownNumber: string | null },
  begunAtMs: number,
  deps: { readonly directory: Directory; readonly country: string },
): NewCall | null {
  const peer = identityOfAddress(target);
  const emergency = isEmergency(target) ? { e164: target, text: target } : null;
  const number = peer === null ? (emergency ?? readNumber(target, deps.country)) : null;
  if (peer === null && number === null) return null;
  return {
    id: callId,
    direction: 'outgoing',
    number: number?.e164 ?? null,
    number_text: number?.text ?? peer ?? '',
    own_number: ownNumber,
    desk,
    begun_at_ms: begunAtMs,
    ...(peer === null
      ? partyOf(number?.e164 ?? null, deps.directory)
      : { party_kind: 'desk' as const, party_id: peer, party_name: peer }),
  };
}

function createBegin({ book, policy, directory, hasAccount }: CallsDeps) {
  return async function begin(
    asked: BeginCall,
  ): Promise<{ call: Call; address: string; ownNumber: string | null }> {
    const { identity, callerIds, country } = policy();
    const target = readTarget(asked.target, country);
    if (!hasAccount()) throw new AppError('phone/not-configured', 'No telephone account is set up.');
    const ownNumber = asked.ownNumber ?? callerIds[0] ?? null;
    if (asked.ownNumber !== null && !callerIds.includes(asked.ownNumber)) {
      throw new AppError('phone/unknown-caller-id', 'This number is none of ours.');
    }
    const row = await book.inRound(async (round) => {
      const known = await readCall(round.trx, asked.callId);
      if (known) return sameCall(known, target.number, target.text);
      const peer = asked.target.type === 'desk' ? asked.target.identity : null;
      const created = await round.insert({
        id: asked.callId,
        direction: 'outgoing',
        number: target.number,
        number_text: target.text,
        own_number: ownNumber,
        desk: identity,
        begun_at_ms: round.nowMs,
        ...(peer === null
          ? partyOf(target.number, directory())
          : { party_kind: 'desk' as const, party_id: peer, party_name: peer }),
        ...(asked.alertId === null ? {} : { alert_id: asked.alertId }),
        ...aboutVehicle(asked.vehicleId, directory()),
      });
      await round.append(asked.callId, [
        {
          eventId: `begun ${asked.callId}`,
          timeMs: round.nowMs,
          desk: identity,
          source: 'core',
          event: { kind: 'begun', direction: 'outgoing' },
        },
      ]);
      return (await readCall(round.trx, asked.callId)) ?? created;
    });
    return { call: callOf(row), address: target.address, ownNumber };
  };
}

function createRecord({ book, policy, directory }: CallsDeps) {
  /** Groups what was reported, so that each call is folded once. */
  async function record(events: readonly ReportedEvent[], desk: string) {
    const byCall = new Map<string, ReportedEvent[]>();
    for (const event of events) byCall.set(event.callId, [...(byCall.get(event.callId) ?? []), event]);
    return book.inRound(async (round) => {
      let recordedCount = 0;
      const unknownCallIds: string[] = [];
      for (const [callId, its] of byCall) {
        if (!(await isKnown(round, callId, its))) {
          unknownCallIds.push(callId);
          continue;
        }
        const added = its.map<NewEvent>(({ eventId, timeMs, event }) => ({
          eventId,
          timeMs,
          desk,
          source: 'desk',
          event,
        }));
        recordedCount += await round.append(callId, added);
      }
      return { recordedCount, unknownCallIds };
    });
  }

  async function isKnown(round: Round, callId: string, events: readonly ReportedEvent[]): Promise<boolean> {
    if (await readCall(round.trx, callId)) return true;
    const offer = events.find(({ event }) => event.kind === 'offered');
    if (offer?.event.kind !== 'offered') return false;
    const { from, to } = offer.event;
    await round.insert(
      incomingCall(callId, from, to, offer.timeMs, {
        directory: directory(),
        country: policy().country,
      }),
    );
    return true;
  }

  return record;
}

export function createCalls(deps: CallsDeps) {
  const { book, clock } = deps;

  async function changeRow(
    callId: string,
    change: (row: CallRow, round: Round) => Parameters<Round['change']>[1],
  ) {
    return book.inRound(async (round) => {
      const row = await readCall(round.trx, callId);
      if (!row) throw unknownCallError();
      await round.change(row, change(row, round));
      const changed = await readCall(round.trx, callId);
      return callOf(changed ?? row);
    });
  }

  return {
    begin: createBegin(deps),
    record: createRecord(deps),
    wrapUp: ({ callId, note, disposition, party }: WrapUp, by: string) =>
      changeRow(callId, () => ({
        ...(note === undefined ? {} : { note: note === '' ? null : note }),
        ...(disposition === undefined ? {} : { disposition }),
        ...(party === undefined ? {} : chosenParty(party, deps.directory())),
        noted_at_ms: clock.nowMs(),
        noted_by: by,
      })),
    rate: (callId: string, rating: 1 | -1 | null) => changeRow(callId, () => ({ rating })),
    saveQuality: (callId: string, quality: CallQuality) =>
      changeRow(callId, () => ({ quality: JSON.stringify(quality) })),
    async rejoinParams(callId: string) {
      const { row, folded } = await book.get(callId);
      if (folded.status.phase === 'ended') throw new AppError('phone/call-over', 'This call is over.');
      return connectParams('rejoin', callId, row.number ?? deskAddress(row.party_id ?? ''), row.own_number);
    },
  };
}

function sameCall(known: CallRow, number: string | null, text: string): CallRow {
  const isSame = known.direction === 'outgoing' && known.number === number && known.number_text === text;
  if (!isSame) throw new AppError('phone/call-id-taken', 'This id belongs to another call.');
  return known;
}

function aboutVehicle(vehicleId: string | null, directory: Directory) {
  if (vehicleId === null) return {};
  const vehicle = directory.byId('vehicle', vehicleId);
  return { vehicle_id: vehicleId, vehicle_name: vehicle?.name ?? null };
}

function chosenParty(
  party: { readonly kind: DirectoryEntry['kind']; readonly id: string },
  directory: Directory,
) {
  const entry = directory.byId(party.kind, party.id);
  if (!entry) throw new AppError('phone/unknown-party', 'Nobody with this id is known.');
  return partyColumns(entry);
}

export type Calls = ReturnType<typeof createCalls>;
