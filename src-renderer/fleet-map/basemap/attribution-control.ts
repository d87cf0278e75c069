import type { IControl } from 'maplibre-gl';

/** The control and the ways to change what it says. */
export interface AttributionControl extends IControl {
  setAttribution(text: string): void;
  /** Said before the attribution, e.g. that the roads are the sandbox's; empty for nothing. */
  setNote(text: string): void;
}

/**
 * Who the map data is by, always visible, as plain text. MapLibre's own control parses attributions as HTML, which
 * Trusted Types forbid and which foreign map servers should not be able to put into the page.
 */
export function createAttributionControl(attribution: string): AttributionControl {
  const element = document.createElement('div');
  element.className = 'maplibregl-ctrl basemap-attribution';
  let parts = { note: '', attribution };
  const show = (change: Partial<typeof parts>) => {
    parts = { ...parts, ...change };
    element.textContent = [parts.note, parts.attribution].filter((part) => part !== '').join(' · ');
  };
  show({});
  return {
    onAdd: () => element,
    onRemove: () => element.remove(),
    getDefaultPosition: () => 'bottom-right',
    setAttribution: (text) => show({ attribution: text }),
    setNote: (text) => show({ note: text }),
  };
}
