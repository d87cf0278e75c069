import type { LngLatBoundsLike, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { ScreenPoint } from './camera.ts';
import type { Cluster } from './clusters.ts';
import type { FleetScene } from './fleet-scene.ts';
import { latitudeOf, longitudeOf } from './mercator.ts';
import type { Hit } from './picking.ts';

/** A badge was clicked: whom it holds, and where on the map (CSS pixels from its top left) the list may open. */
export interface ClusterOpening {
  readonly slots: readonly number[];
  readonly point: ScreenPoint;
}

export interface PointerTarget {
  readonly slot: number | null;
  readonly cluster: Cluster | null;
}

export interface PointerDeps {
  readonly map: MapLibreMap;
  readonly scene: FleetScene;
  readonly pickAt: (point: ScreenPoint) => Hit | null;
  readonly onTarget: (target: PointerTarget) => void;
  readonly onSelect: (slot: number | null, how: { readonly additive: boolean }) => void;
  readonly onClusterOpen: (opening: ClusterOpening) => void;
  readonly animate: boolean;
}

/** A second click within this time means "zoom in", not "open the list". */
const doubleClickMs = 220;
const zoomMax = 17;
const edgePixels = 80;

function boundsOf(cluster: Cluster, scene: FleetScene): LngLatBoundsLike {
  const { toX, toY } = scene.motion();
  let west = Infinity;
  let east = -Infinity;
  let north = Infinity;
  let south = -Infinity;
  for (const slot of cluster.slots) {
    west = Math.min(west, toX[slot]!);
    east = Math.max(east, toX[slot]!);
    north = Math.min(north, toY[slot]!);
    south = Math.max(south, toY[slot]!);
  }
  return [longitudeOf(west), latitudeOf(south), longitudeOf(east), latitudeOf(north)];
}

const isAdditive = ({ originalEvent }: MapMouseEvent): boolean =>
  originalEvent.ctrlKey || originalEvent.metaKey || originalEvent.shiftKey;

const nothing: PointerTarget = { slot: null, cluster: null };

/** Hover at most once per animation frame, click, double click. The returned function takes it all back. */
export function watchPointer(deps: PointerDeps): () => void {
  const { map } = deps;
  let hoverFrame: number | null = null;
  let opening: ReturnType<typeof setTimeout> | null = null;
  let pointer: ScreenPoint | null = null;

  const look = () => {
    hoverFrame = null;
    const hit = pointer === null ? null : deps.pickAt(pointer);
    map.getCanvas().style.cursor = hit === null ? '' : 'pointer';
    if (hit === null) deps.onTarget(nothing);
    else if (hit.kind === 'vehicle') deps.onTarget({ slot: hit.slot, cluster: null });
    else deps.onTarget({ slot: null, cluster: hit.cluster });
  };
  const point = (at: ScreenPoint | null) => {
    pointer = at;
    hoverFrame ??= requestAnimationFrame(look);
  };
  const cancelOpening = () => {
    if (opening !== null) clearTimeout(opening);
    opening = null;
  };
  const onMove = (event: MapMouseEvent) => point(event.point);
  const onOut = () => point(null);
  const onClick = (event: MapMouseEvent) => {
    cancelOpening();
    const hit = deps.pickAt(event.point);
    if (hit?.kind !== 'cluster') {
      deps.onSelect(hit?.slot ?? null, { additive: isAdditive(event) });
      return;
    }
    const { slots } = hit.cluster;
    opening = setTimeout(() => deps.onClusterOpen({ slots, point: event.point }), doubleClickMs);
  };
  const onDoubleClick = (event: MapMouseEvent) => {
    const hit = deps.pickAt(event.point);
    cancelOpening();
    if (hit === null) return;
    event.preventDefault();
    if (hit.kind !== 'cluster') return;
    const bounds = boundsOf(hit.cluster, deps.scene);
    // Not within the event: MapLibre 6 stops camera flights when it has handled a double click.
    setTimeout(
      () => map.fitBounds(bounds, { padding: edgePixels, maxZoom: zoomMax, animate: deps.animate }),
      0,
    );
  };
  map.on('mousemove', onMove);
  map.on('mouseout', onOut);
  map.on('click', onClick);
  map.on('dblclick', onDoubleClick);
  return () => {
    cancelOpening();
    if (hoverFrame !== null) cancelAnimationFrame(hoverFrame);
    map.getCanvas().style.cursor = '';
    map.off('mousemove', onMove);
    map.off('mouseout', onOut);
    map.off('click', onClick);
    map.off('dblclick', onDoubleClick);
  };
}
