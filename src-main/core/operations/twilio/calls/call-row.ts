import { qualitySchema, type Call, type LiveCall } from './contract.ts';
import type { FoldedCall } from './call-status.ts';
import type { CallEvent } from './call-events.ts';
import { callEventSchema } from './call-events.ts';
import type { TimedEvent } from './event-order.ts';
import type { CallEventRow, CallRow } from './repository.ts';

export function callOf(row: CallRow): Call {
  const { party_kind: kind, party_id: partyId, answered_at_ms: answeredAtMs, ended_at_ms: endedAtMs } = row;
  return {
    id: row.id,
    version: row.version,
    direction: row.direction,
    phase: row.phase,
    outcome: row.outcome,
    number: row.number,
    numberText: row.number_text,
    ownNumber: row.own_number,
    party: kind === null || partyId === null ? null : { kind, id: partyId, name: row.party_name ?? partyId },
    matchCount: row.match_count,
    vehicle:
      row.vehicle_id === null ? null : { id: row.vehicle_id, name: row.vehicle_name ?? row.vehicle_id },
    alertId: row.alert_id,
    desk: row.desk,
    begunAtMs: row.begun_at_ms,
    answeredAtMs,
    endedAtMs,
    talkMs: answeredAtMs === null || endedAtMs === null ? null : Math.max(0, endedAtMs - answeredAtMs),
    failure:
      row.failure_code === null ? null : { code: row.failure_code, message: row.failure_message ?? '' },
    note: row.note,
    disposition: row.disposition,
    noted:
      row.noted_at_ms === null || row.noted_by === null ? null : { atMs: row.noted_at_ms, by: row.noted_by },
    isReturned: row.returned_at_ms !== null,
    rating: row.rating,
    quality: row.quality === null ? null : qualitySchema.parse(JSON.parse(row.quality)),
    recordingCount: row.recording_count,
  };
}

/** `null`: of a kind that only a newer version knows. */
export function eventOf(row: CallEventRow): TimedEvent | null {
  const parsed = callEventSchema.safeParse({
    ...(JSON.parse(row.details) as Record<string, unknown>),
    kind: row.kind,
  });
  if (!parsed.success) return null;
  return { eventId: row.event_id, timeMs: row.time_ms, desk: row.desk, event: parsed.data };
}

export function detailsOf(event: CallEvent): string {
  const { kind: _kind, ...details } = event;
  return JSON.stringify(details);
}

/** The columns that the fold stands for. */
export function foldedColumns({ status, facts, answeredAtMs, answeredBy }: FoldedCall, row: CallRow) {
  const isEnded = status.phase === 'ended';
  return {
    phase: status.phase,
    outcome: isEnded ? status.outcome : null,
    answered_at_ms: answeredAtMs,
    ended_at_ms: isEnded ? status.endedAtMs : null,
    failure_code: isEnded ? (status.failure?.code ?? null) : null,
    failure_message: isEnded ? (status.failure?.message ?? null) : null,
    desk: answeredBy ?? row.desk,
    conference_sid: facts.conferenceSid ?? row.conference_sid,
  };
}

function ownLegOf({ facts }: FoldedCall, identity: string): LiveCall['ownLeg'] {
  const leg = facts.desks.get(identity);
  if (leg === undefined) return 'none';
  if (leg.state === 'gone') return 'none';
  return leg.state;
}

/** A call that is not over, from the desk `identity`. `nameOf` knows whose number that is. */
export function liveCallOf(
  row: CallRow,
  folded: FoldedCall,
  identity: string,
  nameOf: (address: string) => string | null,
): LiveCall {
  const { facts, status } = folded;
  const leg = facts.desks.get(identity);
  const ownLeg = ownLegOf(folded, identity);
  const desks = [...facts.desks];
  return {
    ...callOf(row),
    ownLeg,
    isMuted: leg?.isMuted ?? false,
    hasSound: leg?.hasSound ?? null,
    ringingSinceMs: status.phase === 'ringing' ? status.sinceMs : null,
    queuedSinceMs: facts.queued?.sinceMs ?? null,
    parties: [...facts.parties.values()].map((party) => ({
      partyId: party.partyId,
      role: party.role,
      address: party.address,
      name: nameOf(party.address),
      state: party.state,
      isHeld: party.heldSinceMs !== null,
      heldSinceMs: party.heldSinceMs,
      end: party.end,
    })),
    ringingDesks: desks.filter(([, { isRinging }]) => isRinging).map(([desk]) => desk),
    joinedDesks: desks.filter(([, { isInConference }]) => isInConference).map(([desk]) => desk),
    recording: facts.recording?.state ?? 'off',
    transfer: facts.transfer,
    canRejoin: ownLeg === 'none' && status.phase === 'active' && folded.facts.isInFlow,
  };
}
