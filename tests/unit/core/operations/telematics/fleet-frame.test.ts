import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocateFleetFrame,
  readFleetFrame,
  type FleetColumns,
} from '../../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const i32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
const row = fc.record({
  timeMs: fc.double({ noNaN: true }),
  latitudeE7: i32,
  longitudeE7: i32,
  slot: fc.integer({ min: 0, max: 0xffff_ffff }),
  speedDeciMph: u16,
  headingDeg: u16,
  status: u8,
  freshness: u8,
  cause: u8,
  engine: u8,
  fuelPercent: u8,
});
const names = [
  'timeMs',
  'latitudeE7',
  'longitudeE7',
  'slot',
  'speedDeciMph',
  'headingDeg',
  'status',
  'freshness',
  'cause',
  'engine',
  'fuelPercent',
] as const satisfies readonly (keyof FleetColumns)[];

describe('fleet frame', () => {
  it('reads back what was written, for any rows', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 50 }),
        fc.constantFrom('snapshot' as const, 'delta' as const),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (rows, kind, sequence) => {
          const { buffer, columns } = allocateFleetFrame(kind, sequence, 1_234.5, rows.length);
          for (const name of names) rows.forEach((values, index) => (columns[name][index] = values[name]));
          const frame = readFleetFrame(structuredClone(buffer));
          expect(frame).toMatchObject({ kind, sequence, serverNowMs: 1_234.5, count: rows.length });
          for (const name of names) {
            expect([...(frame?.[name] ?? [])]).toEqual(rows.map((values) => values[name]));
          }
        },
      ),
    );
  });

  it('refuses any bytes that were cut, lengthened or begin otherwise', () => {
    const { buffer } = allocateFleetFrame('delta', 1, 0, 3);
    const changed = buffer.slice(0);
    new DataView(changed).setUint32(0, 0x12345678, true);
    const newerFormat = buffer.slice(0);
    new DataView(newerFormat).setUint16(4, 2, true);
    const longer = new ArrayBuffer(buffer.byteLength + 1);
    new Uint8Array(longer).set(new Uint8Array(buffer));
    for (const bad of [new ArrayBuffer(0), buffer.slice(0, -1), longer, changed, newerFormat]) {
      expect(readFleetFrame(bad)).toBeNull();
    }
  });
});
