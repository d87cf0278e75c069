import type { Account, Call } from '../exchange/index.ts';
import type { BrowserMedia } from '../media/browser-media.ts';
import { commonFarEnd, hangUpPayload, LegCore, type ClientLeg, type LegDeps } from './client-leg.ts';
import type { Session } from './session.ts';

export interface IncomingLeg extends ClientLeg {
  /** One of the sockets that ring picks up: the others are cancelled. Too late when another was first. */
  pickUp(session: Session, answer: string): Promise<void>;
  /** One of the sockets does not want it; the call is busy when none is left. */
  turnDown(session: Session): void;
}

/** The sockets on which it rings, each with a connection of its own that is offered to it. */
class Forks {
  readonly #core: LegCore;
  readonly #account: Account;
  readonly #media = new Map<Session, BrowserMedia>();
  readonly #parameters: Readonly<Record<string, string>>;

  constructor(core: LegCore, account: Account, parameters: Readonly<Record<string, string>>) {
    this.#core = core;
    this.#account = account;
    this.#parameters = parameters;
  }

  async invite(session: Session): Promise<void> {
    const media = this.#core.openMedia();
    this.#media.set(session, media);
    session.onGone(() => this.lose(session, 'unreachable'));
    const sdp = await media.offer();
    if (!this.#media.has(session)) return;
    const call = this.#core.call();
    const { from, to } = call.facts();
    session.send({
      type: 'invite',
      payload: {
        callsid: call.sid,
        sdp,
        ...this.#core.tokenFields(),
        parameters: {
          CallSid: call.sid,
          From: from,
          To: to,
          AccountSid: this.#account.sid,
          ApiVersion: '2010-04-01',
          Params: new URLSearchParams(this.#parameters).toString(),
        },
      },
    });
    call.report({ kind: 'ringing' });
  }

  /** The connection of the socket that answers; `null` when another was first. */
  pick(session: Session): BrowserMedia | null {
    const media = this.#media.get(session) ?? null;
    this.#media.delete(session);
    return media;
  }

  /** The call is over for this socket; nobody is left: so it is for the caller. */
  lose(session: Session, kind: 'unreachable' | 'declined'): void {
    const media = this.pick(session);
    if (media === null) return;
    media.close();
    if (this.#media.size === 0) this.#core.call().report({ kind });
  }

  cancelAll(): void {
    const callsid = this.#core.call().sid;
    for (const session of [...this.#media.keys()]) {
      session.send({ type: 'cancel', payload: { callsid } });
      this.pick(session)?.close();
    }
  }
}

/** A call to a client: it rings on every socket of that client at once. */
export function createIncomingLeg(
  sessions: readonly Session[],
  call: () => Call,
  parameters: Readonly<Record<string, string>>,
  deps: LegDeps & { readonly account: Account },
): IncomingLeg {
  const core = new LegCore(call, deps);
  const forks = new Forks(core, deps.account, parameters);
  return {
    call,
    session: () => core.session,
    reconnectToken: () => core.reconnectToken,
    isNamed: (callSid) => callSid === call().sid,
    async takeUp(next, sdp) {
      await core.takeUp(next, sdp);
      if (call().facts().startedAtMs !== null) return;
      // It still rang: another device of the same client picked it up with its token.
      forks.cancelAll();
      call().report({ kind: 'answered', by: 'human' });
    },
    restart: (next, sdp) => core.restart(next, sdp),
    end: () => core.close(),
    turnDown: (session) => forks.lose(session, 'declined'),
    async pickUp(session, answer) {
      const media = core.session === null ? forks.pick(session) : null;
      if (media === null) return;
      core.media = media;
      core.attach(session);
      core.remember(answer);
      forks.cancelAll();
      call().report({ kind: 'answered', by: 'human' });
      await media.takeAnswer(answer);
    },
    farEnd: {
      ...commonFarEnd(core),
      ring() {
        if (sessions.length === 0) call().report({ kind: 'unreachable' });
        for (const session of sessions) void forks.invite(session);
      },
      showRinging: () => undefined,
      accept: () => undefined,
      hangUp(cause) {
        forks.cancelAll();
        core.session?.send({ type: 'hangup', payload: hangUpPayload(call().sid, cause) });
        core.close();
      },
    },
  };
}
