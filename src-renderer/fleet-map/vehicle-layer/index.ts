export { createVehicleLayer } from './vehicle-layer.ts';
export type { VehicleLayer } from './vehicle-layer.ts';
export { maskValues } from './fleet-scene.ts';
export type { MapTheme } from './palette.ts';
