import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../core/platform/clock.ts';
import { AppError } from '../../core/platform/errors.ts';

/** A window that went away in the middle leaves no half a file behind for longer than this. */
const idleMsMax = 2 * 60_000;
const openCountMax = 4;
/** A month of five trucks is a tenth of it; a window that writes without end is stopped. */
const bytesMax = 2 * 1024 ** 3;

interface OpenExport {
  readonly targetPath: string;
  readonly partPath: string;
  readonly file: FileHandle;
  /** Set anew by every part; what it aborts is the waiting for the next one. */
  idle: AbortController;
  bytes: number;
  /** Parts are written one after the other, in the order they came. */
  turn: Promise<unknown>;
}

/** Files that a person has chosen, written by a window a part at a time. */
export interface ExportFiles {
  /** Takes a path that a person has just chosen. The window only ever gets the id. */
  begin(targetPath: string): Promise<{ exportId: string }>;
  write(exportId: string, text: string): Promise<void>;
  /** The file is there, whole, in place of any older one: or not at all. */
  finish(exportId: string): Promise<{ path: string; bytes: number }>;
  cancel(exportId: string): Promise<void>;
  close(): Promise<void>;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
const failed = (error: unknown) =>
  new AppError('shell/export-failed', 'The file could not be written.', {
    data: { reason: reasonOf(error) },
    cause: error,
  });

async function openBeside(targetPath: string, exportId: string): Promise<OpenExport> {
  const partPath = path.join(path.dirname(targetPath), `.${path.basename(targetPath)}.${exportId}.part`);
  const file = await open(partPath, 'wx', 0o600).catch((error: unknown) => {
    throw failed(error);
  });
  return { targetPath, partPath, file, idle: new AbortController(), bytes: 0, turn: Promise.resolve() };
}

/**
 * Everything goes into a hidden file beside the one that was chosen, which takes its name at the end. Throws
 * `shell/export-failed` (disk full, no right to write, …) and `shell/export-over` for an id that is no longer open.
 */
export function createExportFiles({ clock }: { readonly clock: Clock }): ExportFiles {
  const exportsById = new Map<string, OpenExport>();

  function take(exportId: string): OpenExport {
    const found = exportsById.get(exportId);
    if (!found) throw new AppError('shell/export-over', 'This export was given up or is finished.');
    return found;
  }

  async function discard(exportId: string): Promise<void> {
    const found = exportsById.get(exportId);
    if (!found) return;
    exportsById.delete(exportId);
    found.idle.abort();
    await found.turn;
    await found.file.close();
    await rm(found.partPath, { force: true });
  }

  function restartIdleTime(exportId: string, waiting: OpenExport): void {
    waiting.idle.abort();
    const idle = new AbortController();
    waiting.idle = idle;
    void clock
      .sleep(idleMsMax, idle.signal)
      .then(() => (idle.signal.aborted ? undefined : discard(exportId)));
  }

  async function inTurn<T>(exportId: string, work: (found: OpenExport) => Promise<T>): Promise<T> {
    const found = take(exportId);
    restartIdleTime(exportId, found);
    const outcome = found.turn.then(() => work(found));
    found.turn = outcome.catch(() => undefined); // Told to whoever asked for this part.
    try {
      return await outcome;
    } catch (error) {
      await discard(exportId);
      throw error instanceof AppError ? error : failed(error);
    }
  }

  return {
    async begin(targetPath) {
      if (exportsById.size >= openCountMax) throw failed(new Error('too many at once'));
      const exportId = randomUUID();
      const begun = await openBeside(targetPath, exportId);
      exportsById.set(exportId, begun);
      restartIdleTime(exportId, begun);
      return { exportId };
    },
    write: (exportId, text) =>
      inTurn(exportId, async (found) => {
        found.bytes += Buffer.byteLength(text);
        if (found.bytes > bytesMax) throw failed(new Error('too large'));
        await found.file.writeFile(text);
      }),
    finish: (exportId) =>
      inTurn(exportId, async (found) => {
        await found.file.sync();
        await found.file.close();
        await rename(found.partPath, found.targetPath);
        found.idle.abort();
        exportsById.delete(exportId);
        return { path: found.targetPath, bytes: found.bytes };
      }),
    cancel: discard,
    async close() {
      await Promise.all([...exportsById.keys()].map(discard));
    },
  };
}
