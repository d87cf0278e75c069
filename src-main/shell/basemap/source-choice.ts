import { systemClock, type Clock } from '../../core/platform/clock.ts';
import { AppError, isAppError } from '../../core/platform/errors.ts';
import { openArchive } from './archive-source.ts';
import type { BasemapDescription } from './description.wire.ts';
import type { OpenedSource, ShellFetch } from './opened-source.ts';
import { openDocument, openTemplate } from './remote-source.ts';
import { parseSourceLocation } from './source-location.ts';

/** A share whose server is away can take half a minute to say so; the desk shows the embedded map by then. */
const openPatienceMs = 4_000;
/** So many failed tiles in a row, and the source is given up for the embedded map. */
const failureCountMax = 6;

export interface BasemapLogger {
  warn(fields: object, message: string): void;
}

export interface SourceChoiceOptions {
  readonly embeddedPath: string;
  /** The setting `basemapSource`; empty for the embedded map. */
  readonly source: string;
  /** Only called with the configured source and what that source itself names. */
  readonly fetch: ShellFetch;
  readonly logger: BasemapLogger;
  /** Told when the configured source is given up; once until it works again. */
  readonly onFallback: (reason: string) => void;
  /** Told when it works after all. */
  readonly onRecovered?: () => void;
  readonly clock?: Clock;
}

/** The embedded map, IT's source when one is set, and which of the two is to be shown. */
export interface SourceChoice {
  readonly embedded: Promise<OpenedSource>;
  /** IT's source as soon as it is open, also while it is given up; `null` when there is none or it cannot be opened. */
  custom(): Promise<OpenedSource | null>;
  /** What to show now. A source that was given up is tried again by this. */
  choose(): Promise<{
    readonly custom: OpenedSource | null;
    readonly fallback: BasemapDescription['fallback'];
  }>;
  tileWorked(): void;
  tileFailed(error: unknown): void;
  close(): Promise<void>;
}

async function openCustom(source: string, fetch: ShellFetch): Promise<OpenedSource | null> {
  const location = parseSourceLocation(source);
  switch (location.kind) {
    case 'embedded':
      return null;
    case 'file':
      return openArchive({ path: location.path }, fetch);
    case 'archive':
      return openArchive({ url: location.url }, fetch);
    case 'template':
      return openTemplate(location.url, fetch);
    case 'document':
      return openDocument(location.url, fetch);
  }
}

export const failureOf = (error: unknown): { readonly code: string; readonly detail: string } =>
  isAppError(error)
    ? { code: error.code, detail: error.message }
    : { code: 'platform/bug', detail: error instanceof Error ? error.message : String(error) };

/** Opens both at once, in the background. */
export function createSourceChoice(options: SourceChoiceOptions): SourceChoice {
  const { embeddedPath, source, fetch, logger, onFallback, onRecovered, clock = systemClock } = options;
  const embedded = openArchive({ path: embeddedPath }, fetch);
  embedded.catch((error: unknown) => logger.warn(failureOf(error), 'the embedded map cannot be opened'));
  let opened: OpenedSource | null = null;
  let fallback: BasemapDescription['fallback'] = null;
  let failureCount = 0;
  let isClosed = false;

  const giveUp = (error: unknown) => {
    if (fallback || isClosed) return;
    fallback = failureOf(error);
    logger.warn(fallback, 'the configured map source is not usable; the embedded map is shown');
    onFallback(fallback.detail);
  };
  const open = async (): Promise<void> => {
    try {
      const next = await openCustom(source, fetch);
      const previous = opened;
      opened = isClosed ? null : next;
      await (isClosed ? next : previous)?.close();
      failureCount = 0;
      if (!fallback || isClosed) return;
      fallback = null;
      onRecovered?.();
    } catch (error) {
      giveUp(error);
    }
  };
  let opening: Promise<void> | null = open().finally(() => (opening = null));

  const waitPatiently = async (attempt: Promise<void>): Promise<void> => {
    const done = new AbortController();
    const tooLong = clock.sleep(openPatienceMs, done.signal).then(() => {
      if (!done.signal.aborted) giveUp(new AppError('basemap/timeout', 'the map source does not answer yet'));
    });
    await Promise.race([attempt, tooLong]);
    done.abort();
  };

  return {
    embedded,
    async custom() {
      await opening;
      return opened;
    },
    async choose() {
      if (fallback && !opening && !isClosed) opening = open().finally(() => (opening = null));
      if (opening) await waitPatiently(opening);
      return { custom: fallback ? null : opened, fallback };
    },
    tileWorked() {
      failureCount = 0;
    },
    tileFailed(error) {
      failureCount += 1;
      if (failureCount >= failureCountMax) giveUp(error);
    },
    async close() {
      isClosed = true;
      await opened?.close();
      await embedded.then(
        (archive) => archive.close(),
        () => undefined,
      );
    },
  };
}
