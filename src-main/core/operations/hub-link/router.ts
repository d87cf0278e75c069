import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { implementContract } from '../../platform/implementer.ts';
import type { State } from '../../platform/state.ts';
import type { HubAccount } from './account.ts';
import type { HubConnection } from './connector.ts';
import { hubDeskContract, type HubState } from './contract.ts';
import type { Door } from './door.ts';

type Name = { readonly id: string; readonly name: string };
interface NameCalls {
  access: { listNames(): Promise<readonly Name[]> };
}

/** A desk comes in, goes; people sign in and out. */
export function createHubRouter(deps: {
  readonly state: State<HubState>;
  readonly connection: State<HubConnection | null>;
  readonly door: Door;
  readonly clock: Clock;
  /** Throws `hub/not-kept`. */
  readonly keep: (account: HubAccount | null) => Promise<void>;
  /** Throws `referral/no-hub`. */
  readonly known: () => HubAccount;
  /** Counted before the new place is used for the first time. */
  readonly enrolments: State<number>;
}) {
  const { state, connection, door, clock, keep, known, enrolments } = deps;
  let names: readonly Name[] = [];

  async function enrol({ url, code, deskName }: { url: string; code: string; deskName: string }) {
    const origin = new URL(url).origin;
    const { deskToken } = await door.enrol(origin, code, deskName);
    enrolments.update((count) => count + 1);
    await keep({
      ...{ url: origin, token: deskToken, tokenAtMs: clock.nowMs() },
      ...{ isFixed: false, session: null, demoAccounts: [] },
    });
  }

  async function leave(): Promise<void> {
    if (known().isFixed) throw new AppError('hub/not-kept', 'this hub was given from outside');
    await keep(null);
  }

  async function signIn({ name, password }: { name: string; password: string }): Promise<void> {
    const account = known();
    const { sessionToken, expiresAtMs, person } = await door.signIn(account, name, password);
    await keep({ ...account, session: { token: sessionToken, expiresAtMs, person } });
  }

  async function signOut(): Promise<void> {
    const account = known();
    if (account.session === null) return;
    // Without the hub the session ends there by itself; here it is over now.
    await door.signOut(account).catch(() => undefined);
    await keep({ ...account, session: null });
  }

  async function listNames(): Promise<Name[]> {
    const calls = connection.get()?.client() as NameCalls | undefined;
    if (calls) names = await calls.access.listNames().catch(() => names);
    return [...names];
  }

  const base = implementContract(hubDeskContract);
  return {
    watchHub: base.watchHub.handler(({ signal }) => state.watch(signal)),
    enrolDesk: base.enrolDesk.handler(({ input }) => enrol(input)),
    leaveHub: base.leaveHub.handler(() => leave()),
    signIn: base.signIn.handler(({ input }) => signIn(input)),
    signOut: base.signOut.handler(() => signOut()),
    listAccountNames: base.listAccountNames.handler(() => listNames()),
  };
}
