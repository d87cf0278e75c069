import { randomUUID } from 'node:crypto';
import type { Call, FarEnd, HangUpCause } from '../exchange/index.ts';
import type { BrowserMedia } from '../media/browser-media.ts';
import type { Session } from './session.ts';

/** A call's browser end: which socket it is on now, and the sound. */
export interface ClientLeg {
  readonly farEnd: FarEnd;
  readonly call: () => Call;
  /** The socket the call is on; `null` while it is being called, or between two sockets. */
  session(): Session | null;
  reconnectToken(): string;
  /** Ids by which the client may name it: the call's, and the one it made up itself. */
  isNamed(callSid: string): boolean;
  takeUp(session: Session, sdp: string): Promise<void>;
  restart(session: Session, sdp: string): Promise<void>;
  /** The client ended it: closes the sound. */
  end(): void;
}

export interface LegDeps {
  openMedia(onDigit: (digit: string) => void): BrowserMedia;
  givesReconnectTokens(): boolean;
}

const usernameOf = (sdp: string): string => /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? '';

/** What both directions share once the call is on one socket. */
export class LegCore {
  readonly reconnectToken = randomUUID();
  readonly deps: LegDeps;
  readonly call: () => Call;
  media: BrowserMedia | null = null;
  session: Session | null = null;
  /** The ICE user name of the description last taken from the client: the same one means the same connection. */
  #username = '';
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(call: () => Call, deps: LegDeps) {
    this.call = call;
    this.deps = deps;
  }

  openMedia(): BrowserMedia {
    return this.deps.openMedia((digit) => this.call().report({ kind: 'digit', digit }));
  }

  remember(sdp: string): void {
    this.#username = usernameOf(sdp);
  }

  tokenFields(): { readonly reconnect?: string } {
    return this.deps.givesReconnectTokens() ? { reconnect: this.reconnectToken } : {};
  }

  attach(session: Session): void {
    clearTimeout(this.#graceTimer);
    this.session = session;
    session.onGone(() => this.#lose(session));
  }

  /** The client takes its call up on this socket: with the connection it has, or, from another device, a new one. */
  async takeUp(session: Session, sdp: string): Promise<void> {
    const callsid = this.call().sid;
    const before = this.session;
    if (usernameOf(sdp) === this.#username) {
      if (before !== session) this.attach(session);
      session.send({ type: 'answer', payload: { callsid, ...this.tokenFields() } });
      return;
    }
    const media = this.openMedia();
    const answer = await media.answer(sdp);
    this.remember(sdp);
    this.media?.close();
    this.media = media;
    this.attach(session);
    session.send({ type: 'answer', payload: { callsid, sdp: answer, ...this.tokenFields() } });
    if (before !== null && before !== session) before.send({ type: 'cancel', payload: { callsid } });
  }

  /** The client's connection broke; it offers the same one anew. */
  async restart(session: Session, sdp: string): Promise<void> {
    const answer = await this.media?.answer(sdp);
    this.remember(sdp);
    if (answer === undefined) return;
    session.send({ type: 'answer', payload: { callsid: this.call().sid, sdp: answer } });
  }

  close(): void {
    clearTimeout(this.#graceTimer);
    this.media?.close();
    this.media = null;
  }

  /** Sound goes on meanwhile. With no grace asked for, the call ends with its socket. */
  #lose(session: Session): void {
    if (this.session !== session || !this.call().isLive()) return;
    this.session = null;
    const isOpen = this.call().facts().startedAtMs !== null;
    const graceMs = isOpen ? session.reconnectTimeoutSeconds * 1_000 : 0;
    const end = () => {
      this.close();
      this.call().report({ kind: 'hung-up' });
    };
    if (graceMs === 0) end();
    else this.#graceTimer = setTimeout(end, graceMs);
  }
}

const wireErrorOf = (cause: HangUpCause) =>
  cause.code === undefined ? {} : { error: { code: cause.code, message: cause.message ?? cause.kind } };

export const hangUpPayload = (callsid: string, cause: HangUpCause) => ({ callsid, ...wireErrorOf(cause) });

/** Call messages, sound and the look-up by name: the same for both directions. */
export const commonFarEnd = (core: LegCore): Pick<FarEnd, 'sendMessage' | 'take' | 'hear'> => ({
  sendMessage({ sid, content, contentType, messageType }) {
    core.session?.send({
      type: 'message',
      payload: {
        callsid: core.call().sid,
        content: contentType === 'application/json' ? readJson(content) : content,
        contenttype: contentType,
        messagetype: messageType,
        voiceeventsid: sid,
      },
    });
  },
  take: () => core.media?.take() ?? null,
  hear: (frame) => core.media?.hear(frame),
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
