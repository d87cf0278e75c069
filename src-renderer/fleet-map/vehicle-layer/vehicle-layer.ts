import type { Map as MapLibreMap } from 'maplibre-gl';
import type { FrameStore } from '../frame-store.ts';
import { watchCamera, worldSizePixels } from './camera.ts';
import type { Camera } from './camera.ts';
import { createFleetScene } from './fleet-scene.ts';
import type { FleetScene } from './fleet-scene.ts';
import { createGlRenderer } from './gl-renderer.ts';
import { watchPointer } from './interaction.ts';
import type { ClusterOpening } from './interaction.ts';
import { createOverlayCanvas } from './overlay-canvas.ts';
import { createPainter } from './painter.ts';
import type { Painter, View } from './painter.ts';
import type { MapTheme } from './palette.ts';
import { neighbourOf, pick } from './picking.ts';
import type { Direction } from './picking.ts';
import { createRedrawClock } from './redraw-clock.ts';
import type { RedrawClock } from './redraw-clock.ts';
import { createPaceWatch, isSoftwareRendered } from './software-rendering.ts';
import { createTextAtlas } from './text-atlas.ts';

export interface VehicleLayerDeps {
  readonly map: MapLibreMap;
  readonly frameStore: FrameStore;
  readonly names: (slot: number) => string;
  readonly theme: MapTheme;
  /** `null`: the empty map was clicked. `additive`: with Ctrl, Cmd or Shift held. */
  readonly onSelect: (slot: number | null, how: { readonly additive: boolean }) => void;
  readonly onHover?: (slot: number | null) => void;
  readonly onClusterOpen: (opening: ClusterOpening) => void;
  /** The person asked the system for less motion: markers step, the camera jumps. */
  readonly reducedMotion: boolean;
}

export interface VehicleLayerStats {
  readonly framesDrawn: number;
  /** Vehicles with a position that pass the filter; the next two add up to them. */
  readonly vehicles: number;
  readonly drawnSingly: number;
  readonly inClusters: number;
  readonly clusters: number;
  readonly labels: number;
  readonly smooth: boolean;
  readonly softwareRendered: boolean;
}

export interface VehicleLayer {
  select(slots: readonly number[]): void;
  /** Keyboard focus ring; `null` takes it away. */
  focus(slot: number | null): void;
  /** Next vehicle on screen for an arrow key; from `null`, the one nearest to the middle. */
  neighbour(from: number | null, direction: Direction): number | null;
  /** `maskValues` per slot; `null` shows all. Hand in a new mask to change it. */
  setFilter(mask: Uint8Array | null): void;
  setTheme(theme: MapTheme): void;
  setLabels(on: boolean): void;
  setSmooth(on: boolean): void;
  /** Names changed (roster): draws them anew. */
  refreshNames(): void;
  stats(): VehicleLayerStats;
  destroy(): void;
}

/**
 * Without smoothing the picture changes this often at most. A little under a second: frames that come once per second
 * are then never put off because one of them came early.
 */
const stepIntervalMs = 800;
/** Finer steps than this nobody sees: slow markers are drawn less often. */
const visibleStepPixels = 0.25;
/** Steps closer together than this are drawn with every animation frame, which is when their pace can be judged. */
const everyFrameMs = 16;

interface LayerState {
  view: View;
  camera: Camera | null;
  framesDrawn: number;
  smoothWanted: boolean;
  tooSlow: boolean;
}

interface Parts {
  readonly deps: VehicleLayerDeps;
  readonly scene: FleetScene;
  readonly painter: Painter;
  readonly state: LayerState;
  readonly isSmooth: () => boolean;
}

/** Ms until some marker will have moved visibly; `null` when none is on its way. */
function nextStepMs(scene: FleetScene, camera: Camera, nowMs: number): number | null {
  const leftMs = scene.movingUntilMs() - nowMs;
  if (leftMs <= 0) return null;
  const pixelsPerMs = scene.fastestPerMs(nowMs) * worldSizePixels(camera);
  return pixelsPerMs > 0 ? Math.min(visibleStepPixels / pixelsPerMs, leftMs) : null;
}

/** Draws when asked and as long as something moves, no oftener than it can be seen. */
function createDrawing({ scene, painter, state }: Parts): { draw: () => void; readonly clock: RedrawClock } {
  const pace = createPaceWatch();
  const drawFrame = (frameAtMs: number | null) => {
    clock.done();
    const { camera } = state;
    if (camera === null) return;
    const nowMs = performance.now();
    painter.paint(camera, state.view, nowMs);
    state.framesDrawn++;
    const stepMs = nextStepMs(scene, camera, nowMs);
    const dueMs = painter.dueInMs(nowMs);
    if (stepMs !== null || dueMs !== null) clock.within(Math.min(stepMs ?? Infinity, dueMs ?? Infinity));
    if (pace.note(stepMs !== null && stepMs < everyFrameMs ? frameAtMs : null)) state.tooSlow = true;
  };
  const clock = createRedrawClock(drawFrame);
  return { draw: () => drawFrame(null), clock };
}

/** Takes frames over at once while smooth, otherwise about once per second, the newest state winning; a snapshot at once. */
function followFrames({ deps, scene, painter, isSmooth }: Parts, redraw: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastMs = -Infinity;
  const follow = () => {
    timer = null;
    lastMs = performance.now();
    scene.followStore(lastMs, isSmooth());
    painter.invalidate('instances');
    painter.invalidate('groups');
    redraw();
  };
  const stopListening = deps.frameStore.subscribe(({ kind }) => {
    const waitMs = isSmooth() || kind !== 'delta' ? 0 : lastMs + stepIntervalMs - performance.now();
    if (waitMs > 0) {
      timer ??= setTimeout(follow, waitMs);
      return;
    }
    if (timer !== null) clearTimeout(timer);
    follow();
  });
  follow();
  return () => {
    stopListening();
    if (timer !== null) clearTimeout(timer);
  };
}

function followPointer({ deps, scene, painter, state }: Parts, redraw: () => void): () => void {
  return watchPointer({
    map: deps.map,
    scene,
    pickAt: (point) => (state.camera === null ? null : pick(state.camera, scene, point, performance.now())),
    onTarget({ slot, cluster }) {
      const { highlight, hoveredCluster } = state.view;
      if (highlight.hovered === slot && hoveredCluster === cluster) return;
      state.view = { ...state.view, highlight: { ...highlight, hovered: slot }, hoveredCluster: cluster };
      painter.invalidate('instances');
      painter.invalidate('labels');
      redraw();
      if (highlight.hovered !== slot) deps.onHover?.(slot);
    },
    onSelect: deps.onSelect,
    onClusterOpen: deps.onClusterOpen,
    animate: !deps.reducedMotion,
  });
}

type Controls = Omit<VehicleLayer, 'neighbour' | 'stats' | 'destroy'>;

/** The setters: each changes the view, says what is stale because of it and asks for a drawing. */
function createControls({ scene, painter, state, isSmooth }: Parts, redraw: () => void): Controls {
  const change = (view: Partial<View>, stale: Parameters<Painter['invalidate']>[0]) => {
    state.view = { ...state.view, ...view };
    painter.invalidate(stale);
    redraw();
  };
  return {
    select: (slots) =>
      change({ highlight: { ...state.view.highlight, selected: new Set(slots) } }, 'groupsNow'),
    focus: (slot) => change({ highlight: { ...state.view.highlight, focused: slot } }, 'groupsNow'),
    setFilter(mask) {
      scene.setMask(mask);
      change({}, 'groupsNow');
    },
    setTheme: (theme) => change({ theme }, 'texts'),
    setLabels: (on) => change({ labelsOn: on }, 'texts'),
    refreshNames: () => change({}, 'texts'),
    setSmooth(on) {
      state.smoothWanted = on;
      if (!isSmooth()) scene.arrive();
      change({}, 'instances');
    },
  };
}

const statsOf = (
  { scene, painter, state, isSmooth }: Parts,
  softwareRendered: boolean,
): VehicleLayerStats => ({
  framesDrawn: state.framesDrawn,
  vehicles: scene.placedCount(),
  drawnSingly: scene.singles().length,
  inClusters: scene.placedCount() - scene.singles().length,
  clusters: scene.clusters().length,
  labels: painter.labelCount(),
  smooth: isSmooth(),
  softwareRendered,
});

const viewAtStart = (theme: MapTheme): View => ({
  theme,
  labelsOn: true,
  highlight: { selected: new Set(), hovered: null, focused: null },
  hoveredCluster: null,
});

/**
 * Vehicles on a MapLibre map, drawn on a canvas of their own. Mercator only. Selection is the caller's: `onSelect`
 * tells what was clicked, `select` shows what is selected. Throws when WebGL2 is missing.
 */
export function createVehicleLayer(deps: VehicleLayerDeps): VehicleLayer {
  const { map, frameStore, names } = deps;
  const { canvas, gl } = createOverlayCanvas(map);
  const softwareRendered = isSoftwareRendered(gl);
  const state: LayerState = {
    view: viewAtStart(deps.theme),
    camera: null,
    framesDrawn: 0,
    smoothWanted: true,
    tooSlow: softwareRendered,
  };
  const scene = createFleetScene(frameStore);
  const atlas = createTextAtlas(map.getPixelRatio());
  const renderer = createGlRenderer(canvas, gl, atlas, () => {
    painter.invalidate('texts');
    clock.soon();
  });
  const fontFamily = getComputedStyle(map.getContainer()).fontFamily || 'sans-serif';
  const painter = createPainter({ frameStore, scene, renderer, atlas, names, fontFamily });
  const isSmooth = () => state.smoothWanted && !state.tooSlow && !deps.reducedMotion;
  const parts: Parts = { deps, scene, painter, state, isSmooth };
  const { draw, clock } = createDrawing(parts);
  const stopFollowing = followFrames(parts, clock.soon);
  const cameraWatch = watchCamera(map, (camera) => {
    state.camera = camera;
    painter.invalidate('labels');
    draw();
  });
  const stopPointer = followPointer(parts, clock.soon);

  return {
    ...createControls(parts, clock.soon),
    neighbour: (from, direction) =>
      state.camera === null ? null : neighbourOf(state.camera, scene, from, direction, performance.now()),
    stats: () => statsOf(parts, softwareRendered),
    destroy() {
      clock.done();
      stopPointer();
      stopFollowing();
      cameraWatch.stop();
      renderer.destroy();
      canvas.remove();
    },
  };
}
