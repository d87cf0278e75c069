import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';

export interface DrawnCircle {
  readonly center: { readonly latitude: number; readonly longitude: number };
  readonly radiusMeters: number;
}

/** A click without a pull: about a yard and the street before it. */
const clickRadiusMeters = 500;
const clickPixels = 5;
/** As the core allows. */
const radiusMetersMax = 100_000;
const radiusMetersMin = 25;

/**
 * Press where the middle is, pull to the rim, let go. While it is on, the map does not pan. Returns how to stop.
 */
export function drawCircle(
  map: MapLibreMap,
  events: {
    readonly onChange: (circle: DrawnCircle) => void;
    readonly onDone: (circle: DrawnCircle) => void;
  },
): () => void {
  let begun: MapMouseEvent | null = null;

  const circleTo = (from: MapMouseEvent, to: MapMouseEvent): DrawnCircle => {
    const isClick = from.point.dist(to.point) < clickPixels;
    const meters = isClick ? clickRadiusMeters : from.lngLat.distanceTo(to.lngLat);
    return {
      center: { latitude: from.lngLat.lat, longitude: from.lngLat.lng },
      radiusMeters: Math.round(Math.min(radiusMetersMax, Math.max(radiusMetersMin, meters))),
    };
  };
  const onDown = (event: MapMouseEvent) => {
    begun = event;
  };
  const onMove = (event: MapMouseEvent) => {
    if (begun !== null) events.onChange(circleTo(begun, event));
  };
  const onUp = (event: MapMouseEvent) => {
    if (begun === null) return;
    const circle = circleTo(begun, event);
    begun = null;
    events.onDone(circle);
  };
  map.dragPan.disable();
  map.getCanvas().style.cursor = 'crosshair';
  map.on('mousedown', onDown);
  map.on('mousemove', onMove);
  map.on('mouseup', onUp);
  return () => {
    map.dragPan.enable();
    map.getCanvas().style.cursor = '';
    map.off('mousedown', onDown);
    map.off('mousemove', onMove);
    map.off('mouseup', onUp);
  };
}
