import { distanceMeters } from './mercator.ts';

/**
 * Smooth and truthful motion: a marker is always on the straight line from where it was shown to its newest fix,
 * never beyond that fix, never back. Nothing is extrapolated: between two fixes lies what happened, after the newest
 * one lies a guess.
 */
export const motionLimits = {
  /** A marker lags behind its newest fix by this at most. The vendor reports every 5 s while the engine is on. */
  durationMsMax: 5_000,
  /** After a silence longer than this nobody knows the way between: the marker goes there at once. */
  gapMsMax: 60_000,
  /** 134 mph. A fix further off than a truck can drive is a correction, not a drive. */
  metersPerSecondMax: 60,
} as const;

export const headingUnknown = 0xffff;

/** How long the marker takes to its new fix; 0 means it is put there at once. */
export function legDurationMs(gapMs: number, meters: number): number {
  if (!(gapMs > 0) || gapMs > motionLimits.gapMsMax || meters === 0) return 0;
  if (meters / (gapMs / 1_000) > motionLimits.metersPerSecondMax) return 0;
  return Math.min(gapMs, motionLimits.durationMsMax);
}

/** Part of the way done, 0 to 1. The shader computes the same. */
export function legProgress(startMs: number, durationMs: number, nowMs: number): number {
  if (durationMs <= 0) return 1;
  return Math.min(Math.max((nowMs - startMs) / durationMs, 0), 1);
}

/** Exact at both ends, where `from + (to - from) * 1` is not. */
export const mix = (from: number, to: number, part: number): number =>
  part >= 1 ? to : from + (to - from) * part;

/** The short way round. */
export function mixHeading(fromDeg: number, toDeg: number, part: number): number {
  if (fromDeg === headingUnknown || toDeg === headingUnknown) return toDeg;
  const turn = ((toDeg - fromDeg + 540) % 360) - 180;
  return (fromDeg + turn * part + 360) % 360;
}

/** Columns by slot: the leg each marker is on. World coordinates; times of the monotonic clock. */
export interface MotionTable {
  readonly fromX: Float64Array;
  readonly fromY: Float64Array;
  readonly toX: Float64Array;
  readonly toY: Float64Array;
  readonly startMs: Float64Array;
  readonly durationMs: Float64Array;
  readonly fromHeading: Uint16Array;
  readonly toHeading: Uint16Array;
  /** Time of the fix the leg leads to, by the vendor's clock; 0 before the first. */
  readonly fixTimeMs: Float64Array;
}

export interface Fix {
  readonly timeMs: number;
  readonly x: number;
  readonly y: number;
  /** `headingUnknown` when not known. */
  readonly headingDeg: number;
}

export function createMotionTable(capacity: number, old?: MotionTable): MotionTable {
  const table: MotionTable = {
    fromX: new Float64Array(capacity),
    fromY: new Float64Array(capacity),
    toX: new Float64Array(capacity),
    toY: new Float64Array(capacity),
    startMs: new Float64Array(capacity),
    durationMs: new Float64Array(capacity),
    fromHeading: new Uint16Array(capacity),
    toHeading: new Uint16Array(capacity),
    fixTimeMs: new Float64Array(capacity),
  };
  if (old === undefined) return table;
  table.fromX.set(old.fromX);
  table.fromY.set(old.fromY);
  table.toX.set(old.toX);
  table.toY.set(old.toY);
  table.startMs.set(old.startMs);
  table.durationMs.set(old.durationMs);
  table.fromHeading.set(old.fromHeading);
  table.toHeading.set(old.toHeading);
  table.fixTimeMs.set(old.fixTimeMs);
  return table;
}

const progressOf = (table: MotionTable, slot: number, nowMs: number): number =>
  legProgress(table.startMs[slot]!, table.durationMs[slot]!, nowMs);

export const shownX = (table: MotionTable, slot: number, nowMs: number): number =>
  mix(table.fromX[slot]!, table.toX[slot]!, progressOf(table, slot, nowMs));

export const shownY = (table: MotionTable, slot: number, nowMs: number): number =>
  mix(table.fromY[slot]!, table.toY[slot]!, progressOf(table, slot, nowMs));

const durationTo = (table: MotionTable, slot: number, fix: Fix): number =>
  legDurationMs(
    fix.timeMs - table.fixTimeMs[slot]!,
    distanceMeters(table.toX[slot]!, table.toY[slot]!, fix.x, fix.y),
  );

/**
 * Sets the leg of `slot` towards `fix`. A fix that is not newer than the one held changes nothing. In mid-leg the new
 * leg begins at the shown position. With `smooth` off the marker is put on the fix at once.
 */
export function followFix(table: MotionTable, slot: number, fix: Fix, nowMs: number, smooth: boolean): void {
  const heldTimeMs = table.fixTimeMs[slot]!;
  if (fix.timeMs <= heldTimeMs) return;
  const durationMs = smooth && heldTimeMs > 0 ? durationTo(table, slot, fix) : 0;
  if (durationMs > 0) {
    const part = progressOf(table, slot, nowMs);
    table.fromX[slot] = mix(table.fromX[slot]!, table.toX[slot]!, part);
    table.fromY[slot] = mix(table.fromY[slot]!, table.toY[slot]!, part);
    table.fromHeading[slot] = Math.round(mixHeading(table.fromHeading[slot]!, table.toHeading[slot]!, part));
  } else {
    table.fromX[slot] = fix.x;
    table.fromY[slot] = fix.y;
    table.fromHeading[slot] = fix.headingDeg;
  }
  table.toX[slot] = fix.x;
  table.toY[slot] = fix.y;
  table.toHeading[slot] = fix.headingDeg;
  table.startMs[slot] = nowMs;
  table.durationMs[slot] = durationMs;
  table.fixTimeMs[slot] = fix.timeMs;
}

/** Forgets a vehicle that left, so that whoever has the slot next does not slide over from there. */
export function forgetFix(table: MotionTable, slot: number): void {
  table.fixTimeMs[slot] = 0;
  table.durationMs[slot] = 0;
}
