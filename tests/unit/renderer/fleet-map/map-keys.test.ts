import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, nearestTo, nextInDirection } from '../../../../src-renderer/fleet-map/map-keys.ts';

const from = { x: 100, y: 100 };
const truck = (slot: number, x: number, y: number) => ({ slot, x, y });

describe('arrows on the map', () => {
  it('are four', () => {
    expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Tab'].map(directionOf)).toEqual([
      'left',
      'right',
      'up',
      'down',
      null,
    ]);
  });

  it('choose the nearest truck in their quarter of the map', () => {
    const trucks = [
      truck(1, 150, 100),
      truck(2, 120, 105),
      truck(3, 100, 40),
      truck(4, 20, 90),
      truck(5, 101, 190),
    ];
    expect(nextInDirection(trucks, from, 'right')).toBe(2);
    expect(nextInDirection(trucks, from, 'up')).toBe(3);
    expect(nextInDirection(trucks, from, 'left')).toBe(4);
    expect(nextInDirection(trucks, from, 'down')).toBe(5);
  });

  it('prefer what lies straight ahead to what is a little nearer but aside', () => {
    expect(nextInDirection([truck(1, 140, 139), truck(2, 160, 100)], from, 'right')).toBe(2);
  });

  it('stay where they are when there is nothing in that direction, or only a truck on the same spot', () => {
    expect(nextInDirection([truck(1, 100, 100), truck(2, 50, 100)], from, 'right')).toBeNull();
  });

  it('never go back: whatever lies anywhere, right leads further right', () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), place, (places, start) => {
        const trucks = places.map(({ x, y }, slot) => ({ slot, x, y }));
        const next = nextInDirection(trucks, start, 'right');
        return next === null || (trucks[next]?.x ?? -1) > start.x;
      }),
    );
  });

  it('begin with the truck nearest to the middle', () => {
    expect(nearestTo([truck(1, 0, 0), truck(2, 90, 120), truck(3, 300, 100)], from)).toBe(2);
    expect(nearestTo([], from)).toBeNull();
  });
});
