import { nearSpanMsMax, type NearVehicle, type ReviewArea } from './contract.ts';
import { boxAround, nearnessOf, type NearFix } from './near.ts';
import { checkSpan, slicesOf, type Span } from './track-reader.ts';
import type { TrackSource } from './track-source.ts';

/** A vehicle that was last heard longer ago than this is not said to stand where it was. */
const silentMsMax = 3 * 86_400_000;

/** Which vehicles were in an area, the closest first. */
export async function searchNear(
  deps: {
    readonly source: TrackSource;
    readonly slots: ReadonlyMap<string, number>;
    readonly names: ReadonlyMap<string, string>;
  },
  area: ReviewArea,
  span: Span,
): Promise<NearVehicle[]> {
  const { source, slots, names } = deps;
  checkSpan(span, nearSpanMsMax);
  const box = boxAround(area);
  const fixesBySlot = new Map<number, readonly NearFix[]>();
  for await (const { fromMs, toMs } of slicesOf(span)) {
    for (const { slot, fixes } of await source.findNear(box, fromMs, toMs)) {
      fixesBySlot.set(slot, [...(fixesBySlot.get(slot) ?? []), ...fixes]);
    }
  }
  const standing = await source.findStanding(box, span.fromMs - silentMsMax, span.fromMs);
  const found: NearVehicle[] = [];
  for (const [vehicleId, slot] of slots) {
    const nearness = nearnessOf(area, fixesBySlot.get(slot) ?? [], standing.get(slot) ?? null);
    if (nearness) found.push({ vehicleId, name: names.get(vehicleId) ?? vehicleId, ...nearness });
  }
  return found.sort((a, b) => a.closestMeters - b.closestMeters);
}
