import type { Columns } from '../fleet-table.ts';
import type { FrameStore } from '../frame-store.ts';
import { clusterVehicles, clusterZoomStep } from './clusters.ts';
import type { Cluster } from './clusters.ts';
import { flagBits } from './marker-style.ts';
import { worldX, worldY } from './mercator.ts';
import { createMotionTable, followFix, forgetFix } from './motion.ts';
import type { MotionTable } from './motion.ts';

/** What a filter says of a vehicle, one byte per slot. A slot beyond the mask is shown. */
export const maskValues = { hidden: 0, dimmed: 1, shown: 2 } as const;

export interface Highlight {
  readonly selected: ReadonlySet<number>;
  readonly hovered: number | null;
  readonly focused: number | null;
}

/** What is on the map, before any pixel: who moves where, who is in a badge, who stands alone. */
export interface FleetScene {
  motion(): MotionTable;
  clusters(): readonly Cluster[];
  /** Drawn one by one, least important first: later ones lie on top. */
  singles(): readonly number[];
  /** Takes over what the store has learned. With `smooth` off, markers go to their fixes at once. */
  followStore(nowMs: number, smooth: boolean): void;
  regroup(zoom: number, highlight: Highlight): void;
  setMask(mask: Uint8Array | null): void;
  isDimmed(slot: number): boolean;
  /** Puts every marker on its newest fix. */
  arrive(): void;
  /** The last running leg ends then; monotonic clock. */
  movingUntilMs(): number;
  /** Fastest marker on its way, in world units per ms; 0 when all are still. */
  fastestPerMs(nowMs: number): number;
  zoomStep(): number | null;
  /** Vehicles that have a position and pass the filter, badges included. */
  placedCount(): number;
}

interface Groups {
  readonly clusters: readonly Cluster[];
  readonly singles: readonly number[];
  readonly placedCount: number;
}

function flagsOf(slot: number, highlight: Highlight): number {
  return (
    (highlight.selected.has(slot) ? flagBits.selected : 0) |
    (highlight.hovered === slot ? flagBits.hovered : 0) |
    (highlight.focused === slot ? flagBits.focused : 0)
  );
}

export const instanceFlags = (scene: FleetScene, slot: number, highlight: Highlight): number =>
  flagsOf(slot, highlight) | (scene.isDimmed(slot) ? flagBits.dimmed : 0);

/** Moving trucks over standing ones, current over old, and what the dispatcher picked over everything. */
function drawRank(status: number, dimmed: boolean, picked: boolean): number {
  if (picked) return 3;
  if (dimmed) return 0;
  return status === 1 ? 2 : 1;
}

/** Fixes that are news become legs. Returns when the last of the new legs ends. */
function followFixes(
  motion: MotionTable,
  columns: Columns,
  slots: Uint32Array,
  nowMs: number,
  smooth: boolean,
): number {
  const { timeMs, longitudeE7, latitudeE7, headingDeg } = columns;
  let untilMs = 0;
  for (const slot of slots) {
    if (timeMs[slot]! <= motion.fixTimeMs[slot]!) continue;
    const fix = {
      timeMs: timeMs[slot]!,
      x: worldX(longitudeE7[slot]! / 1e7),
      y: worldY(latitudeE7[slot]! / 1e7),
      headingDeg: headingDeg[slot]!,
    };
    followFix(motion, slot, fix, nowMs, smooth);
    untilMs = Math.max(untilMs, nowMs + motion.durationMs[slot]!);
  }
  return untilMs;
}

/** Badges for what cannot be told apart; picked and dimmed vehicles stay out of them. */
function groupFleet(input: {
  readonly motion: MotionTable;
  readonly columns: Columns;
  readonly slots: readonly number[];
  readonly maskOf: (slot: number) => number;
  readonly zoom: number;
  readonly highlight: Highlight;
}): Groups {
  const { motion, highlight, maskOf, zoom } = input;
  const { status, freshness } = input.columns;
  const apart: number[] = [];
  const groupable: number[] = [];
  for (const slot of input.slots) {
    const picked = highlight.selected.has(slot) || highlight.focused === slot;
    if (picked || maskOf(slot) === maskValues.dimmed) apart.push(slot);
    else if (maskOf(slot) !== maskValues.hidden) groupable.push(slot);
  }
  const grouped = clusterVehicles({
    slots: groupable,
    x: motion.toX,
    y: motion.toY,
    status,
    freshness,
    zoom,
  });
  const ranks: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const slot of [...grouped.singles, ...apart]) {
    const dimmed = maskOf(slot) === maskValues.dimmed;
    ranks[drawRank(status[slot]!, dimmed, flagsOf(slot, highlight) !== 0)]!.push(slot);
  }
  const placedCount = apart.length + groupable.length;
  return { clusters: grouped.clusters, singles: ranks.flat(), placedCount };
}

function fastestOf(motion: MotionTable, slots: readonly number[], nowMs: number): number {
  let fastest = 0;
  for (const slot of slots) {
    const durationMs = motion.durationMs[slot]!;
    if (durationMs <= 0 || nowMs >= motion.startMs[slot]! + durationMs) continue;
    const reach =
      Math.abs(motion.toX[slot]! - motion.fromX[slot]!) + Math.abs(motion.toY[slot]! - motion.fromY[slot]!);
    fastest = Math.max(fastest, reach / durationMs);
  }
  return fastest;
}

export function createFleetScene(store: FrameStore): FleetScene {
  let motion = createMotionTable(256);
  let groups: Groups = { clusters: [], singles: [], placedCount: 0 };
  let mask: Uint8Array | null = null;
  let movingUntilMs = 0;
  let zoomStep: number | null = null;
  /** The store may already know vehicles that have no place in the motion table yet. */
  let followed: Uint32Array = new Uint32Array(0);
  const maskOf = (slot: number): number => mask?.[slot] ?? maskValues.shown;

  return {
    motion: () => motion,
    clusters: () => groups.clusters,
    singles: () => groups.singles,
    followStore(nowMs, smooth) {
      const table = store.table();
      const slots = table.slots();
      if (motion.toX.length < table.capacity()) motion = createMotionTable(table.capacity(), motion);
      if (slots !== followed) for (const slot of followed) if (!table.has(slot)) forgetFix(motion, slot);
      followed = slots;
      movingUntilMs = Math.max(movingUntilMs, followFixes(motion, table.columns, slots, nowMs, smooth));
    },
    regroup(zoom, highlight) {
      const table = store.table();
      const slots: number[] = [];
      for (const slot of followed) if (motion.fixTimeMs[slot]! > 0 && table.has(slot)) slots.push(slot);
      groups = groupFleet({ motion, columns: table.columns, slots, maskOf, zoom, highlight });
      zoomStep = clusterZoomStep(zoom);
    },
    setMask(next) {
      mask = next;
    },
    isDimmed: (slot) => maskOf(slot) === maskValues.dimmed,
    arrive() {
      motion.durationMs.fill(0);
      movingUntilMs = 0;
    },
    movingUntilMs: () => movingUntilMs,
    fastestPerMs: (nowMs) => fastestOf(motion, groups.singles, nowMs),
    zoomStep: () => zoomStep,
    placedCount: () => groups.placedCount,
  };
}
