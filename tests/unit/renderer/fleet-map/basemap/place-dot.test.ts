import { expect, test } from 'vitest';
import { placeDot } from '../../../../../src-renderer/fleet-map/basemap/place-dot.ts';

test('the dot is solid in the middle, empty at the rim, and round', () => {
  const { width, height, data } = placeDot();
  const alphaAt = (x: number, y: number) => data[(y * width + x) * 4 + 3];
  expect(data).toHaveLength(width * height * 4);
  expect(alphaAt(width / 2, height / 2)).toBe(255);
  expect(alphaAt(0, 0)).toBe(0);
  for (let at = 0; at < width; at += 1) {
    expect(alphaAt(at, height / 2)).toBe(alphaAt(width / 2, at));
    expect(alphaAt(at, height / 2)).toBe(alphaAt(width - 1 - at, height / 2));
  }
});
