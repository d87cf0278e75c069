import { AppError } from '../../core/platform/errors.ts';
import type { BasemapKind } from './description.wire.ts';

/** Layers that give a schema away; the first schema all of whose layers are there wins. */
const schemas: readonly { readonly kind: BasemapKind; readonly layers: readonly string[] }[] = [
  { kind: 'protomaps', layers: ['roads', 'earth'] },
  { kind: 'openmaptiles', layers: ['transportation'] },
  { kind: 'shortbread', layers: ['streets'] },
  { kind: 'embedded', layers: ['land', 'areas', 'places'] },
];

/** Which style can draw tiles with these layers. Throws `basemap/unknown-schema` when none can. */
export function recogniseSchema(layers: readonly string[]): BasemapKind {
  const schema = schemas.find((candidate) => candidate.layers.every((layer) => layers.includes(layer)));
  if (schema) return schema.kind;
  const shown = layers.slice(0, 8).join(', ') || 'none';
  throw new AppError('basemap/unknown-schema', `no style is known for tiles with the layers ${shown}`);
}

/** Names in `vector_layers` of TileJSON or archive metadata; empty when there is no such list. */
export function vectorLayerNames(metadata: unknown): string[] {
  if (!metadata || typeof metadata !== 'object' || !('vector_layers' in metadata)) return [];
  const { vector_layers: layers } = metadata;
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer: unknown) =>
    layer && typeof layer === 'object' && 'id' in layer && typeof layer.id === 'string' ? [layer.id] : [],
  );
}

/**
 * Names of the layers inside one vector tile, for tile templates that come without a description. A tile is a protobuf
 * message whose field 3 is a layer, whose field 1 is its name. Stops quietly at bytes that are no such message.
 */
export function layerNamesInTile(tile: Uint8Array): string[] {
  const names: string[] = [];
  for (const layer of fieldsOf(tile, 3)) {
    for (const name of fieldsOf(layer, 1)) names.push(new TextDecoder().decode(name));
  }
  return names;
}

function* fieldsOf(message: Uint8Array, wanted: number): Generator<Uint8Array> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 64 && at < message.length; shift += 7) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < message.length) {
    const key = varint();
    const wireType = key % 8;
    if (wireType === 0) varint();
    else if (wireType === 2) {
      const length = varint();
      if (!(at + length <= message.length)) return;
      if (Math.floor(key / 8) === wanted) yield message.subarray(at, at + length);
      at += length;
    } else if (wireType === 1) at += 8;
    else if (wireType === 5) at += 4;
    else return;
  }
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  copy: '©',
  gt: '>',
  lt: '<',
  middot: '·',
  nbsp: ' ',
  quot: '"',
};

/** Attributions come as HTML; the map shows them as plain text, so that no foreign markup enters a page. */
export function plainAttribution(html: unknown): string {
  if (typeof html !== 'string') return '';
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&([a-z]+);/gi, (whole, name: string) => namedEntities[name.toLowerCase()] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
