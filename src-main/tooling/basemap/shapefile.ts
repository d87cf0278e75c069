import type { MultiLineString, Position } from 'geojson';

/**
 * Reads the two parts of a shapefile that road data needs: lines (.shp) and their attributes (.dbf).
 * Formats: ESRI Shapefile Technical Description (1998), dBASE III. Points and polygons are refused. Longitudes and
 * latitudes are taken as they are (NAD83 and WGS84 differ by about a metre).
 */
export interface LineRecord {
  readonly geometry: MultiLineString;
  readonly attributes: Readonly<Record<string, string>>;
}

const shapeFileCode = 9994;
const nullShape = 0;
/** PolyLine, PolyLineZ, PolyLineM: the last two only append what is not needed here. */
const lineShapes: ReadonlySet<number> = new Set([3, 13, 23]);

function readLines(shape: Buffer, start: number): MultiLineString {
  const partCount = shape.readInt32LE(start + 36);
  const pointCount = shape.readInt32LE(start + 40);
  const pointsAt = start + 44 + partCount * 4;
  const coordinates: Position[][] = [];
  for (let part = 0; part < partCount; part += 1) {
    const first = shape.readInt32LE(start + 44 + part * 4);
    const end = part + 1 < partCount ? shape.readInt32LE(start + 48 + part * 4) : pointCount;
    const line: Position[] = [];
    for (let point = first; point < end; point += 1) {
      const at = pointsAt + point * 16;
      line.push([shape.readDoubleLE(at), shape.readDoubleLE(at + 8)]);
    }
    coordinates.push(line);
  }
  return { type: 'MultiLineString', coordinates };
}

function readGeometries(shape: Buffer): (MultiLineString | null)[] {
  if (shape.length < 100 || shape.readInt32BE(0) !== shapeFileCode)
    throw new Error('this is not a shapefile');
  const geometries: (MultiLineString | null)[] = [];
  let cursor = 100;
  while (cursor + 12 <= shape.length) {
    const contentBytes = shape.readInt32BE(cursor + 4) * 2;
    const type = shape.readInt32LE(cursor + 8);
    if (type !== nullShape && !lineShapes.has(type)) throw new Error(`shape type ${type} is not a line`);
    geometries.push(type === nullShape ? null : readLines(shape, cursor + 8));
    cursor += 8 + contentBytes;
  }
  return geometries;
}

interface Column {
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

function readColumns(table: Buffer): Column[] {
  const columns: Column[] = [];
  let start = 1;
  for (let at = 32; at + 32 <= table.length && table[at] !== 0x0d; at += 32) {
    const name = table.toString('latin1', at, at + 11).replace(/\0.*$/s, '');
    const length = table[at + 16] ?? 0;
    columns.push({ name, start, length });
    start += length;
  }
  return columns;
}

function readAttributes(table: Buffer, encoding: BufferEncoding): Record<string, string>[] {
  const columns = readColumns(table);
  const rowCount = table.readUInt32LE(4);
  const firstRow = table.readUInt16LE(8);
  const rowBytes = table.readUInt16LE(10);
  return Array.from({ length: rowCount }, (_, row) => {
    const at = firstRow + row * rowBytes;
    return Object.fromEntries(
      columns.map(({ name, start, length }) => [
        name,
        table.toString(encoding, at + start, at + start + length).trim(),
      ]),
    );
  });
}

/** Throws when the two files do not belong together or hold something else than lines. */
export function readShapefile(
  shape: Buffer,
  table: Buffer,
  encoding: BufferEncoding = 'utf8',
): readonly LineRecord[] {
  const geometries = readGeometries(shape);
  const attributes = readAttributes(table, encoding);
  if (geometries.length !== attributes.length) {
    throw new Error(`${geometries.length} shapes but ${attributes.length} rows of attributes`);
  }
  return geometries.flatMap((geometry, index) =>
    geometry ? [{ geometry, attributes: attributes[index] ?? {} }] : [],
  );
}
