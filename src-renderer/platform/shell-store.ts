import { create } from 'zustand';
import type { ShellState } from '../../src-main/shell/contract.ts';
import { shellClient } from './client.ts';
import { followStream } from './follow-stream.ts';

/** What the shell says of itself; `null` until its first word. Written by its feed only. */
export const useShellState = create<{ readonly shell: ShellState | null }>(() => ({ shell: null }));

export function startShellFeed(): () => void {
  return followStream({
    open: (signal) => shellClient.watchShellState(undefined, { signal }),
    onItem: (shell) => useShellState.setState({ shell }),
    needsCore: false,
  });
}
