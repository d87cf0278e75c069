import { usePlayback } from './playback-store.ts';
import { useReview } from './review-store.ts';
import { spanOf, type Span } from './review-time.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';

const aroundMs = 30 * 60_000;

/** From when to when "who was near" is asked: what was typed, else half an hour around the playhead, else today. */
export function currentNearSpan(): Span {
  const { nearSpan, review } = useReview.getState();
  if (nearSpan !== null) return nearSpan;
  const nowMs = Math.ceil(fleetNowMs());
  if (review === null) return spanOf('today', nowMs);
  const { timeMs } = usePlayback.getState();
  return { fromMs: Math.floor(timeMs - aroundMs), toMs: Math.min(nowMs, Math.ceil(timeMs + aroundMs)) };
}
