import { create } from 'zustand';
import type { Rule } from '../../../src-main/core/operations/notifications/contract.ts';
import { coreClient } from '../../platform/client.ts';
import { followStream } from '../../platform/follow-stream.ts';

/** The rules, by name; `null` until the core's first word. Written by its feed only. */
export const useRules = create<{ readonly rules: readonly Rule[] | null }>(() => ({ rules: null }));

export function startRulesFeed(): () => void {
  return followStream({
    open: (signal) => coreClient.notifications.watchRules(undefined, { signal }),
    onItem: (rules) => useRules.setState({ rules }),
  });
}
