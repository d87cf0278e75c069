import { logLevels, type Logger, type LogLevel } from '../../src-main/core/platform/logger.ts';

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger whose lines a test can read. */
export function createRecordingLogger(): Logger & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const method =
    (level: LogLevel) => (first: string | Readonly<Record<string, unknown>>, message?: string) => {
      if (typeof first === 'string') lines.push({ level, message: first, fields: {} });
      else lines.push({ level, message: message ?? '', fields: first });
    };
  const methods = Object.fromEntries(logLevels.map((level) => [level, method(level)]));
  const logger = {
    ...(methods as Pick<Logger, LogLevel>),
    lines,
    child: () => logger,
    close: () => Promise.resolve(),
  };
  return logger;
}
