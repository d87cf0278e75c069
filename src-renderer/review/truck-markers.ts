import { Marker, type Map as MapLibreMap } from 'maplibre-gl';
import classes from './truck-markers.module.css';

export interface ShownTruck {
  readonly name: string;
  readonly colour: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly headingDeg: number | null;
  /** It moves: an arrow; else a square with a rim. */
  readonly isMoving: boolean;
  /** Nothing was heard for long: hollow. */
  readonly isSilent: boolean;
}

interface Shown {
  readonly marker: Marker;
  readonly arrow: SVGSVGElement;
  readonly shape: SVGPathElement;
  readonly label: HTMLElement;
}

const svg = 'http://www.w3.org/2000/svg';
const arrowPath = 'M12 1.5 L20.5 21 L12 16.6 L3.5 21 Z';
const squarePath = 'M5 5 H19 V19 H5 Z';

function createMarker(map: MapLibreMap): Shown {
  const element = document.createElement('div');
  element.className = classes.marker ?? '';
  element.setAttribute('aria-hidden', 'true');
  const arrow = document.createElementNS(svg, 'svg');
  arrow.setAttribute('viewBox', '0 0 24 24');
  arrow.setAttribute('class', classes.arrow ?? '');
  const shape = document.createElementNS(svg, 'path');
  arrow.append(shape);
  const label = document.createElement('span');
  label.className = classes.label ?? '';
  element.append(arrow, label);
  const marker = new Marker({ element, anchor: 'center' }).setLngLat([0, 0]).addTo(map);
  return { marker, arrow, shape, label };
}

function draw({ marker, arrow, shape, label }: Shown, truck: ShownTruck): void {
  const isArrow = truck.isMoving && truck.headingDeg !== null;
  marker.setLngLat([truck.longitude, truck.latitude]);
  arrow.style.transform = `rotate(${String(isArrow ? truck.headingDeg : 0)}deg)`;
  shape.setAttribute('d', isArrow ? arrowPath : squarePath);
  arrow.style.color = truck.colour;
  label.style.borderColor = truck.colour;
  arrow.dataset['silent'] = String(truck.isSilent);
  if (label.textContent !== truck.name) label.textContent = truck.name;
}

/** The trucks at the playhead. Elements and not a layer: five of them, moved with every frame of the playback. */
export function createTruckMarkers(map: MapLibreMap) {
  const shown: Shown[] = [];
  return {
    set(trucks: readonly ShownTruck[]): void {
      while (shown.length > trucks.length) shown.pop()?.marker.remove();
      trucks.forEach((truck, index) => draw((shown[index] ??= createMarker(map)), truck));
    },
    destroy(): void {
      for (const { marker } of shown.splice(0)) marker.remove();
    },
  };
}
