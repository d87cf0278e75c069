import type { GeofenceType } from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';
import type { MapTheme } from '../fleet-map/vehicle-layer/index.ts';

/** At least 3:1 against the land of the map; apart from the colours of vehicles as far as a dozen colours can be. */
export const geofenceColours: Readonly<Record<MapTheme, Readonly<Record<GeofenceType, string>>>> = {
  light: {
    other: '#596675',
    yard: '#1a63c0',
    customer: '#6f42c1',
    vendor: '#8a4b9e',
    fuel: '#0b7a75',
    repair: '#8a5a00',
    rest: '#3c7a24',
    industrial: '#4f5fa8',
    risk: '#b85c00',
    avoid: '#b3261e',
    unauthorized: '#a3124f',
  },
  dark: {
    other: '#a3b0bf',
    yard: '#6db0ff',
    customer: '#b79bff',
    vendor: '#d7a3ea',
    fuel: '#4fd1c5',
    repair: '#e0b054',
    rest: '#8bd06b',
    industrial: '#9fb0ff',
    risk: '#ff9d4d',
    avoid: '#ff7b6f',
    unauthorized: '#ff7fae',
  },
};

export const labelColours: Readonly<Record<MapTheme, { readonly text: string; readonly halo: string }>> = {
  light: { text: '#26313d', halo: 'rgba(255,255,255,0.92)' },
  dark: { text: '#e3eaf2', halo: 'rgba(13,19,26,0.92)' },
};
