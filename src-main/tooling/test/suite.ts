import type { Supervisor } from '../process/supervisor.ts';

/** One thing that was checked; `detail` is what a person needs to put it right. */
export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly detail?: string;
}

export interface SuiteResult {
  readonly passedCount: number;
  readonly failedCount: number;
  /** Printed after the suite when something failed and the tool itself has not printed it already. */
  readonly failures: readonly string[];
}

export interface Suite {
  readonly name: string;
  /** Suites of the same lane run one after another; lanes of the same stage run side by side (two cores). */
  readonly stage: number;
  run(context: SuiteContext): Promise<SuiteResult>;
}

export interface SuiteContext {
  /** Paths or parts of paths of test files; empty for all. Only suites of test files look at it. */
  readonly fileFilters: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** `npm run check`: under a minute, so the proof that each lint rule bites is left to `npm test`. */
  readonly quick: boolean;
  /** Ends what a suite has started when the run is interrupted. */
  readonly supervisor: Supervisor;
}

export function resultOf(checks: readonly CheckResult[]): SuiteResult {
  const failed = checks.filter((check) => !check.passed);
  return {
    passedCount: checks.length - failed.length,
    failedCount: failed.length,
    failures: failed.map(({ name, detail }) => `${name}\n${detail ?? ''}`.trimEnd()),
  };
}
