import type { Call } from '../exchange/index.ts';
import { commonFarEnd, hangUpPayload, LegCore, type ClientLeg, type LegDeps } from './client-leg.ts';
import type { Session } from './session.ts';

/** A call that a client makes. `temporarySid` is the name the client gave it before it knew the call's own. */
export function createOutgoingLeg(
  session: Session,
  temporarySid: string,
  offer: string,
  call: () => Call,
  deps: LegDeps,
): ClientLeg {
  const core = new LegCore(call, deps);
  core.attach(session);
  core.remember(offer);
  const media = core.openMedia();
  core.media = media;
  const answer = media.answer(offer);
  /** Once the description has gone out as early media, the answer must not bring it again. */
  let isDescribed = false;
  let isNamed = false;

  const describe = async (): Promise<{ readonly sdp?: string }> => {
    if (isDescribed) return {};
    isDescribed = true;
    return { sdp: await answer };
  };
  /** In order, whatever waits for a description. */
  let queue: Promise<void> = Promise.resolve();
  const inOrder = (step: () => Promise<void>) => {
    queue = queue.then(step).catch((error: unknown) => {
      process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
      core.session?.send({ type: 'hangup', payload: { callsid: temporarySid, error: { code: 31_400 } } });
      call().report({ kind: 'failed', code: 31_400 });
    });
  };
  return {
    call,
    session: () => core.session,
    reconnectToken: () => core.reconnectToken,
    isNamed: (callSid) => callSid === temporarySid || callSid === call().sid,
    takeUp: (next, sdp) => core.takeUp(next, sdp),
    restart: (next, sdp) => core.restart(next, sdp),
    end: () => core.close(),
    farEnd: {
      ...commonFarEnd(core),
      ring: () => undefined,
      showRinging(isEarlyMedia) {
        isNamed = true;
        inOrder(async () => {
          const described = isEarlyMedia ? await describe() : {};
          core.session?.send({ type: 'ringing', payload: { callsid: call().sid, ...described } });
        });
      },
      accept() {
        isNamed = true;
        inOrder(async () => {
          const payload = { callsid: call().sid, ...(await describe()), ...core.tokenFields() };
          core.session?.send({ type: 'answer', payload });
        });
      },
      hangUp(cause) {
        inOrder(async () => {
          // Until the client knows the call's own sid it would ignore a hang-up by that name.
          const payload = hangUpPayload(isNamed ? call().sid : temporarySid, cause);
          core.session?.send({ type: 'hangup', payload });
          core.close();
        });
      },
    },
  };
}
