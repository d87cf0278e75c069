import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import { createTelematics } from '../../../../src-main/core/operations/telematics/index.ts';
import {
  readFleetFrame,
  type FleetFrame,
} from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { roles } from '../../../../src-main/core/platform/contract-base.ts';
import { createMetrics } from '../../../../src-main/core/platform/metrics.ts';
import type { Port } from '../../../../src-main/core/platform/ports.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export const context = (logger = createRecordingLogger()) => ({
  session: { userId: 'local', roles },
  logger,
});

/** Telematics on a real file. `reopen` stops it and starts another on the same file. */
export async function openTelematics(options: { folder?: string; clock?: ManualClock } = {}) {
  const { folder = temporaryFolder(), clock = createManualClock() } = options;
  const logger = createRecordingLogger();
  const metrics = createMetrics();
  const path = join(folder, 'telematics.db');
  const database = await openDatabase({ kind: 'telematics', path, clock, logger });
  const telematics = createTelematics({ database, clock, logger, metrics });
  await telematics.start();
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await telematics.stop();
    await database.close();
  };
  onTestFinished(close);
  return {
    clock,
    logger,
    metrics,
    database,
    telematics,
    close,
    client: createRouterClient(telematics.router, { context: context(logger) }),
    reopen: async () => {
      await close();
      return openTelematics({ folder, clock });
    },
  };
}

/** A port that keeps the frames it was sent. */
export function createFramesPort(): Port & { readonly frames: FleetFrame[] } {
  const frames: FleetFrame[] = [];
  return {
    frames,
    postMessage: (data) => {
      const frame = readFleetFrame(data as ArrayBuffer);
      if (frame) frames.push(frame);
    },
    onMessage: () => undefined,
    onClose: () => undefined,
    close: () => undefined,
  };
}

/** Every column of a newcomer's snapshot, by slot. */
export function snapshotOf(telematics: { connectFrames(port: Port): void }) {
  const port = createFramesPort();
  telematics.connectFrames(port);
  const [frame] = port.frames;
  if (!frame) throw new Error('no snapshot came');
  const {
    timeMs,
    latitudeE7,
    longitudeE7,
    speedDeciMph,
    headingDeg,
    status,
    freshness,
    cause,
    engine,
    fuelPercent,
  } = frame;
  const columns = {
    timeMs,
    latitudeE7,
    longitudeE7,
    speedDeciMph,
    headingDeg,
    status,
    freshness,
    cause,
    engine,
    fuelPercent,
  };
  return new Map(
    [...frame.slot].map((slot, row) => [
      slot,
      Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row] ?? -1])),
    ]),
  );
}

export async function firstOf<T>(stream: AsyncIterable<T>): Promise<T> {
  for await (const value of stream) return value;
  throw new Error('the stream ended without a value');
}
