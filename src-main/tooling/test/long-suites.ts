import { access } from 'node:fs/promises';
import { benchNames, benchPath } from '../bench-names.ts';
import { fromProject, projectFolder } from '../paths.ts';
import { lastLines, runCommand } from '../process/run-command.ts';
import { resultOf, type Suite } from './suite.ts';
import { vitestSuite } from './vitest-suite.ts';

const longTimeoutMs = 30 * 60 * 1_000;
const runScript = fromProject('src-main', 'tooling', 'run.mjs');

/** A command of ours that counts as one check: it passes when it exits with 0. */
const commandSuite = (name: string, commandArguments: readonly string[]): Suite => ({
  name,
  stage: 9,
  run: async () => {
    const result = await runCommand(process.execPath, [runScript, ...commandArguments], {
      cwd: projectFolder,
      timeoutMs: longTimeoutMs,
    });
    return resultOf([{ name, passed: result.exitCode === 0, detail: lastLines(result.output) }]);
  },
});

const exists = (filePath: string) =>
  access(filePath).then(
    () => true,
    () => false,
  );

/** Seeds that the quick run of `npm test` does not reach. */
const simulationSeeds = { SWITCHYARD_SIMULATION_FIRST_SEED: '1001', SWITCHYARD_SIMULATION_SEEDS: '3000' };

/** The office's lives of the referral simulation, by the thousand. */
const simulation: Suite = {
  name: 'simulation',
  stage: 9,
  run: (context) =>
    vitestSuite('integration', 9).run({
      ...context,
      environment: { ...context.environment, ...simulationSeeds },
      fileFilters: ['referral/simulation'],
    }),
};

/** What `npm run test:full` adds: the unattended start, the long simulation and every bench that has been written. */
export async function longSuites(): Promise<readonly Suite[]> {
  const suites = [commandSuite('start --check', ['start', '--check']), simulation];
  for (const name of benchNames) {
    if (await exists(benchPath(name))) suites.push(commandSuite(`bench ${name}`, ['bench', name]));
  }
  return suites;
}
