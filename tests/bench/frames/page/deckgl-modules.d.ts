/** As much of deck.gl as the bench uses. It is fetched for the bench and is no dependency, so its own types are not here. */
declare module '@deck.gl/layers' {
  export class IconLayer {
    constructor(props: Readonly<Record<string, unknown>>);
  }
}

declare module '@deck.gl/maplibre' {
  import type { IControl, Map } from 'maplibre-gl';
  export class MapLibreOverlay implements IControl {
    constructor(props: Readonly<Record<string, unknown>>);
    setProps(props: Readonly<Record<string, unknown>>): void;
    onAdd(map: Map): HTMLElement;
    onRemove(): void;
  }
}
