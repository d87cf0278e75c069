import type { Columns } from '../fleet-table.ts';
import { badgeRadius } from './clusters.ts';
import type { Cluster } from './clusters.ts';
import { colourOf, fillOf, shapeOf } from './marker-style.ts';
import type { MotionTable } from './motion.ts';
import type { TextSprite } from './text-atlas.ts';

/** Bytes per instance, as the attribute layouts in gl-renderer.ts read them. */
export const markerBytes = 32;
export const badgeBytes = 20;
export const textBytes = 40;

/** What coordinates and times in a buffer are relative to, so that 32 bits are enough for them. */
export interface Origin {
  readonly x: number;
  readonly y: number;
  readonly timeMs: number;
}

/** One growing buffer seen through three element types; they all overlay the same bytes. */
export interface InstanceBuffer {
  readonly floats: Float32Array;
  readonly shorts: Uint16Array;
  readonly bytes: Uint8Array;
  readonly count: number;
}

export function allocateInstances(
  count: number,
  bytesEach: number,
  reuse: InstanceBuffer | null,
): InstanceBuffer {
  const needed = count * bytesEach;
  if (reuse !== null && reuse.bytes.length >= needed) return { ...reuse, count };
  const buffer = new ArrayBuffer(Math.ceil((needed * 1.5) / 8) * 8);
  return {
    floats: new Float32Array(buffer),
    shorts: new Uint16Array(buffer),
    bytes: new Uint8Array(buffer),
    count,
  };
}

function writeLeg(floats: Float32Array, at: number, motion: MotionTable, slot: number, origin: Origin): void {
  floats[at] = motion.fromX[slot]! - origin.x;
  floats[at + 1] = motion.fromY[slot]! - origin.y;
  floats[at + 2] = motion.toX[slot]! - origin.x;
  floats[at + 3] = motion.toY[slot]! - origin.y;
  floats[at + 4] = (motion.startMs[slot]! - origin.timeMs) / 1_000;
  floats[at + 5] = motion.durationMs[slot]! / 1_000;
}

export function fillMarkers(
  slots: readonly number[],
  source: {
    readonly columns: Columns;
    readonly motion: MotionTable;
    readonly flags: (slot: number) => number;
  },
  origin: Origin,
  reuse: InstanceBuffer | null,
): InstanceBuffer {
  const out = allocateInstances(slots.length, markerBytes, reuse);
  const { floats, shorts, bytes } = out;
  const { motion } = source;
  const { status, freshness } = source.columns;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at]!;
    writeLeg(floats, at * 8, motion, slot, origin);
    shorts[at * 16 + 12] = motion.fromHeading[slot]!;
    shorts[at * 16 + 13] = motion.toHeading[slot]!;
    bytes[at * 32 + 28] = shapeOf(status[slot]!, motion.toHeading[slot]!);
    bytes[at * 32 + 29] = colourOf(status[slot]!);
    bytes[at * 32 + 30] = fillOf(freshness[slot]!);
    bytes[at * 32 + 31] = source.flags(slot);
  }
  return out;
}

export function fillBadges(
  clusters: readonly Cluster[],
  hovered: Cluster | null,
  origin: Origin,
  reuse: InstanceBuffer | null,
): InstanceBuffer {
  const out = allocateInstances(clusters.length, badgeBytes, reuse);
  const { floats, bytes } = out;
  clusters.forEach((cluster, at) => {
    const [unknown = 0, moving = 0, stopped = 0, idle = 0, off = 0] = cluster.counts;
    const total = cluster.slots.length;
    floats[at * 5] = cluster.x - origin.x;
    floats[at * 5 + 1] = cluster.y - origin.y;
    floats[at * 5 + 2] = badgeRadius(total);
    // Rounded up: even one truck among hundreds leaves its sliver on the rim.
    const share = (count: number) => Math.min(Math.ceil((count / total) * 255), 255);
    bytes[at * 20 + 12] = share(moving);
    bytes[at * 20 + 13] = share(moving + idle);
    bytes[at * 20 + 14] = share(moving + idle + stopped);
    bytes[at * 20 + 15] = share(moving + idle + stopped + off + unknown);
    bytes[at * 20 + 16] = cluster === hovered ? 1 : 0;
  });
  return out;
}

/** A text that stands at a vehicle (`slot`, and moves with it) or at a fixed place. */
export type TextInstance = {
  readonly sprite: TextSprite;
  readonly offsetX: number;
  readonly offsetY: number;
} & ({ readonly slot: number } | { readonly x: number; readonly y: number });

export function fillTexts(
  texts: readonly TextInstance[],
  motion: MotionTable,
  origin: Origin,
  reuse: InstanceBuffer | null,
): InstanceBuffer {
  const out = allocateInstances(texts.length, textBytes, reuse);
  const { floats, shorts } = out;
  texts.forEach((text, at) => {
    if ('slot' in text) {
      writeLeg(floats, at * 10, motion, text.slot, origin);
    } else {
      floats[at * 10] = floats[at * 10 + 2] = text.x - origin.x;
      floats[at * 10 + 1] = floats[at * 10 + 3] = text.y - origin.y;
      floats[at * 10 + 4] = floats[at * 10 + 5] = 0;
    }
    floats[at * 10 + 6] = text.offsetX;
    floats[at * 10 + 7] = text.offsetY;
    shorts[at * 20 + 16] = text.sprite.left;
    shorts[at * 20 + 17] = text.sprite.top;
    shorts[at * 20 + 18] = text.sprite.width;
    shorts[at * 20 + 19] = text.sprite.height;
  });
  return out;
}
