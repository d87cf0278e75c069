import { createNearIndex, visitCells } from './grid-cells.ts';
import type { Grid, GridInput, NearIndex } from './grid-cells.ts';
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

export interface ClusterInput extends GridInput {
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

/** Moves the cells that are too full into `groups` and returns the vehicles that stay loose. */
function gather(input: GridInput, grid: Grid, pixel: number, groups: Group[]): number[] {
  const loose: number[] = [];
  visitCells(
    input,
    grid,
    (slot) => loose.push(slot),
    (members) => {
      const group = groupOf(input, members);
      if (members.length >= crowdCountMin || group.span < overlapPixels * pixel) groups.push(group);
      else loose.push(...members);
    },
  );
  return loose;
}

function groupOf(input: GridInput, slots: number[]): Group & { readonly span: number } {
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

/** The badge that covers a disc of `radius` pixels around the point, if any; the nearest of several. */
function hostAt(
  badges: NearIndex<Group>,
  at: { readonly x: number; readonly y: number },
  radius: number,
  pixel: number,
): Group | null {
  let host: Group | null = null;
  let hostDistance = Infinity;
  for (const badge of badges.near(at.x, at.y)) {
    const distance = Math.hypot(badge.x - at.x, badge.y - at.y);
    const reach = (badgeRadius(badge.slots.length) + radius) * pixel;
    if (distance >= reach || distance >= hostDistance) continue;
    host = badge;
    hostDistance = distance;
  }
  return host;
}

/** Badges whose rims would touch become one: the larger swallows the smaller and stays where it is meanwhile. */
function mergeTouching(groups: Group[], scale: number, pixel: number) {
  const kept: Group[] = [];
  const badges = createNearIndex<Group>(scale);
  groups.sort((a, b) => b.slots.length - a.slots.length || a.x - b.x || a.y - b.y);
  for (const group of groups) {
    const host = hostAt(badges, group, badgeRadius(group.slots.length), pixel);
    if (host !== null) {
      host.slots.push(...group.slots);
      continue;
    }
    kept.push(group);
    badges.add(group, group.x, group.y);
  }
  return { kept, badges };
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
  const fineScale = 1 / (2 * overlapPixels * pixel);
  let slots = gather(input, { scale, shift: 0 }, pixel, groups);
  slots = gather({ ...input, slots }, { scale: fineScale, shift: 0 }, pixel, groups);
  slots = gather({ ...input, slots }, { scale: fineScale, shift: 0.5 }, pixel, groups);
  const { kept, badges } = mergeTouching(groups, scale, pixel);
  const singles: number[] = [];
  for (const slot of slots) {
    const host = hostAt(badges, { x: input.x[slot]!, y: input.y[slot]! }, absorbPixels, pixel);
    if (host === null) singles.push(slot);
    else host.slots.push(slot);
  }
  const clusters = kept.map((group) => {
    const { x, y } = groupOf(input, group.slots);
    return { x, y, slots: group.slots, counts: countKindsOf(input, group.slots) };
  });
  return { clusters, singles };
}
