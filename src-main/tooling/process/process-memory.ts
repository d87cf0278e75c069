import { readFile } from 'node:fs/promises';
import { listProcesses, treeOf, type ProcessInfo } from './process-tree.ts';

export interface ProcessMemory {
  readonly processId: number;
  /** `main`, `renderer`, `gpu-process`, `utility`, `zygote`, `core`, … */
  readonly role: string;
  /** Pages of this process alone (Private_Clean + Private_Dirty), so that the sum over processes counts nothing twice. */
  readonly privateBytes: number;
}

/** Chromium names its children by `--type`; our own core under the old runtime is a plain Node process. */
export function roleOf(commandLine: string, isRoot: boolean): string {
  if (isRoot) return 'main';
  const type = /--type=([\w-]+)/.exec(commandLine)?.[1];
  if (type === 'utility') return /--utility-sub-type=([\w.]+)/.exec(commandLine)?.[1] ?? type;
  return type ?? (/core-node|core-utility/.test(commandLine) ? 'core' : 'other');
}

export function parsePrivateBytes(smapsRollup: string): number {
  const kibibytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(smapsRollup)?.[1] ?? 0);
  return (kibibytes('Private_Clean') + kibibytes('Private_Dirty')) * 1_024;
}

async function measure(info: ProcessInfo, rootId: number): Promise<ProcessMemory | null> {
  try {
    const rollup = await readFile(`/proc/${info.processId}/smaps_rollup`, 'utf8');
    return {
      processId: info.processId,
      role: roleOf(info.commandLine, info.processId === rootId),
      privateBytes: parsePrivateBytes(rollup),
    };
  } catch {
    return null; // It ended meanwhile, or belongs to a user whose memory we may not read.
  }
}

/** Private memory of a process and all its descendants. Linux only; empty elsewhere. */
export async function measureProcessTree(rootId: number): Promise<readonly ProcessMemory[]> {
  if (process.platform !== 'linux') return [];
  const members = treeOf(rootId, await listProcesses());
  const measured = await Promise.all(members.map((info) => measure(info, rootId)));
  return measured.filter((memory) => memory !== null);
}
