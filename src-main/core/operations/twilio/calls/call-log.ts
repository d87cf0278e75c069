import type { OpenDatabase } from '../../../database/connection.ts';
import type { LedgerSchema } from '../../../database/schema.ts';
import type { CallBook } from './call-book.ts';
import { callOf } from './call-row.ts';
import type { Call, RecordedEvent } from './contract.ts';
import { callEventSchema } from './call-events.ts';
import { readLogPage, type LogQuery } from './log-repository.ts';
import { countUnreturned, readChangedAfter, readEvents, readNewestVersion } from './repository.ts';
import { searchExpression } from './search-words.ts';

const portionCount = 200;
const eventCountMax = 1_000;

export type LogQuestion = Omit<LogQuery, 'words'> & { readonly search: string };

export interface CallChanges {
  readonly version: number;
  readonly calls: Call[];
}

/** The log as people read it. */
export function createCallLog(deps: {
  readonly database: Pick<OpenDatabase<LedgerSchema>, 'db'>;
  readonly book: Pick<CallBook, 'get' | 'watchVersions'>;
}) {
  const { book } = deps;
  const { db } = deps.database;
  return {
    async list({ search, ...asked }: LogQuestion) {
      const { rows, nextCursor } = await readLogPage(db, { ...asked, words: searchExpression(search) });
      return { calls: rows.map(callOf), nextCursor };
    },
    countUnreturned: async (sinceMs: number) => ({ count: await countUnreturned(db, sinceMs) }),
    async read(callId: string): Promise<{ call: Call; events: RecordedEvent[] }> {
      const { row } = await book.get(callId);
      const events = (await readEvents(db, callId, eventCountMax))
        .flatMap<RecordedEvent>((stored) => {
          const details = JSON.parse(stored.details) as Record<string, unknown>;
          const event = callEventSchema.safeParse({ ...details, kind: stored.kind });
          if (!event.success) return [];
          const { event_id: eventId, time_ms: timeMs, source, desk } = stored;
          return [{ eventId, timeMs, source, desk, event: event.data }];
        })
        .sort((left, right) => left.timeMs - right.timeMs);
      return { call: callOf(row), events };
    },
    /** Nothing can fall between the first item's version and what follows. */
    async *watchChanges(signal?: AbortSignal): AsyncGenerator<CallChanges, void, void> {
      const versions = book.watchVersions(signal);
      let seenVersion = await readNewestVersion(db);
      yield { version: seenVersion, calls: [] };
      for await (const _count of versions) {
        for (;;) {
          const rows = await readChangedAfter(db, seenVersion, portionCount);
          if (rows.length === 0) break;
          seenVersion = rows.at(-1)?.version ?? seenVersion;
          yield { version: seenVersion, calls: rows.map(callOf) };
        }
      }
    },
  };
}

export type CallLog = ReturnType<typeof createCallLog>;
