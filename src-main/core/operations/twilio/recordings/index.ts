import { join } from 'node:path';
import { z } from 'zod';
import type { SharedDatabase } from '../../../database/dialect.ts';
import type { Clock } from '../../../platform/clock.ts';
import { AppError, isAppError } from '../../../platform/errors.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { JobQueue } from '../../../platform/queue/index.ts';
import type { PhoneConfiguration } from '../account.ts';
import type { CallBook } from '../calls/call-book.ts';
import { readCall } from '../calls/repository.ts';
import type { PhoneGateway } from '../gateway.ts';
import type { PhoneTables } from '../tables.ts';
import type { Recording } from './contract.ts';
import {
  insertListen,
  insertRecording,
  readListens,
  readRecording,
  readRecordingBySid,
  readRecordingsDue,
  readRecordingsOf,
  updateRecording,
  type RecordingRow,
} from './repository.ts';
import { keyIdOf, openPart, partCountOf, removeFile, sealFile } from './sealed-file.ts';

const fetchKind = 'phone/fetch-recording';
/** While a call goes on its recording is asked for every minute at most; no call lasts longer than these. */
const attemptCountMax = 1_000;
const retryBaseMs = 2_000;
const retryCapMs = 60_000;
const fetchTimeoutMs = 10 * 60_000;
const retentionIntervalMs = 60 * 60_000;
const dayMs = 86_400_000;

export interface RecordingsDeps {
  readonly database: SharedDatabase<PhoneTables>;
  readonly jobs: JobQueue;
  readonly book: CallBook;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly dataFolder: string;
  readonly configuration: () => PhoneConfiguration;
  readonly gateway: () => PhoneGateway | null;
}

const unknownRecording = () => new AppError('phone/unknown-recording', 'No recording with this id is known.');
const unavailable = () =>
  new AppError('phone/recording-unavailable', 'The recording is not here (yet, or any more).');

const recordingOf = (row: RecordingRow): Recording => ({
  id: row.id,
  callId: row.call_id,
  startedAtMs: row.started_at_ms,
  durationMs: row.duration_ms,
  state: row.state,
  failureCode: row.failure_code,
  bytes: row.bytes,
  contentType: row.content_type,
  keptUntilMs: row.kept_until_ms,
});

const pathOf = ({ dataFolder }: RecordingsDeps, id: string) => join(dataFolder, 'recordings', `${id}.sealed`);

/** Throws `phone/recording-unavailable`. */
function keyOf({ configuration }: RecordingsDeps): Buffer {
  const { recordingKey } = configuration();
  if (recordingKey === null) throw unavailable();
  return Buffer.from(recordingKey.base64, 'base64');
}

/** How many of a call can be listened to, for the log's filter. */
async function countAnew({ book }: RecordingsDeps, callId: string): Promise<void> {
  await book.inRound(async (round) => {
    const row = await readCall(round.trx, callId);
    if (!row) return;
    const kept = (await readRecordingsOf(round.trx, callId)).filter(
      ({ state }) => state === 'waiting' || state === 'stored',
    );
    if (kept.length !== row.recording_count) await round.change(row, { recording_count: kept.length });
  });
}

/** The vendor's copy → ours, sealed. Thrown while it is not ready yet: then the job comes again. */
async function fetchSound(deps: RecordingsDeps, row: RecordingRow, signal: AbortSignal): Promise<void> {
  const { database, gateway, configuration } = deps;
  const vendor = gateway();
  if (vendor === null) throw new AppError('phone/not-configured', 'No telephone account is set up.');
  const key = keyOf(deps);
  const { status, durationMs } = await vendor.fetchRecording(row.recording_sid);
  if (status === 'absent' || status === 'failed') {
    await updateRecording(database.db, row.id, { state: 'failed', failure_code: `phone/${status}` });
    return;
  }
  if (status !== 'completed') throw unavailable();
  const { contentType, chunks } = await vendor.openSound(row.recording_sid, signal);
  const bytes = await sealFile(pathOf(deps, row.id), row.id, key, chunks);
  await updateRecording(database.db, row.id, {
    state: 'stored',
    bytes,
    content_type: contentType,
    duration_ms: durationMs,
    key_id: keyIdOf(key),
    kept_until_ms: row.started_at_ms + configuration().policy.recordingKeptDays * dayMs,
  });
}

function createDeletion(deps: RecordingsDeps) {
  const { database, gateway, clock, logger } = deps;
  const remove = async (row: RecordingRow) => {
    await removeFile(pathOf(deps, row.id));
    // The vendor's copy too: what is deleted must be gone.
    await gateway()?.deleteRecording(row.recording_sid);
    await updateRecording(database.db, row.id, { state: 'deleted' });
    await countAnew(deps, row.call_id);
  };
  return {
    remove,
    async keepRetention(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        for (const row of await readRecordingsDue(database.db, clock.nowMs())) {
          await remove(row).catch((error: unknown) =>
            logger.warn({ error }, 'a recording whose time is over could not be deleted; tried again later'),
          );
        }
        await clock.sleep(retentionIntervalMs, signal);
      }
    },
  };
}

function createPlayback(deps: RecordingsDeps, begin: (row: RecordingRow) => Promise<void>) {
  const { database, clock } = deps;
  const { db } = database;
  const get = async (recordingId: string): Promise<RecordingRow> => {
    const row = await readRecording(db, recordingId);
    if (!row) throw unknownRecording();
    return row;
  };
  return {
    get,
    async list(callId: string) {
      const rows = await readRecordingsOf(db, callId);
      const listens = await readListens(
        db,
        rows.map(({ id }) => id),
      );
      return rows.map((row) => ({
        ...recordingOf(row),
        listens: listens
          .filter(({ recording_id: id }) => id === row.id)
          .map(({ at_ms: atMs, by_user: by }) => ({ atMs, by })),
      }));
    },
    async open(recordingId: string, by: string) {
      const row = await get(recordingId);
      const { state, bytes, content_type: contentType, key_id: keyId } = row;
      if (state !== 'stored' || bytes === null || contentType === null) throw unavailable();
      if (keyId !== keyIdOf(keyOf(deps))) {
        // Sealed in a run whose key is gone; the vendor may still have it.
        await begin(row);
        throw unavailable();
      }
      await insertListen(db, { recording_id: recordingId, at_ms: clock.nowMs(), by_user: by });
      return { contentType, bytes, partCount: partCountOf(bytes) };
    },
    async readPart(recordingId: string, part: number) {
      const { state, bytes, id } = await get(recordingId);
      if (state !== 'stored' || bytes === null) throw unavailable();
      const plain = await openPart(pathOf(deps, id), id, keyOf(deps), bytes, part);
      return { base64: plain.toString('base64') };
    },
  };
}

/** Recordings of calls: fetched from the vendor, kept sealed for as long as the policy says, with who listened. */
export function createRecordings(deps: RecordingsDeps) {
  const { database, jobs, clock, ids, logger } = deps;
  const stopping = new AbortController();
  const deletion = createDeletion(deps);
  let keeping: Promise<void> = Promise.resolve();

  jobs.register(fetchKind, {
    queue: 'calls',
    schema: z.object({ recordingId: z.uuid() }),
    attemptCountMax,
    retryBaseMs,
    retryCapMs,
    timeoutMs: fetchTimeoutMs,
    isPermanent: (error) => isAppError(error) && error.code === 'phone/unknown-recording',
    async handler({ recordingId }, { signal }) {
      const row = await readRecording(database.db, recordingId);
      if (row?.state !== 'waiting') return;
      await fetchSound(deps, row, signal);
      await countAnew(deps, row.call_id);
    },
  });

  const enqueue = async (recordingId: string) => {
    await jobs.enqueue({ kind: fetchKind, payload: { recordingId } });
  };
  const playback = createPlayback(deps, async (row) => {
    await updateRecording(database.db, row.id, { state: 'waiting' });
    await enqueue(row.id);
  });

  return {
    ...playback,
    /** A call is being recorded: its sound is fetched when the vendor has it. */
    async begin(callId: string, recordingSid: string) {
      const id = ids.next();
      const row = { id, call_id: callId, recording_sid: recordingSid, started_at_ms: clock.nowMs() };
      if (!(await insertRecording(database.db, row))) return;
      await countAnew(deps, callId);
      await enqueue(id);
    },
    /** The vendor says that it is ready: not to wait for the next time it would be asked. */
    async ready(recordingSid: string) {
      const row = await readRecordingBySid(database.db, recordingSid);
      if (row?.state === 'waiting') await enqueue(row.id);
    },
    async delete(recordingId: string) {
      await deletion.remove(await playback.get(recordingId));
    },
    start() {
      keeping = deletion
        .keepRetention(stopping.signal)
        .catch((error: unknown) => logger.error({ error }, 'bug in the retention of recordings'));
    },
    async stop() {
      stopping.abort();
      await keeping;
    },
  };
}

export type Recordings = ReturnType<typeof createRecordings>;
