import { Map as MapLibreMap, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerFile from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { basemapPaths, type BasemapDescription } from '../../../src-main/shell/basemap/description.wire.ts';
import { allowWorkerUrl } from '../../platform/trusted-types.ts';
import { createAttributionControl } from './attribution-control.ts';
import './basemap.css';
import { carryOverlays } from './carry-overlays.ts';
import { placeDotImage } from './embedded-names.ts';
import { fontFaces } from './fonts.ts';
import type { MapTheme } from './palette.ts';
import { placeDot } from './place-dot.ts';
import { basemapLayerPrefix, basemapSourceId, buildStyle, type DrawnBasemap } from './style.ts';

/** North America from coast to coast, where a fleet is before it is known. */
const firstView: { center: [number, number]; zoom: number } = { center: [-97, 39.5], zoom: 3.6 };
const shallowestZoom = 2;
/** The embedded map holds nothing closer than a county; street-level sources go on to single houses. */
const deepestZoom = { embedded: 13, street: 18 } as const;

export interface CreateMapOptions {
  readonly container: HTMLElement;
  readonly theme: MapTheme;
  /** What the shell serves: `await fetchBasemapDescription()`. */
  readonly description: BasemapDescription;
  /** West, south, east, north of what to show first; without it, North America. */
  readonly firstBounds?: readonly [number, number, number, number] | null;
  readonly fit?: { readonly padding: number; readonly maxZoom: number };
}

export interface FleetMap {
  readonly map: MapLibreMap;
  /** Repaints the ground; layers and sources of the app stay as they are and where they are. */
  setTheme(theme: MapTheme): void;
  /** Takes another source into use, e.g. after the setting changed. */
  setBasemap(description: BasemapDescription): void;
  /** Words before the attribution, e.g. that the roads are made up; empty for none. */
  setNote(text: string): void;
  remove(): void;
}

/** Asks the shell what map it serves. Throws when it does not answer. */
export async function fetchBasemapDescription(): Promise<BasemapDescription> {
  const response = await fetch(basemapPaths.describe);
  if (!response.ok) throw new Error(`the map's description could not be read (${response.status})`);
  // Bytes of our own shell become a type here.
  return (await response.json()) as BasemapDescription;
}

const isDrawnHere = (description: BasemapDescription): description is DrawnBasemap =>
  description.kind !== 'style';
/** Of `app://switchyard` too, where `location.origin` is the string "null" in some versions. */
const pageOrigin = (): string => {
  const { protocol, host } = new URL(document.baseURI);
  return `${protocol}//${host}`;
};

function startWorkerFile(): void {
  const url = new URL(workerFile, document.baseURI).href;
  allowWorkerUrl(url);
  setWorkerUrl(url);
}

const deepestZoomOf = (description: BasemapDescription): number =>
  description.kind === 'embedded' ? deepestZoom.embedded : deepestZoom.street;

type Shown = Pick<CreateMapOptions, 'theme' | 'description'>;

const styleOf = ({ description, theme }: Shown): StyleSpecification | string =>
  isDrawnHere(description)
    ? buildStyle(description, { theme, origin: pageOrigin(), fontFaces: fontFaces(document.baseURI) })
    : `${pageOrigin()}${basemapPaths.customStyle}`;

type Bounds = readonly [number, number, number, number];
const copyOf = ([west, south, east, north]: Bounds): [number, number, number, number] => [
  west,
  south,
  east,
  north,
];

const viewAtStart = ({ firstBounds, fit }: Pick<CreateMapOptions, 'firstBounds' | 'fit'>) =>
  firstBounds ? { bounds: copyOf(firstBounds), fitBoundsOptions: { ...fit } } : firstView;

function openMap(options: CreateMapOptions): MapLibreMap {
  const { container } = options;
  const map = new MapLibreMap({
    container,
    style: styleOf(options),
    ...viewAtStart(options),
    minZoom: shallowestZoom,
    maxZoom: deepestZoomOf(options.description),
    attributionControl: false,
    keyboard: true,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    maxPitch: 0,
    renderWorldCopies: false,
    fadeDuration: 150,
    // The tiles are ours and never go stale while the app runs.
    refreshExpiredTiles: false,
  });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  map.setMissingStyleImageResolver((id) => {
    if (id === placeDotImage) map.addImage(id, placeDot(), { sdf: true, pixelRatio: 2 });
  });
  return map;
}

/** Tells the ground from what the app drew on it. Layers of a style of IT's have names of their own. */
function createOwnership(map: MapLibreMap, first: BasemapDescription) {
  let foreignLayerIds: ReadonlySet<string> = new Set();
  let foreignSourceIds: ReadonlySet<string> = new Set();
  const note = (style: Pick<StyleSpecification, 'layers' | 'sources'>, description: BasemapDescription) => {
    const isForeign = !isDrawnHere(description);
    foreignLayerIds = new Set(isForeign ? style.layers.map(({ id }) => id) : []);
    foreignSourceIds = new Set(isForeign ? Object.keys(style.sources) : []);
  };
  if (!isDrawnHere(first)) map.once('style.load', () => note(map.getStyle(), first));
  return {
    note,
    isBasemap: {
      layer: ({ id }: { id: string }) => id.startsWith(basemapLayerPrefix) || foreignLayerIds.has(id),
      source: (id: string) => id === basemapSourceId || foreignSourceIds.has(id),
    },
  };
}

/**
 * A map of the ground alone: no vehicles, no controls but the attribution, north always up. It only ever talks to the
 * app's own origin. Throws where there is no WebGL 2.
 */
export function createMap(options: CreateMapOptions): FleetMap {
  const { container, theme, description } = options;
  startWorkerFile();
  let shown: Shown = { theme, description };
  const map = openMap(options);
  const attribution = createAttributionControl(description.attribution);
  map.addControl(attribution);
  const ownership = createOwnership(map, description);
  const markTheme = () => container.classList.toggle('basemap-dark', shown.theme === 'dark');
  markTheme();
  const show = () => {
    markTheme();
    map.setStyle(styleOf(shown), {
      transformStyle: (previous, next) => {
        const merged = carryOverlays(previous, next, ownership.isBasemap);
        ownership.note(next, shown.description);
        return merged;
      },
    });
  };

  return {
    map,
    setTheme(next) {
      if (next === shown.theme) return;
      shown = { ...shown, theme: next };
      show();
    },
    setBasemap(next) {
      if (JSON.stringify(next) === JSON.stringify(shown.description)) return;
      shown = { ...shown, description: next };
      map.setMaxZoom(deepestZoomOf(next));
      attribution.setAttribution(next.attribution);
      show();
    },
    setNote: attribution.setNote,
    remove: () => map.remove(),
  };
}
