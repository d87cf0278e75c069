import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type {
  CallOutcome,
  Disposition,
} from '../../../src-main/core/operations/twilio/calls/call-status.wire.ts';
import { dispositions } from '../../../src-main/core/operations/twilio/calls/call-status.wire.ts';
import { firstPositionOf } from '../../../src-main/core/operations/twilio/calls/repository.ts';
import { wordsOfCall } from '../../../src-main/core/operations/twilio/calls/search-words.ts';
import { createRandom } from '../rules/random.ts';
import { createOffice, pickNote, pickPerson } from './world.ts';

/** The last call of every log; the first lies as far before it as the log is long. */
export const endMs = Date.UTC(2026, 10, 1);
/** A busy office: 500 calls in a day. */
export const intervalMs = 172_800;
/** The product commits every call; the lists of words lie in as many pieces as there were commits lately. */
const callsPerCommit = 500;

const quality = JSON.stringify({
  mosMean: 4.2,
  mosMin: 3.9,
  roundTripMsMean: 61,
  roundTripMsMax: 140,
  jitterMsMean: 7,
  jitterMsMax: 22,
  packetLossPercent: 0.2,
  sampleCount: 140,
  warnings: [],
});

function outcomeOf(isIncoming: boolean, random: () => number): CallOutcome {
  const at = random();
  if (at < 0.72) return 'answered';
  if (isIncoming) return at < 0.84 ? 'answeredElsewhere' : at < 0.97 ? 'missed' : 'declined';
  return at < 0.88 ? 'noAnswer' : at < 0.95 ? 'busy' : 'cancelled';
}

function createCalls(count: number) {
  const random = createRandom(20_261_129);
  const office = createOffice();
  return (index: number) => {
    const person = pickPerson(office, random);
    const isIncoming = random() < 0.55;
    const outcome = outcomeOf(isIncoming, random);
    const begunAtMs = endMs - (count - index) * intervalMs;
    const answeredAtMs = outcome === 'answered' ? begunAtMs + 6_000 : null;
    const note = random() < 0.2 ? pickNote(random) : null;
    const disposition: Disposition | null =
      random() < 0.25 ? dispositions[Math.floor(random() * dispositions.length)]! : null;
    const isUnreturned = outcome === 'missed' && random() < 0.1;
    const words = {
      number: person.number,
      number_text: person.number,
      party_name: person.name,
      vehicle_name: person.vehicle,
      note,
    };
    return {
      row: {
        ...words,
        position: firstPositionOf(begunAtMs),
        id: randomUUID(),
        version: index + 1,
        direction: isIncoming ? 'incoming' : 'outgoing',
        phase: 'ended',
        outcome,
        answered_at_ms: answeredAtMs,
        ended_at_ms: begunAtMs + 90_000,
        own_number: '+13125550100',
        desk: 'desk',
        begun_at_ms: begunAtMs,
        party_kind: person.kind === 'unknown' ? null : person.kind,
        party_id: person.kind === 'unknown' ? null : person.id,
        match_count: person.kind === 'unknown' ? 0 : 1,
        driver_id: person.kind === 'driver' ? person.id : null,
        vehicle_id: person.vehicle === null ? null : `vehicle-${person.vehicle}`,
        disposition,
        noted_at_ms: note === null ? null : begunAtMs + 100_000,
        noted_by: note === null ? null : 'dana',
        returned_at_ms: outcome === 'missed' && !isUnreturned ? begunAtMs + 600_000 : null,
        quality: answeredAtMs === null ? null : quality,
        recording_count: answeredAtMs !== null && random() < 0.15 ? 1 : 0,
      },
      words: wordsOfCall(words),
    };
  };
}

/**
 * Fills the log of a ledger whose tables the product made, with rows as the product writes them but in large transactions:
 * a million commits on disk would measure the disk. Events are left out: the log is read without them.
 */
export function fillCallLog(path: string, count: number): void {
  const raw = new Sqlite(path);
  raw.pragma('synchronous = OFF');
  const make = createCalls(count);
  const columns = Object.keys(make(0).row);
  const insertCall = raw.prepare(
    `INSERT INTO call (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const insertWords = raw.prepare('INSERT INTO call_text (rowid, words) VALUES (?, ?)');
  const insertFrom = raw.transaction((first: number) => {
    for (let index = first; index < Math.min(count, first + callsPerCommit); index += 1) {
      const { row, words } = make(index);
      insertCall.run(row);
      insertWords.run(row.position, words);
    }
  });
  for (let first = 0; first < count; first += callsPerCommit) insertFrom(first);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();
}
