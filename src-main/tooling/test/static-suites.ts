import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { checkoutCacheFolder, fromProject, projectFolder } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import { resultOf, type CheckResult, type Suite } from './suite.ts';

const toolTimeoutMs = 5 * 60 * 1_000;
/** What dependency-cruiser reads; tests too, since nothing may depend on them. */
export const cruisedFolders = ['src-main', 'src-preload', 'src-renderer', 'tests'] as const;

/** Runs a tool of node_modules on the pinned Node. Its output is the detail of a failure. */
async function checkWith(
  name: string,
  scriptInModules: string,
  toolArguments: readonly string[],
): Promise<CheckResult> {
  const script = fromProject('node_modules', scriptInModules);
  const result = await runCommand(process.execPath, [script, ...toolArguments], {
    cwd: projectFolder,
    env: { ...process.env, NO_COLOR: '1' },
    timeoutMs: toolTimeoutMs,
  });
  const detail = result.timedOut
    ? `${result.output}\nno end after ${toolTimeoutMs / 60_000} minutes`
    : result.output;
  return { name, passed: result.exitCode === 0, detail };
}

/** The root tsconfig.json only lists the projects: every one of them is a check. */
async function typeScriptProjects(): Promise<readonly string[]> {
  const text = await readFile(fromProject('tsconfig.json'), 'utf8');
  const schema = z.object({ references: z.array(z.object({ path: z.string() })) });
  return schema.parse(JSON.parse(text)).references.map((reference) => reference.path);
}

async function checkTypes(project: string): Promise<CheckResult> {
  await mkdir(checkoutCacheFolder, { recursive: true });
  const buildInfo = path.join(checkoutCacheFolder, `${path.basename(project, '.json')}.tsbuildinfo`);
  return checkWith(`tsc ${path.basename(project)}`, 'typescript/bin/tsc', [
    ...['-p', project, '--incremental', '--tsBuildInfoFile', buildInfo, '--pretty', 'false'],
  ]);
}

const types: Suite = {
  name: 'types',
  stage: 1,
  run: async () => {
    const checks: CheckResult[] = [];
    for (const project of await typeScriptProjects()) checks.push(await checkTypes(project));
    return resultOf(checks);
  },
};

const lint: Suite = {
  name: 'lint',
  stage: 1,
  run: async () =>
    resultOf(
      await Promise.all([
        checkWith('prettier', 'prettier/bin/prettier.cjs', [
          ...[
            '--check',
            '.',
            '--cache',
            '--cache-location',
            path.join(checkoutCacheFolder, 'prettier'),
            '--log-level=warn',
          ],
        ]),
        checkWith('eslint', 'eslint/bin/eslint.js', [
          ...['.', '--max-warnings', '0', '--cache', '--cache-strategy', 'content'],
          ...['--cache-location', path.join(checkoutCacheFolder, 'eslint')],
        ]),
      ]),
    ),
};

export const dependencyRules: Suite = {
  name: 'dependency rules',
  stage: 2,
  run: async () =>
    resultOf([
      await checkWith('dependency-cruiser', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
        ...cruisedFolders,
        ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long'],
      ]),
    ]),
};

const unused: Suite = {
  name: 'unused',
  stage: 2,
  run: async () => resultOf([await checkWith('knip', 'knip/bin/knip.js', ['--no-progress'])]),
};

export const staticSuites: readonly Suite[] = [types, lint, unused];
