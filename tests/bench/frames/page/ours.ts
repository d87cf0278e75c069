import { createFrameStore } from '../../../../src-renderer/fleet-map/frame-store.ts';
import { createVehicleLayer } from '../../../../src-renderer/fleet-map/vehicle-layer/index.ts';
import { nameOf, nextFrame } from './contestant.ts';
import type { EnterContestant } from './contestant.ts';

/** The layer as the app mounts it: labels and clusters on. Smoothing is left to what the layer finds right here. */
export const enterOurs: EnterContestant = async (map, snapshot) => {
  const frameStore = createFrameStore();
  const layer = createVehicleLayer({
    map,
    frameStore,
    names: nameOf,
    theme: 'light',
    onSelect: () => undefined,
    onClusterOpen: () => undefined,
    reducedMotion: false,
  });
  const paintedAfter = async (framesDrawn: number) => {
    while (layer.stats().framesDrawn <= framesDrawn) await nextFrame();
    await nextFrame();
  };
  const apply = async (frame: ArrayBuffer) => {
    const { framesDrawn } = layer.stats();
    const outcome = frameStore.applyFrame(frame);
    if (outcome !== 'applied') throw new Error(`the frame was not applied: ${outcome}`);
    await paintedAfter(framesDrawn);
  };
  await apply(snapshot);
  const { vehicles } = layer.stats();
  if (vehicles !== frameStore.count()) throw new Error(`${vehicles} vehicles on the map`);
  return { update: apply, leave: layer.destroy };
};
