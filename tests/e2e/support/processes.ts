import { readdirSync, readFileSync } from 'node:fs';

/** Processes below `processId` whose command line holds `word`. */
export function findDescendants(processId: number, word: string): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      continue; // It ended while we looked.
    }
  }
  const isBelow = (id: number): boolean =>
    id === processId || (parents.has(id) && isBelow(parents.get(id) ?? 0));
  return [...parents.keys()].filter(
    (id) => isBelow(id) && readFileSync(`/proc/${String(id)}/cmdline`, 'utf8').includes(word),
  );
}
