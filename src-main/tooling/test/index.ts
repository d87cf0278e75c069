import { parseArgs } from 'node:util';
import { AppError } from '../../core/platform/errors.ts';
import { failureText, terminalLog } from '../log.ts';
import { prepareE2e } from './prepare-e2e.ts';
import { createSupervisor } from '../process/supervisor.ts';
import { longSuites } from './long-suites.ts';
import { openRememberedSuites, type RememberedSuites } from './remembered-suites.ts';
import { dependencyRules, staticSuites } from './static-suites.ts';
import type { Suite, SuiteContext, SuiteResult } from './suite.ts';
import { summaryText, type FinishedSuite } from './summary.ts';
import { vitestSuite } from './vitest-suite.ts';

const usage = `npm test -- [--suite name,name …] [file …]
  --suite   only these suites: types, lint, unused, boundaries, unit, integration, e2e
  --quick   types, lint, boundaries, unit: what \`npm run check\` runs
  --full    also what takes long (unattended start, simulation, benches); goes on where the last run on the same sources stopped
  file      only test files whose path contains this`;

/** The rules on the real sources, and the proof on planted violations that each of them bites. */
const boundaries: Suite = {
  name: 'boundaries',
  stage: 2,
  run: async (context) => {
    const rules = await dependencyRules.run(context);
    const proofFilters = context.quick ? ['dependency-rules'] : context.fileFilters;
    const proofs = await vitestSuite('boundaries', 2).run({ ...context, fileFilters: proofFilters });
    return {
      passedCount: rules.passedCount + proofs.passedCount,
      failedCount: rules.failedCount + proofs.failedCount,
      failures: [...rules.failures, ...proofs.failures],
    };
  },
};

/** Provisioning has a line of its own in the table, so that a first run does not count against the e2e tests. */
const e2eSetup: Suite = {
  name: 'e2e setup',
  stage: 5,
  run: async () => {
    await prepareE2e(terminalLog);
    return { passedCount: 0, failedCount: 0, failures: [] };
  },
};

const everySuite: readonly Suite[] = [
  ...staticSuites,
  boundaries,
  vitestSuite('unit', 3),
  vitestSuite('integration', 4),
  e2eSetup,
  vitestSuite('e2e', 6),
];

const quickSuites = ['types', 'lint', 'boundaries', 'unit'];

async function runSuite(suite: Suite, context: SuiteContext, remembered: RememberedSuites | null) {
  const earlier = remembered?.passedCount(suite.name) ?? null;
  if (earlier !== null) {
    const result: SuiteResult = { passedCount: earlier, failedCount: 0, failures: [] };
    return { name: suite.name, durationMs: 0, result, remembered: true };
  }
  const startedAtMs = performance.now();
  const result = await suite.run(context).catch((error: unknown): SuiteResult => ({
    passedCount: 0,
    failedCount: 1,
    failures: [failureText(error)],
  }));
  const durationMs = performance.now() - startedAtMs;
  for (const failure of result.failures) process.stderr.write(`\n✗ ${suite.name}: ${failure}\n`);
  const { passedCount, failedCount } = result;
  terminalLog(
    `${suite.name}: ${passedCount} passed, ${failedCount} failed in ${(durationMs / 1_000).toFixed(1)} s`,
  );
  if (failedCount === 0) await remembered?.remember(suite.name, passedCount);
  return { name: suite.name, durationMs, result, remembered: false };
}

/** Stage by stage; the suites of one stage side by side, as many as there are (two: this is sized for two cores). */
async function runAll(
  suites: readonly Suite[],
  context: SuiteContext,
  remembered: RememberedSuites | null,
): Promise<readonly FinishedSuite[]> {
  const finished: FinishedSuite[] = [];
  const stages = [...new Set(suites.map((suite) => suite.stage))].sort((a, b) => a - b);
  for (const stage of stages) {
    const batch = suites.filter((suite) => suite.stage === stage);
    const setupFailed = finished.some(({ name, result }) => name === e2eSetup.name && result.failedCount > 0);
    if (setupFailed && batch.some((suite) => suite.name === 'e2e')) continue; // It is counted as failed already.
    // Long suites measure: they run one by one.
    if (stage >= 9) for (const suite of batch) finished.push(await runSuite(suite, context, remembered));
    else finished.push(...(await Promise.all(batch.map((suite) => runSuite(suite, context, remembered)))));
  }
  return finished;
}

function choose(names: readonly string[]): readonly Suite[] {
  const known = everySuite.map((suite) => suite.name);
  const wanted = names.includes('e2e') ? [...names, e2eSetup.name] : names;
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new AppError('tooling/usage', `unknown suite ${unknown.join(', ')}. Known: ${known.join(', ')}`);
  }
  return everySuite.filter((suite) => wanted.includes(suite.name));
}

/** Accounts of the person at this shell have no place in a test. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const isOurs = (name: string) => /^(SAMSARA_|TWILIO_|SWITCHYARD_SANDBOX_)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)));
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      suite: { type: 'string', multiple: true, default: [] },
      full: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const names = values.quick ? quickSuites : values.suite.flatMap((list) => list.split(','));
  const chosen = names.length === 0 ? everySuite : choose(names);
  const suites = values.full ? [...chosen, ...(await longSuites())] : chosen;
  const remembered = values.full ? await openRememberedSuites() : null;
  const startedAtMs = performance.now();
  const context: SuiteContext = {
    fileFilters: positionals,
    environment: cleanEnvironment(),
    quick: values.quick,
    supervisor: createSupervisor(),
  };
  const finished = await runAll(suites, context, remembered);
  process.stdout.write(summaryText(finished, performance.now() - startedAtMs));
  const isGreen = finished.every(({ result }) => result.failedCount === 0);
  const hasRun = finished.some(({ result }) => result.passedCount > 0);
  return isGreen && hasRun ? 0 : 1;
}

// Awaited here, so that Node reports work that can never finish instead of ending as if all were well.
await main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`switchyard: ${failureText(error)}\n`);
    process.exitCode = 1;
  },
);
