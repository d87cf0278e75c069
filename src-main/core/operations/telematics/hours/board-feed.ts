import { createHash } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import { createState } from '../../../platform/state.ts';
import type { DutyBoard } from './contract.ts';

const minIntervalMs = 1_000;

/** The board as a stream. Read only while somebody watches, once for all who do. */
export function createBoardFeed(deps: { readonly read: () => Promise<DutyBoard>; readonly clock: Clock }) {
  const changes = createState(0, { minIntervalMs, clock: deps.clock });
  let latest: { readonly change: number; readonly board: Promise<DutyBoard> } | null = null;

  function boardOf(change: number): Promise<DutyBoard> {
    if (latest?.change !== change) latest = { change, board: deps.read() };
    return latest.board;
  }

  return {
    /** A fact that the board shows may have changed. */
    invalidate: () => changes.update((change) => change + 1),
    async *watch(signal?: AbortSignal): AsyncGenerator<DutyBoard, void, void> {
      let shown = '';
      for await (const change of changes.watch(signal)) {
        const board = await boardOf(change);
        const fingerprint = createHash('sha1').update(JSON.stringify(board)).digest('base64');
        if (fingerprint === shown) continue;
        shown = fingerprint;
        yield board;
      }
    },
  };
}
