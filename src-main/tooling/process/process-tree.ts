import { readdir, readFile } from 'node:fs/promises';
import { runCommand } from './run-command.ts';

export interface ProcessInfo {
  readonly processId: number;
  readonly parentId: number;
  readonly groupId: number;
  readonly commandLine: string;
}

/** `/proc/N/stat`: the name in brackets may hold blanks and brackets itself, so fields count from the last bracket. */
export function parseStat(text: string): { parentId: number; groupId: number } | null {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const parentId = Number(fields[1]);
  const groupId = Number(fields[2]);
  const isZombie = fields[0] === 'Z';
  return isZombie || !Number.isInteger(parentId) || !Number.isInteger(groupId) ? null : { parentId, groupId };
}

async function readProcess(processId: number): Promise<ProcessInfo | null> {
  try {
    const [stat, commandLine] = await Promise.all([
      readFile(`/proc/${processId}/stat`, 'utf8'),
      readFile(`/proc/${processId}/cmdline`, 'utf8'),
    ]);
    const parsed = parseStat(stat);
    return parsed && { processId, ...parsed, commandLine: commandLine.replaceAll('\0', ' ').trim() };
  } catch {
    return null; // It ended while the list was read.
  }
}

async function listLinux(): Promise<readonly ProcessInfo[]> {
  const names = await readdir('/proc');
  const found = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => readProcess(Number(name))),
  );
  return found.filter((info) => info !== null);
}

async function listPosix(): Promise<readonly ProcessInfo[]> {
  const { stdout } = await runCommand('ps', ['-axo', 'pid=,ppid=,pgid=,command=']);
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (!match) return [];
    const [, processId, parentId, groupId, commandLine = ''] = match;
    return [
      { processId: Number(processId), parentId: Number(parentId), groupId: Number(groupId), commandLine },
    ];
  });
}

/** Every process of the machine that still runs; empty on Windows, where the tools below are not used. */
export function listProcesses(): Promise<readonly ProcessInfo[]> {
  if (process.platform === 'linux') return listLinux();
  return process.platform === 'win32' ? Promise.resolve([]) : listPosix();
}

/** `rootId` and everything below it, and what else shares its process group (children of ended children). */
export function treeOf(rootId: number, processes: readonly ProcessInfo[]): readonly ProcessInfo[] {
  const members = new Set([rootId]);
  let sizeBefore = 0;
  while (sizeBefore !== members.size) {
    sizeBefore = members.size;
    for (const info of processes) {
      if (members.has(info.parentId) || info.groupId === rootId) members.add(info.processId);
    }
  }
  return processes.filter((info) => members.has(info.processId));
}
