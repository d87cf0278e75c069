import { implementContract } from '../../../platform/implementer.ts';
import { hoursContract, type DutyBoard, type DutyLog } from './contract.ts';

export function createHoursRouter(deps: {
  watchBoard(signal?: AbortSignal): AsyncGenerator<DutyBoard, void, void>;
  /** Throws `telematics/unknown-driver`. */
  readLog(question: { driverId: string; day: string | null }): Promise<DutyLog>;
}) {
  const base = implementContract(hoursContract);
  return base.router({
    watchDutyBoard: base.watchDutyBoard.handler(({ signal }) => deps.watchBoard(signal)),
    getDutyLog: base.getDutyLog.handler(({ input }) => deps.readLog(input)),
  });
}

export type HoursRouter = ReturnType<typeof createHoursRouter>;
