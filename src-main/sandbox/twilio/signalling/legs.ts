import { newSid, type CallMessage, type Exchange } from '../exchange/index.ts';
import type { TwilioFaults } from '../faults.ts';
import { createBrowserMedia } from '../media/browser-media.ts';
import type { LineQuality } from '../media/line-quality.ts';
import type { ClientLeg, LegDeps } from './client-leg.ts';
import type { ClientFrame } from './frames.ts';
import { createIncomingLeg, type IncomingLeg } from './incoming-leg.ts';
import { createOutgoingLeg } from './outgoing-leg.ts';
import type { Session } from './session.ts';

type Invite = Extract<ClientFrame, { type: 'invite' }>['payload'];
type CallFrame = Exclude<ClientFrame, { type: 'listen' | 'register' }>;
type MessageFrame = Extract<ClientFrame, { type: 'message' }>['payload'];

/** The vendor rings the ten clients of an identity that registered last. */
const forkCountMax = 10;
/** The gateway's word for a connection that cannot be taken up again. */
const reconnectRefused = 31_209;
const connectionDeclined = 31_002;
const contentCharsMax = 10_000;
const contentTooLong = 31_210;

export interface LegsDeps {
  readonly exchange: Exchange;
  readonly faults: TwilioFaults;
  /** Sockets of an identity that may be called, those that registered last first. */
  reachable(identity: string): readonly Session[];
}

const lineQuality = (faults: TwilioFaults) => (): LineQuality => ({
  isDead: faults.isOn('lose-media'),
  lossShare: faults.setting('packet-loss') ?? 0,
  delayMs: faults.setting('delay') ?? 0,
  jitterMs: faults.setting('jitter') ?? 0,
});

/** The error code with which calls from clients end at once, if a fault says so. */
const failingCode = (faults: TwilioFaults): number | null =>
  faults.isOn('31005') ? 31_005 : faults.setting('call-error');

/** The legs that are up, findable by the names a client may use. */
class LegShelf {
  readonly #legs = new Set<ClientLeg>();
  readonly #incoming = new Map<string, IncomingLeg>();

  /** The call is made only after its far end: it is asked a moment later. */
  keep<T extends ClientLeg>(leg: T): T {
    this.#legs.add(leg);
    queueMicrotask(() => {
      void leg.call().ended.then(() => {
        this.#legs.delete(leg);
        this.#incoming.delete(leg.call().sid);
      });
    });
    return leg;
  }

  keepIncoming(leg: IncomingLeg): IncomingLeg {
    queueMicrotask(() => void this.#incoming.set(leg.call().sid, leg));
    return this.keep(leg);
  }

  find(callSid: string): ClientLeg | null {
    return [...this.#legs].find((leg) => leg.isNamed(callSid)) ?? null;
  }

  incoming(callSid: string): IncomingLeg | null {
    return this.#incoming.get(callSid) ?? null;
  }
}

const refuse = (session: Session, callsid: string, code: number, message: string) =>
  session.send({ type: 'hangup', payload: { callsid, error: { code, message } } });

async function takeUp(leg: ClientLeg | null, session: Session, { callsid, sdp, reconnect }: Invite) {
  if (leg === null || leg.reconnectToken() !== reconnect) {
    refuse(session, callsid, reconnectRefused, 'Cannot be reconnected');
  } else await leg.takeUp(session, sdp);
}

function passMessage(leg: ClientLeg | null, session: Session, sent: MessageFrame) {
  const { callsid, voiceeventsid } = sent;
  const content = typeof sent.content === 'string' ? sent.content : JSON.stringify(sent.content);
  if (leg === null || content.length > contentCharsMax) {
    const error = { code: contentTooLong, message: 'Message not taken' };
    session.send({ type: 'error', payload: { error, callsid, voiceeventsid } });
    return;
  }
  const { contenttype: contentType, messagetype: messageType } = sent;
  const told: CallMessage = { sid: newSid('KX'), content, contentType, messageType };
  session.send({ type: 'ack', payload: { acktype: 'message', callsid, voiceeventsid } });
  leg.call().report({ kind: 'message', message: told });
}

/** All calls that have a browser at one end. */
export function createLegs({ exchange, faults, reachable }: LegsDeps) {
  const { account } = exchange;
  const shelf = new LegShelf();
  const quality = lineQuality(faults);
  const deps: LegDeps = {
    openMedia: (onDigit) =>
      createBrowserMedia({ quality, onDigit, hasEvents: !faults.isOn('no-telephone-events') }),
    givesReconnectTokens: () => !faults.isOn('no-reconnect-token'),
  };
  exchange.addDestination((to, call, { parameters = {} }) => {
    if (!to.startsWith('client:')) return null;
    const sessions = reachable(to.slice('client:'.length)).slice(0, forkCountMax);
    return shelf.keepIncoming(createIncomingLeg(sessions, call, parameters, { ...deps, account })).farEnd;
  });
  const begin = (session: Session, { callsid, sdp, twilio }: Invite) => {
    const { grants } = session;
    if (grants === null) return;
    const voice = account.applications.get(grants.applicationSid ?? '')?.voice ?? null;
    const failing = failingCode(faults);
    if (voice === null || failing !== null) {
      refuse(session, callsid, failing ?? connectionDeclined, 'Connection declined');
      return;
    }
    const asked = Object.fromEntries(new URLSearchParams(twilio.params ?? ''));
    const parameters = { ...asked, ...grants.parameters };
    const call = exchange.accept(
      `client:${grants.identity}`,
      parameters['To'] ?? '',
      (get) => shelf.keep(createOutgoingLeg(session, callsid, sdp, get, deps)).farEnd,
    );
    void exchange.scripts.runTwiml(call, { ...voice, parameters });
  };
  const hangUp = (leg: ClientLeg | null) => {
    leg?.end();
    leg?.call().report({ kind: 'hung-up' });
  };
  return {
    /** A frame about a call. A description that cannot be read is the client's fault and rejects. */
    async take(session: Session, frame: CallFrame): Promise<void> {
      const { callsid } = frame.payload;
      switch (frame.type) {
        case 'invite':
          if (frame.payload.reconnect === undefined) begin(session, frame.payload);
          else await takeUp(shelf.find(callsid), session, frame.payload);
          return;
        case 'answer':
          await shelf.incoming(callsid)?.pickUp(session, frame.payload.sdp);
          return;
        case 'reinvite':
          await shelf.find(callsid)?.restart(session, frame.payload.sdp);
          return;
        case 'reject':
          shelf.incoming(callsid)?.turnDown(session);
          return;
        case 'hangup':
          hangUp(shelf.find(callsid));
          return;
        case 'dtmf':
          for (const digit of frame.payload.dtmf.replace(/[^\d*#A-D]/g, '')) {
            shelf.find(callsid)?.call().report({ kind: 'digit', digit });
          }
          return;
        case 'message':
          passMessage(shelf.find(callsid), session, frame.payload);
          return;
      }
    },
  };
}
