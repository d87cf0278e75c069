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

/** Without smoothing the picture changes this often at most. */
const stepIntervalMs = 1_000;
/** Finer steps than this nobody sees: slow markers are drawn less often. */
const visibleStepPixels = 0.25;

/** Ms until some marker will have moved visibly; `null` when none is on its way. */
function nextStepMs(scene: FleetScene, camera: Camera, nowMs: number): number | null {
  const leftMs = scene.movingUntilMs() - nowMs;
  if (leftMs <= 0) return null;
  const pixelsPerMs = scene.fastestPerMs(nowMs) * worldSizePixels(camera);
  return pixelsPerMs > 0 ? Math.min(visibleStepPixels / pixelsPerMs, leftMs) : null;
}

/** Takes frames over at once while smooth, once per second otherwise, the newest state winning. */
function createFollower(
  frameStore: FrameStore,
  scene: FleetScene,
  isSmooth: () => boolean,
  onNews: () => void,
) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastMs = -Infinity;
  const follow = () => {
    timer = null;
    lastMs = performance.now();
    scene.followStore(lastMs, isSmooth());
    onNews();
  };
  const stopListening = frameStore.subscribe(() => {
    const waitMs = isSmooth() ? 0 : lastMs + stepIntervalMs - performance.now();
    if (waitMs <= 0 && timer === null) follow();
    else timer ??= setTimeout(follow, waitMs);
  });
  follow();
  return () => {
    stopListening();
    if (timer !== null) clearTimeout(timer);
  };
}

/** The setters: each changes the view, says what is stale because of it and asks for a drawing. */
function createControls(
  scene: FleetScene,
  painter: Painter,
  state: { view: View },
  redraw: () => void,
): Pick<VehicleLayer, 'select' | 'focus' | 'setFilter' | 'setTheme' | 'setLabels' | 'refreshNames'> {
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
  };
}

/**
 * Vehicles on a MapLibre map, drawn on a canvas of their own. Mercator only. Selection is the caller's: `onSelect`
 * tells what was clicked, `select` shows what is selected. Throws when WebGL2 is missing.
 */
export function createVehicleLayer(deps: VehicleLayerDeps): VehicleLayer {
  const { map, frameStore } = deps;
  const { canvas, gl } = createOverlayCanvas(map);
  const scene = createFleetScene(frameStore);
  const atlas = createTextAtlas(map.getPixelRatio());
  const softwareRendered = isSoftwareRendered(gl);
  const pace = createPaceWatch();
  const state: { view: View } = {
    view: {
      theme: deps.theme,
      labelsOn: true,
      highlight: { selected: new Set(), hovered: null, focused: null },
      hoveredCluster: null,
    },
  };
  let camera: Camera | null = null;
  let framesDrawn = 0;
  let smoothWanted = true;
  let tooSlow = softwareRendered;
  const isSmooth = () => smoothWanted && !tooSlow && !deps.reducedMotion;

  const draw = (frameAtMs: number | null) => {
    clock.done();
    if (camera === null) return;
    const nowMs = performance.now();
    painter.paint(camera, state.view, nowMs);
    framesDrawn++;
    const stepMs = nextStepMs(scene, camera, nowMs);
    const dueMs = painter.dueInMs(nowMs);
    if (stepMs !== null || dueMs !== null) clock.within(Math.min(stepMs ?? Infinity, dueMs ?? Infinity));
    if (pace.note(stepMs !== null && stepMs < 16 ? frameAtMs : null)) tooSlow = true;
  };
  const clock = createRedrawClock(draw);
  const renderer = createGlRenderer(canvas, gl, atlas, () => {
    painter.invalidate('texts');
    clock.soon();
  });
  const fontFamily = getComputedStyle(map.getContainer()).fontFamily || 'sans-serif';
  const painter = createPainter({ frameStore, scene, renderer, atlas, names: deps.names, fontFamily });
  const controls = createControls(scene, painter, state, clock.soon);
  const stopFollowing = createFollower(frameStore, scene, isSmooth, () => {
    painter.invalidate('instances');
    painter.invalidate('groups');
    clock.soon();
  });
  const cameraWatch = watchCamera(map, (next) => {
    camera = next;
    painter.invalidate('labels');
    draw(null);
  });
  const stopPointer = watchPointer({
    map,
    scene,
    pickAt: (point) => (camera === null ? null : pick(camera, scene, point, performance.now())),
    onTarget({ slot, cluster }) {
      const { highlight, hoveredCluster } = state.view;
      if (highlight.hovered === slot && hoveredCluster === cluster) return;
      state.view = { ...state.view, highlight: { ...highlight, hovered: slot }, hoveredCluster: cluster };
      painter.invalidate('instances');
      painter.invalidate('labels');
      clock.soon();
      if (highlight.hovered !== slot) deps.onHover?.(slot);
    },
    onSelect: deps.onSelect,
    onClusterOpen: deps.onClusterOpen,
    animate: !deps.reducedMotion,
  });

  return {
    ...controls,
    neighbour: (from, direction) =>
      camera === null ? null : neighbourOf(camera, scene, from, direction, performance.now()),
    setSmooth(on) {
      smoothWanted = on;
      if (!isSmooth()) scene.arrive();
      painter.invalidate('instances');
      clock.soon();
    },
    stats: () => ({
      framesDrawn,
      vehicles: scene.placedCount(),
      drawnSingly: scene.singles().length,
      inClusters: scene.placedCount() - scene.singles().length,
      clusters: scene.clusters().length,
      labels: painter.labelCount(),
      smooth: isSmooth(),
      softwareRendered,
    }),
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
