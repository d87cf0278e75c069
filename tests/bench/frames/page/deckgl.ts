import type { IControl } from 'maplibre-gl';
import { readFleetFrame } from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { nextFrame, statusColours } from './contestant.ts';
import type { EnterContestant } from './contestant.ts';

interface DeckglOverlay extends IControl {
  setProps(props: Readonly<Record<string, unknown>>): void;
}

/** As much of deck.gl as is used here; page-server.ts puts it there, since it is fetched for the bench only. */
interface Deckgl {
  readonly IconLayer: new (props: Readonly<Record<string, unknown>>) => object;
  readonly MapLibreOverlay: new (props: Readonly<Record<string, unknown>>) => DeckglOverlay;
}

declare global {
  var deckgl: Deckgl | undefined;
}

/** One tintable arrow of 64 pixels. */
function arrowAtlas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 64;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.beginPath();
  context.moveTo(32, 4);
  context.lineTo(54, 60);
  context.lineTo(32, 46);
  context.lineTo(10, 60);
  context.closePath();
  context.fill();
  return canvas;
}

const colourBytes = statusColours.map((hex) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
);

/**
 * deck.gl's quickest way: binary attributes, written straight from the frame, over the map on a canvas of its own.
 * Arrows only. deck.gl has no clusters, and names would cost it more: what it leaves out counts in its favour.
 */
export const enterDeckgl: EnterContestant = async (map, snapshot) => {
  if (globalThis.deckgl === undefined) throw new Error('deck.gl is not on the page');
  const { IconLayer, MapLibreOverlay } = globalThis.deckgl;
  const atlas = arrowAtlas();
  const iconMapping = { vehicle: { x: 0, y: 0, width: 64, height: 64, mask: true } };
  let afterRender: (() => void) | null = null;
  const overlay = new MapLibreOverlay({
    interleaved: false,
    layers: [],
    onAfterRender: () => afterRender?.(),
  });
  map.addControl(overlay);

  const layerFor = (buffer: ArrayBuffer) => {
    const frame = readFleetFrame(buffer);
    if (frame === null) throw new Error('not a frame');
    const positions = new Float64Array(frame.count * 2);
    const angles = new Float32Array(frame.count);
    const colours = new Uint8Array(frame.count * 3);
    for (let row = 0; row < frame.count; row++) {
      positions[row * 2] = frame.longitudeE7[row]! / 1e7;
      positions[row * 2 + 1] = frame.latitudeE7[row]! / 1e7;
      angles[row] = 360 - frame.headingDeg[row]!;
      const colour = colourBytes[frame.status[row]!] ?? [0, 0, 0];
      colours.set(colour, row * 3);
    }
    return new IconLayer({
      id: 'bench-vehicles',
      data: {
        length: frame.count,
        attributes: {
          getPosition: { value: positions, size: 2 },
          getAngle: { value: angles, size: 1 },
          getColor: { value: colours, size: 3 },
        },
      },
      iconAtlas: atlas,
      iconMapping,
      getIcon: () => 'vehicle',
      getSize: 18,
      sizeUnits: 'pixels',
    });
  };
  const apply = async (frame: ArrayBuffer) => {
    const painted = new Promise<void>((resolve) => {
      afterRender = resolve;
    });
    overlay.setProps({ layers: [layerFor(frame)] });
    await painted;
    afterRender = null;
    await nextFrame();
  };
  await apply(snapshot);
  return { update: apply, leave: () => map.removeControl(overlay) };
};
