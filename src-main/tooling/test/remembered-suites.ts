import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';

const recordSchema = z.object({ fingerprint: z.string(), passed: z.record(z.string(), z.number().int()) });

/** Names the exact sources: every file that git would commit, as it is now. */
async function sourceFingerprint(folder: string): Promise<string> {
  const listed = await runCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: folder,
  });
  const hash = createHash('sha256');
  for (const name of [...new Set(listed.stdout.split('\0'))].sort()) {
    if (name === '') continue;
    const content = await readFile(path.join(folder, name)).catch(() => 'deleted');
    hash.update(name).update('\0').update(content);
  }
  return hash.digest('hex');
}

export interface RememberedSuites {
  /** How many checks passed in an earlier run on the same sources; `null` when it has to run. */
  passedCount(suiteName: string): number | null;
  remember(suiteName: string, passedCount: number): Promise<void>;
}

/** What makes `npm run test:full` resumable: a suite that passed is not run again until a source file changes. */
export async function openRememberedSuites(folder: string = projectFolder): Promise<RememberedSuites> {
  const recordPath = path.join(folder, '.cache', 'test-full.json');
  const fingerprint = await sourceFingerprint(folder);
  const text = await readFile(recordPath, 'utf8').catch(() => '{}');
  const record = recordSchema.safeParse(JSON.parse(text));
  const passed = record.success && record.data.fingerprint === fingerprint ? { ...record.data.passed } : {};
  return {
    passedCount: (suiteName) => passed[suiteName] ?? null,
    remember: async (suiteName, passedCount) => {
      passed[suiteName] = passedCount;
      await mkdir(path.dirname(recordPath), { recursive: true });
      await writeFile(recordPath, JSON.stringify({ fingerprint, passed }));
    },
  };
}
