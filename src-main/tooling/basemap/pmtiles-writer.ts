import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/**
 * Writes a PMTiles 3 archive (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md): header, root directory,
 * JSON metadata, leaf directories, tile data in tile-id order. Equal tiles (open sea, inland) are stored once.
 */
export interface ArchiveTile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** Gzipped vector tile; never empty. */
  readonly bytes: Uint8Array;
}

export interface ArchiveDescription {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** [west, south, east, north] in degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly center: readonly [longitude: number, latitude: number, zoom: number];
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface DirectoryEntry {
  tileId: number;
  runLength: number;
  offset: number;
  length: number;
}

const headerBytes = 127;
/** Header and root directory must fit the first 16 KiB, which readers fetch in one go. */
const rootDirectoryBytesMax = 16_384 - headerBytes;
const leafEntryCount = 4_096;
const compressionGzip = 2;
const tileTypeVector = 1;

/** gzip whose bytes do not name the operating system, so that the same input gives the same archive everywhere. */
export function gzipPortable(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

function pushVarint(into: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    into.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  into.push(rest);
}

function packDirectory(entries: readonly DirectoryEntry[]): Uint8Array {
  const bytes: number[] = [];
  pushVarint(bytes, entries.length);
  let lastId = 0;
  for (const entry of entries) {
    pushVarint(bytes, entry.tileId - lastId);
    lastId = entry.tileId;
  }
  for (const entry of entries) pushVarint(bytes, entry.runLength);
  for (const entry of entries) pushVarint(bytes, entry.length);
  let nextOffset = -1;
  for (const entry of entries) {
    pushVarint(bytes, entry.offset === nextOffset ? 0 : entry.offset + 1);
    nextOffset = entry.offset + entry.length;
  }
  return gzipPortable(Uint8Array.from(bytes));
}

function packDirectories(entries: readonly DirectoryEntry[]): { root: Uint8Array; leaves: Uint8Array } {
  const flat = packDirectory(entries);
  if (flat.length <= rootDirectoryBytesMax) return { root: flat, leaves: new Uint8Array(0) };
  const leaves: Uint8Array[] = [];
  const pointers: DirectoryEntry[] = [];
  let offset = 0;
  for (let start = 0; start < entries.length; start += leafEntryCount) {
    const slice = entries.slice(start, start + leafEntryCount);
    const leaf = packDirectory(slice);
    pointers.push({ tileId: slice[0]?.tileId ?? 0, runLength: 0, offset, length: leaf.length });
    leaves.push(leaf);
    offset += leaf.length;
  }
  const root = packDirectory(pointers);
  if (root.length > rootDirectoryBytesMax)
    throw new Error('root directory of the archive does not fit 16 KiB');
  return { root, leaves: Buffer.concat(leaves) };
}

interface PackedTiles {
  readonly entries: DirectoryEntry[];
  readonly data: Uint8Array;
  readonly contentCount: number;
}

function packTiles(tiles: readonly ArchiveTile[]): PackedTiles {
  const sorted = tiles
    .map((tile) => ({ tileId: zxyToTileId(tile.z, tile.x, tile.y), bytes: tile.bytes }))
    .sort((a, b) => a.tileId - b.tileId);
  const known = new Map<string, { offset: number; length: number }>();
  const entries: DirectoryEntry[] = [];
  const blobs: Uint8Array[] = [];
  let offset = 0;
  for (const { tileId, bytes } of sorted) {
    const digest = createHash('sha256').update(bytes).digest('base64');
    let place = known.get(digest);
    if (!place) {
      place = { offset, length: bytes.length };
      known.set(digest, place);
      blobs.push(bytes);
      offset += bytes.length;
    }
    const last = entries.at(-1);
    if (last && last.offset === place.offset && last.tileId + last.runLength === tileId) last.runLength += 1;
    else entries.push({ tileId, runLength: 1, ...place });
  }
  return { entries, data: Buffer.concat(blobs), contentCount: known.size };
}

interface Sections {
  readonly root: Uint8Array;
  readonly metadata: Uint8Array;
  readonly leaves: Uint8Array;
  readonly packed: PackedTiles;
  readonly tileCount: number;
}

function packHeader(about: ArchiveDescription, sections: Sections): Uint8Array {
  const header = Buffer.alloc(headerBytes);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  let position = headerBytes;
  let cursor = 8;
  for (const section of [sections.root, sections.metadata, sections.leaves, sections.packed.data]) {
    header.writeBigUInt64LE(BigInt(position), cursor);
    header.writeBigUInt64LE(BigInt(section.length), cursor + 8);
    position += section.length;
    cursor += 16;
  }
  header.writeBigUInt64LE(BigInt(sections.tileCount), 72);
  header.writeBigUInt64LE(BigInt(sections.packed.entries.length), 80);
  header.writeBigUInt64LE(BigInt(sections.packed.contentCount), 88);
  header.writeUInt8(1, 96);
  header.writeUInt8(compressionGzip, 97);
  header.writeUInt8(compressionGzip, 98);
  header.writeUInt8(tileTypeVector, 99);
  header.writeUInt8(about.minZoom, 100);
  header.writeUInt8(about.maxZoom, 101);
  about.bounds.forEach((degrees, index) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4));
  const [longitude, latitude, zoom] = about.center;
  header.writeUInt8(zoom, 118);
  header.writeInt32LE(Math.round(longitude * 1e7), 119);
  header.writeInt32LE(Math.round(latitude * 1e7), 123);
  return header;
}

/** The whole archive as bytes. The order of `tiles` does not matter; a tile given twice is a bug of the caller. */
export function packArchive(tiles: readonly ArchiveTile[], about: ArchiveDescription): Uint8Array {
  const packed = packTiles(tiles);
  const { root, leaves } = packDirectories(packed.entries);
  const metadata = gzipPortable(new TextEncoder().encode(JSON.stringify(about.metadata)));
  const header = packHeader(about, { root, metadata, leaves, packed, tileCount: tiles.length });
  return Buffer.concat([header, root, metadata, leaves, packed.data]);
}
