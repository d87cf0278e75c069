import { mkdirSync } from 'node:fs';
import pino, { type Logger as PinoLogger } from 'pino';
import { createStream } from 'rotating-file-stream';
import { redactFields, redactText } from './redaction.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line: `log('text')`, or with fields `log({ vehicleCount }, 'text')`. An error goes under `error`. */
export interface LogMethod {
  (message: string): void;
  (fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Lines of JSON, time in ISO UTC. Secrets and phone numbers are hidden in messages, values and errors. */
export interface Logger extends Readonly<Record<LogLevel, LogMethod>> {
  /** A logger that adds these fields to each line, e.g. `{ module: 'samsara' }`. */
  child(fields: Readonly<Record<string, unknown>>): Logger;
  /** Writes out what is buffered and closes the file; lines after it are dropped. */
  close(): Promise<void>;
}

export interface LoggerOptions {
  /** Made when missing. Holds `<processName>.log` and its predecessors `.1` to `.8`. */
  readonly folder: string;
  readonly level: LogLevel | 'silent';
  readonly processName: string;
  /** Also a copy to standard output, for development. */
  readonly alsoToStdout?: boolean;
}

/** 9 files of 5 MB: below the 50 MB that one process may leave on a disk. */
const fileSize = '5M';
const predecessorCount = 8;

function wrap(log: PinoLogger, close: () => Promise<void>): Logger {
  const method =
    (level: LogLevel): LogMethod =>
    (first: string | Readonly<Record<string, unknown>>, message?: string) => {
      if (!log.isLevelEnabled(level)) return;
      if (typeof first === 'string') log[level](redactText(first));
      else log[level](redactFields(first), redactText(message ?? ''));
    };
  return {
    debug: method('debug'),
    info: method('info'),
    warn: method('warn'),
    error: method('error'),
    fatal: method('fatal'),
    child: (fields) => wrap(log.child(redactFields(fields)), close),
    close,
  };
}

/** A full disk or a lost folder must not stop the product: lines are dropped from then on, and standard error says so once. */
export function createLogger(options: LoggerOptions): Logger {
  const { folder, level, processName, alsoToStdout = false } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = createStream(`${processName}.log`, {
    path: folder,
    size: fileSize,
    rotate: predecessorCount,
    mode: 0o600,
    teeToStdout: alsoToStdout,
  });
  let isOpen = true;
  file.on('error', (error) => {
    if (isOpen) process.stderr.write(`log file given up: ${error.message}\n`);
    isOpen = false;
  });
  const destination = {
    write(line: string) {
      if (isOpen) file.write(line);
    },
  };
  const log = pino(
    {
      level,
      base: { process: processName, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const close = () =>
    new Promise<void>((resolve) => {
      if (!isOpen) {
        resolve();
        return;
      }
      isOpen = false;
      file.end(() => resolve());
    });
  return wrap(log, close);
}

/** Says nothing, anywhere: for tests and tools. */
export function createSilentLogger(): Logger {
  const nothing = () => undefined;
  const silent: Logger = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
    child: () => silent,
    close: () => Promise.resolve(),
  };
  return silent;
}
