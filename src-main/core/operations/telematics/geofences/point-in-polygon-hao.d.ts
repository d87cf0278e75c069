/** The package names a type file that it does not bring. `0`: on the border. Rings are closed; [longitude, latitude]. */
declare module 'point-in-polygon-hao' {
  type Position = readonly [number, number];
  export default function pointInPolygon(
    point: Position,
    polygon: readonly (readonly Position[])[],
  ): boolean | 0;
}
