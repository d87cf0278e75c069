import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from '../../../../../../src-main/core/platform/csv.wire.ts';
import { exportTextOf } from '../../../../../../src-main/core/operations/telematics/review/export-text.ts';
import { xmlText } from '../../../../../../src-main/core/operations/telematics/review/gpx.ts';
import { startMs, trackOf } from './track-fixture.ts';

/** RFC 4180, read as it is written there. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (quoted && character === '"' && text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ',') [row, cell] = [[...row, cell], ''];
    else if (!quoted && character === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell, at] = [[], '', at + 1];
    } else cell += character;
  }
  return rows;
}

describe('CSV', () => {
  it('gives back every text as it was, but for the apostrophe that disarms a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (cells) => {
        const [row] = parseCsv(csvLine(cells));
        expect(row?.map((cell, at) => (cell === `'${cells[at] ?? ''}` ? cells[at] : cell))).toEqual(cells);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|x'])('disarms %j', (text) => {
    expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('leaves numbers alone, also negative ones', () => {
    expect(csvCell(-97.1234567)).toBe('-97.1234567');
  });

  it('has a row per fix, with the time of the office beside that of the world', () => {
    const words = exportTextOf('csv', 'America/Chicago', startMs);
    const vehicle = { name: 'Truck, "117"', driverAt: () => '=Ana' };
    const track = trackOf([
      {
        timeMs: Date.UTC(2026, 10, 22, 6, 5, 4),
        latitude: 41.5,
        longitude: -93.25,
        speedMph: 61.2,
        engine: 2,
      },
    ]);
    const [names, row] = parseCsv(
      words.start([]).replace('\u{feff}', '') + words.fixes(vehicle, track, null),
    );
    expect(names).toHaveLength(row?.length ?? 0);
    expect(row).toEqual([
      'Truck, "117"',
      "'=Ana",
      '2026-11-22T06:05:04.000Z',
      '2026-11-22 00:05:04',
      ...['41.5', '-93.25', '61.2', '', 'on', '', ''],
    ]);
  });
});

describe('GPX', () => {
  it('holds nothing that XML cannot, whatever a truck is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const written = xmlText(name);
        expect(written).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/);
        expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      }),
    );
  });

  it('breaks the line where a truck was silent, also when the silence lies between two parts', () => {
    const words = exportTextOf('gpx', 'UTC', startMs);
    const vehicle = { name: '117', driverAt: () => null };
    const at = (minute: number) => ({ timeMs: startMs + minute * 60_000, latitude: 40, longitude: -95 });
    const countBreaks = (text: string) => text.split('</trkseg><trkseg>').length - 1;
    expect(countBreaks(words.fixes(vehicle, trackOf([at(0), at(1), at(10)]), null))).toBe(1);
    expect(countBreaks(words.fixes(vehicle, trackOf([at(10)]), startMs))).toBe(1);
    expect(countBreaks(words.fixes(vehicle, trackOf([at(1)]), startMs))).toBe(0);
  });
});
