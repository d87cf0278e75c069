import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import { worldSizeAtZoom0, worldX, worldY } from './mercator.ts';

/** The camera of one map frame: all that is needed to put world coordinates on the screen. */
export interface Camera {
  /** World coordinates to clip space, column major, in double precision. */
  readonly matrix: Float64Array;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly zoom: number;
  readonly bearingDeg: number;
  readonly centerX: number;
  readonly centerY: number;
}

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export const worldSizePixels = (camera: Camera): number => worldSizeAtZoom0 * 2 ** camera.zoom;

/** CSS pixels from the top left of the map. Points behind the camera (steep pitch) come out far off screen. */
export function projectToScreen(camera: Camera, x: number, y: number): ScreenPoint {
  const m = camera.matrix;
  const w = m[3]! * x + m[7]! * y + m[15]!;
  if (w <= 0) return { x: -1e6, y: -1e6 };
  const clipX = (m[0]! * x + m[4]! * y + m[12]!) / w;
  const clipY = (m[1]! * x + m[5]! * y + m[13]!) / w;
  return { x: (clipX * 0.5 + 0.5) * camera.width, y: (0.5 - clipY * 0.5) * camera.height };
}

/**
 * The matrix for coordinates relative to an anchor. The product is taken in double precision and only then rounded:
 * close to the anchor a 32-bit coordinate is exact to far below a pixel at every zoom.
 */
export function anchoredMatrix(camera: Camera, anchorX: number, anchorY: number): Float32Array {
  const m = camera.matrix;
  const out = Float32Array.from(m);
  for (let row = 0; row < 4; row++) {
    out[12 + row] = m[row]! * anchorX + m[4 + row]! * anchorY + m[12 + row]!;
  }
  return out;
}

const layerId = 'fleet-vehicle-camera';

/**
 * Reads the camera of every map frame through a custom layer that draws nothing: the public way to the matrix.
 * A change of style takes custom layers with it, hence the look at every `styledata`.
 */
export function watchCamera(
  map: MapLibreMap,
  onFrame: (camera: Camera) => void,
): { readonly stop: () => void } {
  let matrix: Float64Array | null = null;
  const layer: CustomLayerInterface = {
    id: layerId,
    type: 'custom',
    render: (_gl, input) => {
      matrix = Float64Array.from(input.defaultProjectionData.mainMatrix);
    },
  };
  const ensureLayer = () => {
    if (map.getLayer(layerId) === undefined) map.addLayer(layer);
  };
  const onRender = () => {
    if (matrix === null) return;
    const container = map.getContainer();
    const center = map.getCenter();
    onFrame({
      matrix,
      width: container.clientWidth,
      height: container.clientHeight,
      pixelRatio: map.getPixelRatio(),
      zoom: map.getZoom(),
      bearingDeg: map.getBearing(),
      centerX: worldX(center.lng),
      centerY: worldY(center.lat),
    });
  };
  // Not `isStyleLoaded`, which stays false while tiles load; a style that is not there yet announces itself below.
  if ((map.getStyle() as unknown) !== undefined) ensureLayer();
  map.on('styledata', ensureLayer);
  map.on('render', onRender);
  map.triggerRepaint();
  return {
    stop() {
      map.off('styledata', ensureLayer);
      map.off('render', onRender);
      if (map.getLayer(layerId) !== undefined) map.removeLayer(layerId);
    },
  };
}
