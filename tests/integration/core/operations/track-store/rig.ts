import { join } from 'node:path';
import type { KyselyPlugin, Transaction } from 'kysely';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import type { TelematicsSchema } from '../../../../../src-main/core/database/schema.ts';
import {
  createTrackStore,
  type TrackStore,
} from '../../../../../src-main/core/operations/telematics/store/index.ts';
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
  readonly transaction: <T>(work: (trx: Transaction<TelematicsSchema>) => Promise<T>) => Promise<T>;
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
  let leftCount = Infinity;
  const death: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      leftCount -= 1;
      return leftCount < 0 ? Promise.reject(new Error('killed')) : Promise.resolve(result);
    },
  };
  const db = database.db.withPlugin(death);
  const transaction: Mortal['transaction'] = (work) => db.transaction().execute(work);
  const store = createTrackStore({ database: { db, transaction }, pause, sizes });
  return {
    database,
    store,
    /**
     * The same, whose connection fails after so many statements, and from then on: an open transaction is rolled back and
     * nothing follows, as when the process is gone.
     */
    mortal(statementCount: number): Mortal {
      leftCount = statementCount;
      return { store, transaction };
    },
    /** As after the end of the process. */
    async reopen() {
      await database.close();
      return openStore(folder);
    },
  };
}

export type StoreRig = Awaited<ReturnType<typeof openStore>>;
