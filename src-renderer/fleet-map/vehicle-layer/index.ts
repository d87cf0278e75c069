export { createVehicleLayer } from './vehicle-layer.ts';
export type { VehicleLayer, VehicleLayerDeps, VehicleLayerStats } from './vehicle-layer.ts';
export { maskValues } from './fleet-scene.ts';
export type { ClusterOpening } from './interaction.ts';
export type { MapTheme } from './palette.ts';
export type { Direction } from './picking.ts';
