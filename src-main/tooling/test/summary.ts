import type { SuiteResult } from './suite.ts';

export interface FinishedSuite {
  readonly name: string;
  readonly durationMs: number;
  readonly result: SuiteResult;
  /** Passed in an earlier run on the same sources (`npm run test:full`). */
  readonly remembered: boolean;
}

const minutes = (durationMs: number) => (durationMs / 60_000).toFixed(2);

/** The table of minutes per suite and, last and alone on its line, the total that other programs read. */
export function summaryText(finished: readonly FinishedSuite[], wallMs: number): string {
  const rows = finished.map(({ name, durationMs, result, remembered }) => [
    name,
    String(result.passedCount),
    String(result.failedCount),
    remembered ? 'earlier' : minutes(durationMs),
  ]);
  const sum = (pick: (result: SuiteResult) => number) =>
    finished.reduce((total, { result }) => total + pick(result), 0);
  const passedCount = sum((result) => result.passedCount);
  const failedCount = sum((result) => result.failedCount);
  const table = [
    ['suite', 'passed', 'failed', 'minutes'],
    ...rows,
    ['all', String(passedCount), String(failedCount), minutes(wallMs)],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return `${lines.join('\n')}\n${passedCount} passed, ${failedCount} failed\n`;
}
