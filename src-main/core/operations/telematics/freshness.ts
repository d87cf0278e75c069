import type { FeedHealth, GatewayCondition } from './facts.ts';
import type { Freshness, FreshnessCause } from './fleet-frame.wire.ts';
import { engineByEvidence, movingAboveDeciMph, type MotionSigns } from './vehicle-status.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/**
 * Running: the box reports every 5 s, so 15 s is three reports. Standing (idle or off): every 5 min. An hour after the
 * engine went off the box sleeps until something wakes it. Source: vendor's report rates and what dispatch desks use.
 */
export const runningLimitsMs = { live: 15 * secondMs, delayed: 2 * minuteMs, stale: 15 * minuteMs };
export const standingLimitsMs = { live: 6 * minuteMs, delayed: 15 * minuteMs };
export const asleepAfterMs = 60 * minuteMs;
/** Above this the newest poll is too old to say anything about "now". */
export const feedLimitsMs = { live: 15 * secondMs, delayed: 2 * minuteMs };

export interface FreshnessSigns extends MotionSigns {
  /** Since when the engine has been in its present state. */
  readonly engineSinceMs: number | null;
  /** Newest reading of any kind. */
  readonly heardAtMs: number | null;
  readonly gateway: GatewayCondition;
  readonly hasPrivacyButton: boolean;
}

export interface Judgement {
  readonly freshness: Freshness;
  readonly cause: FreshnessCause;
}

/** Whether our own feed says anything about "now": before that no vehicle is to blame. */
export const isFeedCurrent = (feed: FeedHealth, nowMs: number): boolean =>
  feed.state === 'live' && nowMs - (feed.lastSuccessAtMs ?? Number.NEGATIVE_INFINITY) <= feedLimitsMs.live;

/**
 * How far the newest fix can be trusted as "now", and why not. Two clocks are kept apart: what the truck did until our
 * last successful poll is the truck's; what happened since is ours and never makes a truck "lost".
 */
export function freshnessOf(signs: FreshnessSigns, feed: FeedHealth, nowMs: number): Judgement {
  if (isFeedCurrent(feed, nowMs)) return judgeVehicle(signs, nowMs);
  const feedAgeMs = feed.lastSuccessAtMs === null ? Number.POSITIVE_INFINITY : nowMs - feed.lastSuccessAtMs;

  const heardUntilMs = Math.min(nowMs, feed.lastSuccessAtMs ?? signs.heardAtMs ?? nowMs);
  const own = judgeVehicle(signs, heardUntilMs);
  if (own.freshness === 'never' || own.freshness === 'stale' || own.freshness === 'lost') return own;
  const cause = feed.state === 'offline' ? 'offline' : 'feedDown';
  if (feedAgeMs > feedLimitsMs.delayed) return { freshness: 'stale', cause };
  if (feedAgeMs > feedLimitsMs.live) return { freshness: 'delayed', cause };
  return own;
}

function judgeVehicle(signs: FreshnessSigns, nowMs: number): Judgement {
  if (signs.fixTimeMs === null) {
    const cause = causeOfSilence(signs, 0);
    return { freshness: 'never', cause: cause === 'silent' ? 'none' : cause };
  }
  const ageMs = Math.max(0, nowMs - signs.fixTimeMs);
  const engine = engineByEvidence(signs);
  if (engine === 'off') return judgeOff(signs, ageMs, nowMs);
  if (engine === 'idle') return judgeStanding(signs, ageMs);
  // No engine signal at all: its last speed tells at which rate it reports.
  const isStanding = engine === 'unknown' && (signs.speedDeciMph ?? 0) <= movingAboveDeciMph;
  return isStanding ? judgeStanding(signs, ageMs) : judgeRunning(signs, ageMs);
}

function judgeRunning(signs: FreshnessSigns, ageMs: number): Judgement {
  if (ageMs <= runningLimitsMs.live) return { freshness: 'live', cause: 'none' };
  const cause = causeOfSilence(signs, runningLimitsMs.delayed);
  if (ageMs <= runningLimitsMs.delayed) return { freshness: 'delayed', cause };
  if (ageMs <= runningLimitsMs.stale) return { freshness: 'stale', cause };
  return { freshness: 'lost', cause };
}

function judgeStanding(signs: FreshnessSigns, ageMs: number): Judgement {
  if (ageMs <= standingLimitsMs.live) return { freshness: 'live', cause: 'none' };
  const freshness = ageMs <= standingLimitsMs.delayed ? 'delayed' : 'stale';
  return { freshness, cause: causeOfSilence(signs, standingLimitsMs.live) };
}

function judgeOff(signs: FreshnessSigns, ageMs: number, nowMs: number): Judgement {
  if (ageMs <= standingLimitsMs.live) return { freshness: 'live', cause: 'parked' };
  const cause = causeOfSilence(signs, standingLimitsMs.live);
  const offMs = signs.engineSinceMs === null ? 0 : nowMs - signs.engineSinceMs;
  const isAsleep = offMs > asleepAfterMs || signs.gateway === 'vehicleOff';
  if (isAsleep && cause === 'silent') return { freshness: 'live', cause: 'asleep' };
  if (ageMs <= standingLimitsMs.delayed) {
    return { freshness: 'delayed', cause: cause === 'silent' ? 'parked' : cause };
  }
  return { freshness: 'stale', cause };
}

/**
 * The box's own word comes first. A truck that is heard (later than its last fix by more than `slackMs`) but gives no
 * position has weak GPS, or its privacy button is pressed: the vendor tells only that there is a button, so `private`
 * is an inference.
 */
function causeOfSilence(signs: FreshnessSigns, slackMs: number): FreshnessCause {
  if (signs.gateway === 'unplugged' || signs.gateway === 'noCoverage' || signs.gateway === 'weakGps') {
    return signs.gateway;
  }
  if (signs.heardAtMs === null) return 'silent';
  const isHeardWithoutFix = signs.fixTimeMs === null || signs.heardAtMs - signs.fixTimeMs > slackMs;
  if (!isHeardWithoutFix) return 'silent';
  return signs.hasPrivacyButton ? 'private' : 'weakGps';
}
