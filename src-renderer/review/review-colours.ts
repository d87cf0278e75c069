import type { MapTheme } from '../fleet-map/vehicle-layer/index.ts';

/**
 * Five trucks side by side: blue, orange, green, purple, grey. Chosen to differ in lightness too, so that they stay apart
 * for the three common kinds of colour blindness; each also carries its number wherever it is shown. At least 3:1 to
 * panel and map.
 */
const coloursByTheme: Readonly<Record<MapTheme, readonly string[]>> = {
  light: ['#0b57b8', '#c2570c', '#067a5b', '#8b3aa6', '#39434e'],
  dark: ['#62adff', '#ff9a3c', '#2fd3a4', '#d493f5', '#eef2f6'],
};

export const truckColour = (theme: MapTheme, index: number): string =>
  coloursByTheme[theme][index % coloursByTheme[theme].length] ?? '#888888';

/** Text on top of that colour. */
export const onTruckColour = (theme: MapTheme): string => (theme === 'light' ? '#ffffff' : '#10151b');
