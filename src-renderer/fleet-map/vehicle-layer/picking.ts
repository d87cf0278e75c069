import { projectToScreen } from './camera.ts';
import type { Camera, ScreenPoint } from './camera.ts';
import { badgeRadius } from './clusters.ts';
import type { Cluster } from './clusters.ts';
import type { FleetScene } from './fleet-scene.ts';
import { markerRadius } from './marker-style.ts';
import { shownX, shownY } from './motion.ts';

export type Hit =
  | { readonly kind: 'vehicle'; readonly slot: number }
  | { readonly kind: 'cluster'; readonly cluster: Cluster };

export type Direction = 'left' | 'right' | 'up' | 'down';

/** A pointer need not be more exact than this, in CSS pixels from the middle of a marker. */
const reachPixelsMin = 12;

function nearestVehicle(camera: Camera, scene: FleetScene, point: ScreenPoint, nowMs: number): number | null {
  const motion = scene.motion();
  const reach = Math.max(markerRadius(camera.zoom) + 3, reachPixelsMin);
  let best: number | null = null;
  let bestDistance = reach;
  for (const slot of scene.singles()) {
    if (scene.isDimmed(slot)) continue;
    const at = projectToScreen(camera, shownX(motion, slot, nowMs), shownY(motion, slot, nowMs));
    const distance = Math.hypot(at.x - point.x, at.y - point.y);
    if (distance > bestDistance) continue;
    best = slot;
    bestDistance = distance;
  }
  return best;
}

/** What lies under the pointer, nearest first, vehicles before badges. 10,000 markers take well under a millisecond. */
export function pick(camera: Camera, scene: FleetScene, point: ScreenPoint, nowMs: number): Hit | null {
  const slot = nearestVehicle(camera, scene, point, nowMs);
  if (slot !== null) return { kind: 'vehicle', slot };
  for (const cluster of scene.clusters()) {
    const at = projectToScreen(camera, cluster.x, cluster.y);
    if (Math.hypot(at.x - point.x, at.y - point.y) <= badgeRadius(cluster.slots.length) + 2) {
      return { kind: 'cluster', cluster };
    }
  }
  return null;
}

const along: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/**
 * The next vehicle on screen in a direction, for arrow keys: near ones straight ahead before far or oblique ones.
 * From nothing, the one nearest to the middle of the map.
 */
export function neighbourOf(
  camera: Camera,
  scene: FleetScene,
  from: number | null,
  direction: Direction,
  nowMs: number,
): number | null {
  const motion = scene.motion();
  const screenOf = (slot: number) =>
    projectToScreen(camera, shownX(motion, slot, nowMs), shownY(motion, slot, nowMs));
  const start = from === null ? { x: camera.width / 2, y: camera.height / 2 } : screenOf(from);
  const [stepX, stepY] = along[direction];
  let best: number | null = null;
  let bestCost = Infinity;
  for (const slot of scene.singles()) {
    if (slot === from || scene.isDimmed(slot)) continue;
    const at = screenOf(slot);
    if (at.x < 0 || at.y < 0 || at.x > camera.width || at.y > camera.height) continue;
    const ahead = (at.x - start.x) * stepX + (at.y - start.y) * stepY;
    const aside = Math.abs((at.x - start.x) * stepY) + Math.abs((at.y - start.y) * stepX);
    if (from !== null && ahead <= 0) continue;
    const cost = from === null ? Math.hypot(at.x - start.x, at.y - start.y) : ahead + 2 * aside;
    if (cost >= bestCost) continue;
    best = slot;
    bestCost = cost;
  }
  return best;
}
