import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { terminalLog } from '../log.ts';
import { fromProject, projectFolder } from '../paths.ts';
import type { Suite, SuiteContext, SuiteResult } from './suite.ts';

/** The part of vitest's JSON report that is counted here. */
const reportSchema = z.object({
  numPassedTests: z.number().int(),
  numFailedTests: z.number().int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      startTime: z.number().optional(),
      endTime: z.number().optional(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** Room for the e2e tests on a machine that is busy with others; the whole of `npm test` has 30 minutes. */
const suiteTimeoutMs = 20 * 60 * 1_000;
const slowFileMs = 15_000;

/** Where the minutes of a suite go: its slow files, slowest first; empty when there is none. */
export function slowFiles({ testResults }: z.infer<typeof reportSchema>): string {
  return testResults
    .map(({ name, startTime = 0, endTime = 0 }) => ({
      name: path.basename(name),
      durationMs: endTime - startTime,
    }))
    .filter(({ durationMs }) => durationMs >= slowFileMs)
    .sort((a, b) => b.durationMs - a.durationMs)
    .map(({ name, durationMs }) => `${name} ${Math.round(durationMs / 1_000)} s`)
    .join(', ');
}

/** A file that could not even be loaded holds no test, and would otherwise count as nothing at all. */
export function countReport(report: z.infer<typeof reportSchema>): SuiteResult {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  return {
    passedCount: report.numPassedTests,
    failedCount: report.numFailedTests + brokenFiles.length,
    failures: brokenFiles.map((file) => `${path.relative(projectFolder, file.name)} ${file.message ?? ''}`),
  };
}

/** vitest prints progress and failures itself, to stderr: stdout is for the summary. Resolves with its exit code. */
async function runVitest(vitestArguments: readonly string[], context: SuiteContext): Promise<number> {
  const script = fromProject('node_modules', 'vitest', 'vitest.mjs');
  const { ended, stop } = context.supervisor.start([process.execPath, script, 'run', ...vitestArguments], {
    cwd: projectFolder,
    env: { ...context.environment, CI: '1', ...(process.stderr.isTTY ? {} : { NO_COLOR: '1' }) },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const timer = setTimeout(() => void stop(), suiteTimeoutMs);
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}

export const vitestSuite = (project: string, stage: number): Suite => ({
  name: project,
  stage,
  run: async (context) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'switchyard-report-'));
    const reportPath = path.join(folder, 'report.json');
    try {
      const exitCode = await runVitest(
        [
          ...['--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${reportPath}`],
          ...(context.fileFilters.length === 0 ? [] : ['--passWithNoTests', ...context.fileFilters]),
        ],
        context,
      );
      const report = await readFile(reportPath, 'utf8').catch(() => null);
      if (report === null) {
        return {
          passedCount: 0,
          failedCount: 1,
          failures: [`vitest ended with code ${exitCode} and no report`],
        };
      }
      const parsed = reportSchema.parse(JSON.parse(report));
      const slow = slowFiles(parsed);
      if (slow !== '') terminalLog(`${project}, slow files: ${slow}`);
      const counted = countReport(parsed);
      const hasHiddenFailure = exitCode !== 0 && counted.failedCount === 0;
      return hasHiddenFailure
        ? {
            ...counted,
            failedCount: 1,
            failures: [`vitest ended with code ${exitCode} although no test failed`],
          }
        : counted;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
