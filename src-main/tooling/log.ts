import { isAppError } from '../core/platform/errors.ts';

/** One line to the person at the terminal. */
export type Log = (line: string) => void;

/** Progress goes to stderr: stdout is kept for results that other programs read (one line of JSON, the test summary). */
export const terminalLog: Log = (line) => {
  process.stderr.write(`switchyard: ${line}\n`);
};

/** An expected failure is a sentence; only a bug shows its stack. */
export const failureText = (error: unknown): string =>
  isAppError(error) ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
