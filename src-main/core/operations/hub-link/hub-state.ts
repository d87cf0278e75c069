import type { Clock } from '../../platform/clock.ts';
import { createState } from '../../platform/state.ts';
import { personNow, type HubAccount } from './account.ts';
import type { HubState } from './contract.ts';

/** What people see of the link. */
export function createHubState(clock: Clock) {
  const state = createState<HubState>({
    ...{ state: 'notConfigured', sinceMs: clock.nowMs(), url: null, failure: null, deskName: null },
    ...{ isFixed: false, person: null, demoAccounts: [] },
  });
  return {
    state,
    set(
      account: HubAccount | null,
      next: HubState['state'],
      { failure = null, deskName }: { failure?: HubState['failure']; deskName?: string | null } = {},
    ): void {
      const before = state.get();
      const nowMs = clock.nowMs();
      const person = personNow(account, nowMs);
      state.set({
        state: next,
        sinceMs: before.state === next ? before.sinceMs : nowMs,
        url: account?.url ?? null,
        failure,
        deskName: deskName ?? (before.url === account?.url ? before.deskName : null),
        isFixed: account?.isFixed ?? false,
        person: person && {
          ...person,
          roles: [...person.roles],
          untilMs: account?.session?.expiresAtMs ?? 0,
        },
        demoAccounts: [...(account?.demoAccounts ?? [])],
      });
    },
  };
}
