import type { Map as MapLibreMap } from 'maplibre-gl';

/**
 * A canvas of its own over the map's: an animation frame of the vehicles then does not redraw the base map. The mouse
 * goes through to the map. Throws when the browser has no WebGL2, without which the map itself cannot be drawn either.
 */
export function createOverlayCanvas(map: MapLibreMap): {
  readonly canvas: HTMLCanvasElement;
  readonly gl: WebGL2RenderingContext;
} {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  const { style } = canvas;
  style.position = 'absolute';
  style.inset = '0';
  style.width = '100%';
  style.height = '100%';
  style.pointerEvents = 'none';
  map.getCanvas().after(canvas);
  const gl = canvas.getContext('webgl2', {
    alpha: true,
    premultipliedAlpha: true,
    antialias: false,
    depth: false,
    stencil: false,
  });
  if (gl === null) throw new Error('WebGL2 is not available');
  return { canvas, gl };
}
