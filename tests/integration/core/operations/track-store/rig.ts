import { join } from 'node:path';
import type { KyselyPlugin } from 'kysely';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import {
  createTrackStore,
  type TrackStore,
} from '../../../../../src-main/core/operations/telematics/store/index.ts';
import type { Database } from '../../../../../src-main/core/operations/telematics/store/repository.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** As small as they can be, so that a death finds work half done. */
const sizes = {
  rowsPerRound: 40,
  pagesRead: 1,
  rowsMoved: 1,
  pagesDeleted: 1,
  chunksClosed: 1,
  rowsForgotten: 1,
};
const pause = () => Promise.resolve();

interface Mortal {
  readonly store: TrackStore;
  readonly transaction: <T>(work: (trx: Database) => Promise<T>) => Promise<T>;
}

/** A store on a real file. */
export async function openStore(folder = temporaryFolder()) {
  const database = await openDatabase({
    kind: 'telematics',
    path: join(folder, 'telematics.db'),
    clock: createManualClock(),
    logger: createRecordingLogger(),
  });
  onTestFinished(() => database.close());
  return {
    database,
    store: createTrackStore({ database, pause, sizes }),
    /**
     * The same on a connection that fails after so many statements, and from then on: an open transaction is rolled back
     * and nothing follows, as when the process is gone.
     */
    mortal(statementCount: number): Mortal {
      let leftCount = statementCount;
      const death: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        transformResult: ({ result }) => {
          leftCount -= 1;
          return leftCount < 0 ? Promise.reject(new Error('killed')) : Promise.resolve(result);
        },
      };
      const db = database.db.withPlugin(death);
      const transaction = <T>(
        work: (trx: Parameters<Parameters<typeof database.transaction>[0]>[0]) => Promise<T>,
      ) => db.transaction().execute(work);
      return { store: createTrackStore({ database: { db, transaction }, pause, sizes }), transaction };
    },
    /** As after the end of the process. */
    async reopen() {
      await database.close();
      return openStore(folder);
    },
  };
}

export type StoreRig = Awaited<ReturnType<typeof openStore>>;
