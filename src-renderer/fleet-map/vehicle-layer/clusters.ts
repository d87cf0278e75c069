import { fillOf, fills } from './marker-style.ts';
import { worldSizeAtZoom0 } from './mercator.ts';

/** Vehicles too close together to be told apart, drawn as one badge that opens into a list. */
export interface Cluster {
  /** Mean of the members, world coordinates. */
  readonly x: number;
  readonly y: number;
  readonly slots: readonly number[];
  /** By status byte (unknown, moving, stopped, idle, off) for current positions, then all that are stale or lost. */
  readonly counts: readonly number[];
}

export interface ClusterInput {
  readonly slots: ArrayLike<number>;
  /** World coordinates by slot. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly status: ArrayLike<number>;
  readonly freshness: ArrayLike<number>;
  readonly zoom: number;
}

/** Cell edge in CSS pixels at a whole or half zoom step. */
const cellPixels = 64;
/** From this many in a cell on they are one badge; fewer only if their markers lie on each other. */
const crowdCountMin = 5;
const overlapPixels = 13;
/** A lone marker whose middle is this close to the rim of a badge would cover its count: it joins the badge. */
const absorbPixels = 7;
const countKinds = 6;
/** Cells per axis stay below this, so that one number names a cell exactly. */
const keyStride = 2 ** 26;

/** Grid steps are half zooms, so that a badge neither jumps while zooming nor ever covers half the screen. */
export const clusterZoomStep = (zoom: number): number => Math.round(zoom * 2) / 2;

/** Badge radius in CSS pixels: grows with the number of digits, so that density shows at a glance. */
export function badgeRadius(count: number): number {
  if (count < 10) return 11.5;
  if (count < 100) return 13.5;
  return count < 1_000 ? 18 : 22;
}

interface Group {
  x: number;
  y: number;
  slots: number[];
}

interface Grid {
  readonly cellPixels: number;
  /** Part of a cell the grid is shifted by, so that what straddles a border of one grid is inside a cell of another. */
  readonly shift: number;
}

/** Cells are aligned to the world, not the screen: panning never regroups. */
function gridCells(input: ClusterInput, slots: ArrayLike<number>, scale: number, shift: number) {
  const cells = new Map<number, number[]>();
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at]!;
    const key =
      Math.floor(input.x[slot]! * scale + shift) * keyStride + Math.floor(input.y[slot]! * scale + shift);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [slot]);
    else cell.push(slot);
  }
  return cells;
}

/** Moves the cells that are too full into `groups` and returns the vehicles that stay loose. */
function gather(
  input: ClusterInput,
  slots: ArrayLike<number>,
  grid: Grid,
  pixel: number,
  groups: Group[],
): number[] {
  const loose: number[] = [];
  for (const members of gridCells(input, slots, 1 / (grid.cellPixels * pixel), grid.shift).values()) {
    if (members.length === 1) {
      loose.push(members[0]!);
      continue;
    }
    const group = groupOf(input, members);
    if (members.length >= crowdCountMin || group.span < overlapPixels * pixel) groups.push(group);
    else loose.push(...members);
  }
  return loose;
}

function groupOf(input: ClusterInput, slots: number[]): Group & { readonly span: number } {
  let sumX = 0;
  let sumY = 0;
  let west = Infinity;
  let east = -Infinity;
  let north = Infinity;
  let south = -Infinity;
  for (const slot of slots) {
    const x = input.x[slot]!;
    const y = input.y[slot]!;
    sumX += x;
    sumY += y;
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  return {
    x: sumX / slots.length,
    y: sumY / slots.length,
    slots,
    span: Math.max(east - west, south - north),
  };
}

const cellKey = (group: Group, scale: number): number =>
  Math.floor(group.x * scale) * keyStride + Math.floor(group.y * scale);

/** Badges of neighbouring cells whose rims would touch become one: the larger swallows the smaller. */
function mergeTouching(groups: Group[], scale: number, pixel: number): Group[] {
  const kept = new Map<number, Group>();
  groups.sort((a, b) => b.slots.length - a.slots.length || a.x - b.x || a.y - b.y);
  for (const group of groups) {
    const host = nearestHost(kept, group, scale, pixel, badgeRadius(group.slots.length));
    if (host === null) kept.set(cellKey(group, scale), group);
    else host.slots.push(...group.slots);
  }
  return [...kept.values()];
}

/** The kept badge that covers a disc of `radius` pixels around `at`, if any. A kept badge stays in its first cell. */
function nearestHost(
  kept: ReadonlyMap<number, Group>,
  at: { readonly x: number; readonly y: number },
  scale: number,
  pixel: number,
  radius: number,
): Group | null {
  const column = Math.floor(at.x * scale);
  const row = Math.floor(at.y * scale);
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      const host = kept.get((column + dx) * keyStride + row + dy);
      if (host === undefined) continue;
      const reach = (badgeRadius(host.slots.length) + radius) * pixel;
      if (Math.hypot(host.x - at.x, host.y - at.y) < reach) return host;
    }
  }
  return null;
}

function countKindsOf(input: ClusterInput, slots: readonly number[]): number[] {
  const counts = new Array<number>(countKinds).fill(0);
  for (const slot of slots) {
    const status = input.status[slot]!;
    const old = fillOf(input.freshness[slot]!) >= fills.stale;
    const kind = old ? countKinds - 1 : status < countKinds - 1 ? status : 0;
    counts[kind] = counts[kind]! + 1;
  }
  return counts;
}

/**
 * Groups what cannot be told apart at this zoom. Every slot given is either a member of exactly one cluster or in
 * `singles`. Depends on nothing but its input, so equal positions give equal badges.
 */
export function clusterVehicles(input: ClusterInput): { clusters: Cluster[]; singles: number[] } {
  const zoom = clusterZoomStep(input.zoom);
  const pixel = 1 / (worldSizeAtZoom0 * 2 ** zoom);
  const scale = 1 / (cellPixels * pixel);
  const groups: Group[] = [];
  let loose = gather(input, input.slots, { cellPixels, shift: 0 }, pixel, groups);
  loose = gather(input, loose, { cellPixels: 2 * overlapPixels, shift: 0 }, pixel, groups);
  loose = gather(input, loose, { cellPixels: 2 * overlapPixels, shift: 0.5 }, pixel, groups);
  const merged = mergeTouching(groups, scale, pixel);
  const byCell = new Map(merged.map((group) => [cellKey(group, scale), group]));
  const singles: number[] = [];
  for (const slot of loose) {
    const host = nearestHost(byCell, { x: input.x[slot]!, y: input.y[slot]! }, scale, pixel, absorbPixels);
    if (host === null) singles.push(slot);
    else host.slots.push(slot);
  }
  const clusters = merged.map(({ slots }) => {
    const { x, y } = groupOf(input, slots);
    return { x, y, slots, counts: countKindsOf(input, slots) };
  });
  return { clusters, singles };
}
