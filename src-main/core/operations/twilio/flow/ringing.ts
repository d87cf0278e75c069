import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import { deskGroupOf, type PhonePolicy } from '../account.ts';
import type { PhoneGateway } from '../gateway.ts';
import type { FlowUrls } from './flow-urls.ts';

/** Twilio rings no more at once (its `<Dial>` has the same limit). */
const desksAtOnceMax = 10;
/** A round in which nobody can be reached is over at once; the next must not follow on its heels. */
const roundMsMin = 2_000;
/** A little longer than the vendor rings, whose word for its end may be late or lost. */
const roundSlackMs = 4_000;
const queueMsMax = 10 * 60_000;

export interface RingFacts {
  /** Whom the desk will see. */
  readonly from: string;
  readonly ownNumber: string;
}

export interface RingingDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly urls: FlowUrls;
  readonly gateway: () => PhoneGateway | null;
  readonly policy: () => PhonePolicy;
  /** `null`: it waits for nobody any more. */
  readonly waiting: (callId: string) => Promise<RingFacts | null>;
  /** Nobody has come in all that time, or everybody has declined. */
  readonly onGivenUp: (callId: string) => Promise<void>;
}

interface Ring {
  readonly stopping: AbortController;
  readonly legs: Map<string, string>;
  readonly declined: Set<string>;
  /** In which round a desk was rung last. */
  readonly lastRound: Map<string, number>;
  /** Whose leg was over in this round, maybe before the vendor's answer told which leg that is. */
  readonly over: Set<string>;
  /** Breaks the wait for the end of a round off. */
  wake: (() => void) | null;
  exceptDesk: string | null;
}

const newRing = (): Ring => ({
  stopping: new AbortController(),
  legs: new Map(),
  declined: new Set(),
  lastRound: new Map(),
  over: new Set(),
  wake: null,
  exceptDesk: null,
});

async function cancelLeg({ gateway, logger }: RingingDeps, callSid: string): Promise<void> {
  await gateway()
    ?.endCall(callSid, 'completed')
    .catch((error: unknown) => logger.info({ error }, 'a leg that rings could not be cancelled'));
}

async function ringDesk(deps: RingingDeps, callId: string, desk: string, ring: Ring, facts: RingFacts) {
  const { gateway, urls, policy, logger } = deps;
  try {
    const parameters = new URLSearchParams({ callId, from: facts.from, deskRing: '1' }).toString();
    const callSid = await gateway()?.createCall({
      to: `client:${desk}?${parameters}`,
      from: facts.ownNumber,
      then: { url: urls.answer(callId, desk), statusUrl: urls.deskLeg(callId, desk) },
      ringSeconds: policy().ringSeconds,
    });
    if (callSid === undefined) return;
    if (ring.over.has(desk)) return;
    if (!ring.stopping.signal.aborted) ring.legs.set(desk, callSid);
    else if (ring.exceptDesk !== desk) await cancelLeg(deps, callSid);
  } catch (error) {
    logger.warn({ error, desk }, 'a desk could not be rung');
  }
}

/** All of this round have ended, or time is up, or it is stopped. */
async function roundOver({ clock, policy }: RingingDeps, ring: Ring): Promise<void> {
  const over = new AbortController();
  const stop = () => over.abort();
  ring.wake = stop;
  if (ring.legs.size === 0) stop();
  ring.stopping.signal.addEventListener('abort', stop, { once: true });
  await clock.sleep(policy().ringSeconds * 1_000 + roundSlackMs, over.signal);
  ring.stopping.signal.removeEventListener('abort', stop);
  ring.wake = null;
  ring.legs.clear();
  ring.over.clear();
}

/** Those who have waited longest for their turn; in the order of the group where that is the same. */
function takeDesks({ policy }: RingingDeps, ring: Ring, round: number): string[] {
  const lastRoundOf = (desk: string) => ring.lastRound.get(desk) ?? -1;
  const desks = deskGroupOf(policy())
    .filter((desk) => !ring.declined.has(desk))
    .sort((left, right) => lastRoundOf(left) - lastRoundOf(right))
    .slice(0, desksAtOnceMax);
  for (const desk of desks) ring.lastRound.set(desk, round);
  return desks;
}

async function ringInRounds(deps: RingingDeps, callId: string, ring: Ring): Promise<void> {
  const { clock, waiting, onGivenUp } = deps;
  const startedAtMs = clock.nowMs();
  for (let round = 0; !ring.stopping.signal.aborted; round += 1) {
    const facts = await waiting(callId);
    if (facts === null) return;
    const desks = takeDesks(deps, ring, round);
    const roundAtMs = clock.nowMs();
    if (desks.length === 0 || roundAtMs - startedAtMs > queueMsMax) {
      await onGivenUp(callId);
      return;
    }
    await Promise.all(desks.map((desk) => ringDesk(deps, callId, desk, ring, facts)));
    if (!ring.stopping.signal.aborted) await roundOver(deps, ring);
    const restMs = roundMsMin - (clock.nowMs() - roundAtMs);
    if (restMs > 0) await clock.sleep(restMs, ring.stopping.signal);
  }
}

/** Rings desks for calls that wait: all at once, at most ten, then the next ten, in rounds, until somebody answers. */
export function createRinging(deps: RingingDeps) {
  const { logger } = deps;
  const rings = new Map<string, Ring>();

  return {
    start(callId: string) {
      if (rings.has(callId)) return;
      const ring = newRing();
      rings.set(callId, ring);
      ringInRounds(deps, callId, ring)
        .catch((error: unknown) => logger.error({ error }, 'bug while desks were rung'))
        .finally(() => {
          if (rings.get(callId) === ring) rings.delete(callId);
        });
    },
    async end(callId: string, exceptDesk: string | null): Promise<void> {
      const ring = rings.get(callId);
      if (ring === undefined) return;
      rings.delete(callId);
      const others = [...ring.legs].filter(([desk]) => desk !== exceptDesk);
      ring.exceptDesk = exceptDesk;
      ring.stopping.abort();
      await Promise.all(others.map(([, callSid]) => cancelLeg(deps, callSid)));
    },
    /** The vendor told that the leg of a desk is over. */
    legEnded(callId: string, desk: string, isDeclined: boolean) {
      const ring = rings.get(callId);
      if (ring === undefined) return;
      if (isDeclined) ring.declined.add(desk);
      ring.over.add(desk);
      ring.legs.delete(desk);
      if (ring.legs.size === 0) ring.wake?.();
    },
    /** Legs that ring are left to ring out: the next start takes their calls up again. */
    stop() {
      for (const ring of rings.values()) ring.stopping.abort();
      rings.clear();
    },
  };
}

export type Ringing = ReturnType<typeof createRinging>;
