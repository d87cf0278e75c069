import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { AppError } from '../core/platform/errors.ts';
import { benchExport, benchNames, benchPath, isBenchName, type BenchName } from './bench-names.ts';
import { failureText } from './log.ts';

/**
 * What every bench hands back. `figures` are what was measured (medians and p95, units in the names); `ratios` are what
 * is compared with `targets`, since bare milliseconds say more about the machine than about us.
 */
const resultSchema = z.strictObject({
  bench: z.string(),
  figures: z.record(z.string(), z.unknown()),
  ratios: z.record(z.string(), z.number()),
  targets: z.record(z.string(), z.unknown()),
  holds: z.boolean(),
});
type BenchResult = z.infer<typeof resultSchema>;

const runnerSchema = z.custom<(benchArguments: readonly string[]) => Promise<unknown>>(
  (value) => typeof value === 'function',
);

async function runBench(name: BenchName, benchArguments: readonly string[]): Promise<BenchResult> {
  const filePath = benchPath(name);
  await access(filePath).catch(() => {
    throw new AppError('tooling/usage', `the bench "${name}" is not written yet (${filePath})`);
  });
  const module: unknown = await import(pathToFileURL(filePath).href);
  const run = runnerSchema.parse(
    z.record(z.string(), z.unknown()).parse({ ...Object(module) })[benchExport(name)],
  );
  return resultSchema.parse(await run(benchArguments));
}

async function main(): Promise<number> {
  const [name = '', ...benchArguments] = process.argv.slice(2);
  if (!isBenchName(name)) {
    throw new AppError(
      'tooling/usage',
      `npm run bench -- NAME, where NAME is one of: ${benchNames.join(', ')}`,
    );
  }
  const result = await runBench(name, benchArguments);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return result.holds ? 0 : 1;
}

// Awaited here, so that Node reports work that can never finish instead of ending as if all were well.
await main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    process.stderr.write(`switchyard: ${failureText(error)}\n`);
    process.exit(1);
  },
);
