import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { nextFrame } from './contestant.ts';
import type { Contestant, EnterContestant } from './contestant.ts';
import { enterDeckgl } from './deckgl.ts';
import { enterGeojson } from './geojson.ts';
import { enterOurs } from './ours.ts';
import { createSyntheticFleet } from './synthetic-fleet.ts';

/** `nothing` shows what the page and the measuring cost by themselves. */
const contestants: Readonly<Record<string, EnterContestant>> = {
  ours: enterOurs,
  geojson: enterGeojson,
  deckgl: enterDeckgl,
  nothing: async () => ({ update: nextFrame, leave: () => undefined }),
};

/** What the runner calls over CDP. */
export interface FramesBench {
  enter(name: string): Promise<void>;
  /** Moves the fleet by one second and makes the frame of it; not part of what is measured. */
  prepare(): void;
  /** Ms until painted. */
  update(): Promise<number>;
  leave(): void;
}

declare global {
  var framesBench: FramesBench | undefined;
}

async function createBench(vehicleCount: number, seed: number): Promise<FramesBench> {
  setWorkerUrl(workerUrl);
  const map = new MapLibreMap({
    container: 'map',
    center: [-96.5, 38.2],
    zoom: 4.05,
    fadeDuration: 0,
    attributionControl: false,
    style: {
      version: 8,
      sources: {},
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f2efe6' } }],
    },
  });
  await new Promise<void>((resolve) => void map.once('idle', () => resolve()));
  const fleet = createSyntheticFleet(vehicleCount, seed);
  let current: Contestant | null = null;
  let frame: ArrayBuffer | null = null;
  return {
    async enter(name) {
      const enter = contestants[name];
      if (enter === undefined) throw new Error(`no contestant ${name}`);
      current = await enter(map, fleet.frame('snapshot'));
    },
    prepare() {
      fleet.step();
      frame = fleet.frame('delta');
    },
    async update() {
      if (current === null || frame === null) throw new Error('enter and prepare first');
      const startMs = performance.now();
      await current.update(frame);
      return performance.now() - startMs;
    },
    leave() {
      current?.leave();
      current = null;
    },
  };
}

const parameters = new URLSearchParams(location.search);
globalThis.framesBench = await createBench(
  Number(parameters.get('vehicles')),
  Number(parameters.get('seed')),
);
