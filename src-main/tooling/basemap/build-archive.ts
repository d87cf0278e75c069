import { cutLayer } from './tile-pyramid.ts';
import type { BasemapLayer } from './layer.ts';
import { naturalLayers } from './natural-layers.ts';
import { placesLayer } from './places.ts';
import { gzipPortable, packArchive, type ArchiveTile } from './pmtiles-writer.ts';
import { roadsLayer } from './road-sources.ts';

/** Data is drawn at 1:10,000,000; deeper tiles would hold nothing new. The map enlarges these beyond. */
export const deepestZoom = 8;
export const basemapAttribution = 'Natural Earth · U.S. Census Bureau · GeoNames (CC BY 4.0)';

const fieldsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  land: {},
  water: {},
  rivers: {},
  borders: { kind: 'country, state or county' },
  areas: { kind: 'country, state or county', name: 'String', short: 'postal code of a state' },
  places: { name: 'String', rank: 'Number, 1 to 8', population: 'Number', capital: '2 country, 1 state' },
  roads: { kind: 'interstate, highway or road', name: 'String', shield: 'String' },
};

export interface BuildOptions {
  /** Folder with road data of your own; see docs/how-to/build-the-basemap.md. */
  readonly roadsFolder: string | null;
  /** Written into the archive, so that it can be recognised later. */
  readonly stamp: string;
  readonly log: (line: string) => void;
}

function describeArchive(layers: readonly BasemapLayer[], stamp: string): Record<string, unknown> {
  return {
    name: 'Switchyard basemap',
    type: 'baselayer',
    attribution: basemapAttribution,
    switchyardStamp: stamp,
    vector_layers: layers.map((layer) => ({
      id: layer.name,
      minzoom: Math.min(deepestZoom, ...layer.features.map(({ fromZoom }) => fromZoom)),
      maxzoom: deepestZoom,
      fields: fieldsOf[layer.name] ?? {},
    })),
  };
}

/** Reads the sources, cuts the tiles and returns the archive's bytes. Same inputs, same bytes. */
export function buildArchive({ roadsFolder, stamp, log }: BuildOptions): Uint8Array {
  const layers = [...naturalLayers(), placesLayer()];
  if (roadsFolder !== null) layers.splice(4, 0, roadsLayer(roadsFolder, log));
  const count = layers.reduce((sum, layer) => sum + layer.features.length, 0);
  log(`basemap: read ${count.toLocaleString('en')} features in ${layers.length} layers`);

  const parts = new Map<string, Uint8Array[]>();
  for (const layer of layers) {
    for (const [key, bytes] of cutLayer(layer, deepestZoom)) {
      const known = parts.get(key);
      if (known) known.push(bytes);
      else parts.set(key, [bytes]);
    }
  }
  log(`basemap: cut ${parts.size.toLocaleString('en')} tiles, zoom 0 to ${deepestZoom}`);

  const tiles: ArchiveTile[] = [];
  const packedByContent = new Map<string, Uint8Array>();
  for (const [key, pieces] of parts) {
    const [z = 0, x = 0, y = 0] = key.split('/').map(Number);
    tiles.push({ z, x, y, bytes: packOnce(Buffer.concat(pieces), packedByContent) });
  }
  const archive = packArchive(tiles, {
    minZoom: 0,
    maxZoom: deepestZoom,
    bounds: [-180, -85.0511287, 180, 85.0511287],
    center: [-97, 39, 4],
    metadata: describeArchive(layers, stamp),
  });
  log(`basemap: packed ${(archive.length / 1e6).toFixed(1)} MB`);
  return archive;
}

/** Most tiles are the same square of open land; compressing it 30,000 times would be most of the build. */
function packOnce(content: Buffer, packedByContent: Map<string, Uint8Array>): Uint8Array {
  if (content.length > 200) return gzipPortable(content);
  const key = content.toString('latin1');
  const known = packedByContent.get(key);
  if (known) return known;
  const packed = gzipPortable(content);
  packedByContent.set(key, packed);
  return packed;
}
