import type { FrameStore } from '../frame-store.ts';
import { worldSizePixels } from './camera.ts';
import type { Camera } from './camera.ts';
import { clusterZoomStep } from './clusters.ts';
import type { Cluster } from './clusters.ts';
import { instanceFlags } from './fleet-scene.ts';
import type { FleetScene, Highlight } from './fleet-scene.ts';
import type { GlRenderer, SceneBuffers } from './gl-renderer.ts';
import { fillBadges, fillMarkers, fillTexts } from './instances.ts';
import type { Origin, TextInstance } from './instances.ts';
import { layOutTexts } from './label-layout.ts';
import { vehiclePalettes } from './palette.ts';
import type { MapTheme } from './palette.ts';
import type { TextAtlas } from './text-atlas.ts';

/** What the person chose to see. */
export interface View {
  readonly theme: MapTheme;
  readonly labelsOn: boolean;
  readonly highlight: Highlight;
  readonly hoveredCluster: Cluster | null;
}

export interface Painter {
  /** Something changed; it is done with the next `paint`, or, for what is costly, when its interval has passed. */
  invalidate(what: 'groups' | 'groupsNow' | 'instances' | 'labels' | 'texts'): void;
  paint(camera: Camera, view: View, nowMs: number): void;
  /** Ms until work that was put off is due; `null` when there is none. */
  dueInMs(nowMs: number): number | null;
  labelCount(): number;
}

export interface PainterDeps {
  readonly frameStore: FrameStore;
  readonly scene: FleetScene;
  readonly renderer: GlRenderer;
  readonly atlas: TextAtlas;
  readonly names: (slot: number) => string;
  readonly fontFamily: string;
}

/** Under a second for the same reason as in vehicle-layer.ts: one drawing per frame of the core, not two. */
const regroupIntervalMs = 800;
const relabelIntervalMs = 250;
/** 32-bit coordinates stay within a twentieth of a pixel up to this distance from the anchor. */
const anchorReachPixels = 400_000;

const isFar = (camera: Camera, origin: Origin): boolean =>
  Math.hypot(camera.centerX - origin.x, camera.centerY - origin.y) * worldSizePixels(camera) >
  anchorReachPixels;

/** Work that is due only so often. */
function createInterval(intervalMs: number) {
  let wanted = true;
  let lastMs = -Infinity;
  return {
    want: () => {
      wanted = true;
    },
    force: () => {
      wanted = true;
      lastMs = -Infinity;
    },
    isDue: (nowMs: number) => wanted && nowMs - lastMs >= intervalMs,
    dueInMs: (nowMs: number) => (wanted ? Math.max(lastMs + intervalMs - nowMs, 0) : null),
    done: (nowMs: number) => {
      wanted = false;
      lastMs = nowMs;
    },
  };
}

function fillBuffers(
  { scene, frameStore }: PainterDeps,
  now: { readonly view: View; readonly texts: readonly TextInstance[]; readonly origin: Origin },
  reuse: SceneBuffers | null,
): SceneBuffers {
  const { view, texts, origin } = now;
  const motion = scene.motion();
  const flags = (slot: number) => instanceFlags(scene, slot, view.highlight);
  const source = { columns: frameStore.table().columns, motion, flags };
  return {
    markers: fillMarkers(scene.singles(), source, origin, reuse?.markers ?? null),
    badges: fillBadges(scene.clusters(), view.hoveredCluster, origin, reuse?.badges ?? null),
    texts: fillTexts(texts, motion, origin, reuse?.texts ?? null),
  };
}

/** Keeps groups, labels and GPU buffers in step with the scene, doing each part of the work only when it must. */
export function createPainter(deps: PainterDeps): Painter {
  const { scene, renderer, atlas } = deps;
  const grouping = createInterval(regroupIntervalMs);
  const labelling = createInterval(relabelIntervalMs);
  let instancesStale = true;
  let texts: readonly TextInstance[] = [];
  let labelled: ReadonlySet<number> = new Set();
  let buffers: SceneBuffers | null = null;
  let origin: Origin = { x: 0, y: 0, timeMs: 0 };
  let atlasPixelRatio = 0;

  const group = (camera: Camera, view: View, nowMs: number) => {
    const zoomed = scene.zoomStep() !== clusterZoomStep(camera.zoom);
    if (!zoomed && !grouping.isDue(nowMs)) return;
    scene.regroup(camera.zoom, view.highlight);
    grouping.done(nowMs);
    labelling.force();
    instancesStale = true;
  };

  const label = (camera: Camera, view: View, nowMs: number) => {
    if (camera.pixelRatio !== atlasPixelRatio) {
      atlas.clear(camera.pixelRatio);
      atlasPixelRatio = camera.pixelRatio;
      labelling.force();
    }
    if (!labelling.isDue(nowMs)) return;
    const { highlight, labelsOn } = view;
    const palette = vehiclePalettes[view.theme];
    const { names, fontFamily } = deps;
    texts = layOutTexts(
      { camera, scene, highlight, names, palette, fontFamily, labelsOn, nowMs, previous: labelled },
      atlas,
    );
    labelled = new Set(texts.flatMap((text) => ('slot' in text ? [text.slot] : [])));
    labelling.done(nowMs);
    instancesStale = true;
  };

  const fill = (camera: Camera, view: View, nowMs: number) => {
    if (!instancesStale && !isFar(camera, origin)) return;
    origin = { x: camera.centerX, y: camera.centerY, timeMs: nowMs };
    buffers = fillBuffers(deps, { view, texts, origin }, buffers);
    renderer.upload(buffers);
    instancesStale = false;
  };

  return {
    invalidate(what) {
      if (what === 'groups') grouping.want();
      if (what === 'groupsNow') grouping.force();
      if (what === 'labels') labelling.want();
      if (what === 'texts') {
        atlasPixelRatio = 0;
        labelling.force();
      }
      instancesStale ||= what === 'instances' || what === 'texts';
    },
    paint(camera, view, nowMs) {
      if (renderer.isLost()) return;
      group(camera, view, nowMs);
      label(camera, view, nowMs);
      fill(camera, view, nowMs);
      renderer.draw(camera, origin, nowMs, vehiclePalettes[view.theme]);
    },
    dueInMs(nowMs) {
      const groups = grouping.dueInMs(nowMs);
      const labels = labelling.dueInMs(nowMs);
      return groups === null ? labels : Math.min(groups, labels ?? groups);
    },
    labelCount: () => labelled.size,
  };
}
