import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from '../../../../../src-renderer/fleet-map/vehicle-layer/labels.ts';

const space = { width: 800, height: 600, labelHeight: 13, labelCountMax: 300 };
const candidates = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 800 }),
    y: fc.integer({ min: 0, max: 600 }),
    width: fc.integer({ min: 10, max: 120 }),
  }),
  { maxLength: 80 },
);

describe('labels', () => {
  it('stand to the right of a lone marker', () => {
    const [label] = placeLabels([{ slot: 4, x: 100, y: 100, width: 50, reach: 9 }], [], space);
    expect(label).toEqual({ slot: 4, offsetX: 12, offsetY: -6.5 });
  });

  it('move to the left when the right is taken, and stay away when all is taken', () => {
    const [left] = placeLabels(
      [{ slot: 1, x: 300, y: 300, width: 40, reach: 9 }],
      [{ x: 330, y: 300, radius: 8 }],
      space,
    );
    expect(left!.offsetX).toBeLessThan(0);
    const none = placeLabels(
      [{ slot: 1, x: 300, y: 300, width: 40, reach: 9 }],
      [{ x: 300, y: 300, radius: 60 }],
      space,
    );
    expect(none).toEqual([]);
  });

  it('never lie on each other or on a marker, and stay within the cap', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 40 }), (list, labelCountMax) => {
        const named = list.map((candidate, slot) => ({ slot, reach: 9, ...candidate }));
        const markers = named.map(({ x, y }) => ({ x, y, radius: 7 }));
        const placed = placeLabels(named, markers, { ...space, labelCountMax });
        expect(placed.length).toBeLessThanOrEqual(labelCountMax);
        const boxes = placed.map(({ slot, offsetX, offsetY }) => {
          const { x, y, width } = named[slot]!;
          return {
            left: x + offsetX,
            top: y + offsetY,
            right: x + offsetX + width,
            bottom: y + offsetY + 13,
          };
        });
        boxes.forEach((box, at) => {
          for (const other of boxes.slice(at + 1)) {
            const apart =
              box.right <= other.left ||
              other.right <= box.left ||
              box.bottom <= other.top ||
              other.bottom <= box.top;
            // Outside the screen nothing is laid out: what overlaps there nobody sees.
            const seen =
              Math.max(box.left, other.left) < 800 &&
              Math.min(box.right, other.right) > 0 &&
              Math.max(box.top, other.top) < 600 &&
              Math.min(box.bottom, other.bottom) > 0;
            expect(apart || !seen).toBe(true);
          }
        });
      }),
    );
  });

  it('serve who comes first', () => {
    const crowd = Array.from({ length: 30 }, (_, slot) => ({ slot, x: 400, y: 300, width: 90, reach: 9 }));
    expect(placeLabels(crowd, [], space)[0]?.slot).toBe(0);
  });
});
