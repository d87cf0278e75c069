import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import type { Clock } from '../../../platform/clock.ts';
import { createBoardFeed } from './board-feed.ts';
import { createLogSource } from './log-repository.ts';
import { readDutyLog } from './read-log.ts';
import { readBoard } from './repository.ts';
import { createHoursRouter } from './router.ts';

export { forgetOldLogs, saveDutyLogs, saveDutyViolations } from './log-repository.ts';

/** Drivers' hours of service: the board of all clocks, and the log of a day. */
export function createHours(deps: {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db'>;
  readonly clock: Clock;
  /** The vendor's clock. */
  readonly serverNowMs: () => number;
}) {
  const { database, clock, serverNowMs } = deps;
  const board = createBoardFeed({ read: () => readBoard(database.db, serverNowMs()), clock });
  const source = createLogSource(database.db);
  return {
    router: createHoursRouter({
      watchBoard: board.watch,
      readLog: (question) => readDutyLog(source, question, serverNowMs()),
    }),
    watchBoard: board.watch,
    /** Something that the board shows may have changed. */
    invalidate: board.invalidate,
  };
}
