import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromProject, projectFolder } from '../../src-main/tooling/paths.ts';
import { runCommand } from '../../src-main/tooling/process/run-command.ts';
import { cruisedFolders } from '../../src-main/tooling/test/static-suites.ts';
import { plantedTree } from './planted-tree.ts';

const reportSchema = z.object({
  modules: z.array(
    z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) }),
  ),
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({ from: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) }),
    ),
  }),
});
type Report = z.infer<typeof reportSchema>;

const rules = z
  .object({
    default: z.object({
      forbidden: z.array(z.object({ name: z.string(), comment: z.string(), severity: z.string() })),
    }),
  })
  .parse(await import(pathToFileURL(fromProject('.dependency-cruiser.mjs')).href)).default.forbidden;

/** The same program with the same rules as `npm test` runs, told to report as JSON. */
async function cruise(folder: string): Promise<Report> {
  const reportFolder = await mkdtemp(path.join(tmpdir(), 'switchyard-cruise-'));
  const report = path.join(reportFolder, 'report.json');
  const { output } = await runCommand(
    process.execPath,
    [
      fromProject('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...cruisedFolders,
      // Into a file: the report of the whole tree is longer than what is kept of a program's output.
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'json', '--output-to', report],
    ],
    { cwd: folder },
  );
  const text = await readFile(report, 'utf8').catch(() => '');
  await rm(reportFolder, { recursive: true });
  expect(text.startsWith('{'), output.slice(0, 2_000)).toBe(true);
  return reportSchema.parse(JSON.parse(text));
}

describe('the dependency rules, on a tree with planted violations', () => {
  let folder = '';
  let caught: readonly string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'switchyard-planted-'));
    for (const file of plantedTree) {
      await mkdir(path.dirname(path.join(folder, file.path)), { recursive: true });
      await writeFile(path.join(folder, file.path), file.content);
    }
    for (const name of ['.dependency-cruiser.mjs', 'tsconfig.base.json']) {
      await copyFile(fromProject(name), path.join(folder, name));
    }
    const { summary } = await cruise(folder);
    caught = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(rules)('catches a planted violation of $name', ({ name }) => {
    const planted = plantedTree.filter((file) => file.breaks?.includes(name));
    expect(
      planted.length,
      `plant a violation of ${name} in tests/boundaries/planted-tree.ts`,
    ).toBeGreaterThan(0);
    for (const file of planted) expect(caught).toContain(`${name}: ${file.path}`);
  });

  it('catches nobody innocent', () => {
    const expected = plantedTree.flatMap(({ path: file, breaks = [] }) =>
      breaks.map((name) => `${name}: ${file}`),
    );
    expect([...new Set(caught)].sort()).toEqual(expected.sort());
  });
});

describe('the dependency rules, on the real sources', () => {
  it('are read from real files: many modules, with the imports they have', async () => {
    const { modules, summary } = await cruise(projectFolder);
    expect(summary.totalCruised).toBeGreaterThan(200);
    const dependenciesOf = (source: string) =>
      modules
        .find((module) => module.source === source)
        ?.dependencies.map((dependency) => dependency.resolved);
    expect(dependenciesOf('src-main/core/api/v1-contract.ts')).toContain(
      'src-main/core/operations/samsara/contract.ts',
    );
    expect(dependenciesOf('src-main/tooling/start.ts')).toContain('src-main/tooling/process/supervisor.ts');
  });

  it('say why they exist, and stop the tests instead of warning', () => {
    for (const rule of rules) {
      expect(rule.comment.length, rule.name).toBeGreaterThan(30);
      expect(rule.severity, rule.name).toBe('error');
    }
  });
});
