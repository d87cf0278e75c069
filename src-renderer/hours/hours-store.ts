import { create } from 'zustand';
import type { DutyDriver } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';
import { useSyncHealth } from '../platform/sync-store.ts';

export interface DutyBoardView {
  readonly drivers: readonly DutyDriver[];
  readonly byId: ReadonlyMap<string, DutyDriver>;
  readonly asOfMs: number | null;
}

/** Every driver's hours; `null` until the core's first word. Written by its feed only. */
export const useDutyBoard = create<{ readonly board: DutyBoardView | null }>(() => ({ board: null }));

/** 10,000 drivers are two megabytes a minute: followed only by a desk that has opened the screen. */
export function startDutyBoardFeed(): () => void {
  return followStream({
    open: (signal) => coreClient.telematics.hours.watchDutyBoard(undefined, { signal }),
    onItem: ({ drivers, asOfMs }) => {
      const byId = new Map(drivers.map((driver) => [driver.id, driver]));
      useDutyBoard.setState({ board: { drivers, byId, asOfMs } });
    },
  });
}

/** The vendor's clock, as far as it is known. */
export const vendorNowMs = (): number => Date.now() + (useSyncHealth.getState().health?.clockOffsetMs ?? 0);
