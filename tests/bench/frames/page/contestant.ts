import type { Map as MapLibreMap } from 'maplibre-gl';

/** One way of showing the fleet. All get the same bytes, as they come from the core, on the same map. */
export interface Contestant {
  /** Takes the frame in and resolves when the vehicles are painted at their new places. */
  update(frame: ArrayBuffer): Promise<void>;
  leave(): void;
}

export type EnterContestant = (map: MapLibreMap, snapshot: ArrayBuffer) => Promise<Contestant>;

export const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
  });

export const nameOf = (slot: number): string => `Truck ${1_000 + slot}`;

/** By the status byte of the wire. */
export const statusColours = ['#8a8f98', '#00795c', '#5b54b8', '#d98a00', '#6b7480'] as const;
