import type { ExportFormat } from '../../src-main/core/operations/telematics/review/contract.ts';
import { coreClient, shellClient } from '../platform/client.ts';
import { piecesOf } from '../platform/text-pieces.ts';
import { officeTimeZone, type Span } from './review-time.ts';

export interface ExportOrder extends Span {
  readonly vehicleIds: readonly string[];
  readonly format: ExportFormat;
  /** Without folder and ending. */
  readonly suggestedName: string;
}

export interface ExportProgress {
  /** From 0 to 1. */
  readonly part: number;
  readonly fixCount: number;
}

export type ExportOutcome =
  | { readonly kind: 'done'; readonly path: string; readonly fixCount: number }
  | { readonly kind: 'cancelled' };

async function copyParts(
  exportId: string,
  { vehicleIds, fromMs, toMs, format }: ExportOrder,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<number> {
  const order = { vehicleIds: [...vehicleIds], fromMs, toMs, format, timeZone: officeTimeZone() };
  let cursor: Awaited<ReturnType<typeof coreClient.telematics.review.exportReview>>['cursor'] = null;
  let fixCount = 0;
  do {
    const part = await coreClient.telematics.review.exportReview({ ...order, cursor }, { signal });
    for (const text of piecesOf(part.text)) {
      await shellClient.writeExportPart({ exportId, text }, { signal });
    }
    fixCount += part.fixCount;
    cursor = part.cursor;
    onProgress({ part: part.progress, fixCount });
  } while (cursor !== null);
  return fixCount;
}

/**
 * Asks for a file, then carries the review from the core to the shell a part at a time: neither holds more than one.
 * Aborting the signal stops after the part under way and leaves no file.
 */
export async function exportReview(
  order: ExportOrder,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportOutcome> {
  const { suggestedName, format } = order;
  const chosen = await shellClient.chooseExportFile({ suggestedName, format });
  if (chosen === null) return { kind: 'cancelled' };
  const { exportId } = chosen;
  try {
    onProgress({ part: 0, fixCount: 0 });
    const fixCount = await copyParts(exportId, order, signal, onProgress);
    const { path } = await shellClient.finishExport({ exportId }, { signal });
    return { kind: 'done', path, fixCount };
  } catch (error) {
    await shellClient.cancelExport({ exportId });
    if (signal.aborted) return { kind: 'cancelled' };
    throw error;
  }
}
