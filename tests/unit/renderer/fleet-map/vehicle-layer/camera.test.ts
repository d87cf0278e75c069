import { describe, expect, it } from 'vitest';
import {
  anchoredMatrix,
  projectToScreen,
} from '../../../../../src-renderer/fleet-map/vehicle-layer/camera.ts';
import type { Camera } from '../../../../../src-renderer/fleet-map/vehicle-layer/camera.ts';
import {
  distanceMeters,
  latitudeOf,
  longitudeOf,
  worldX,
  worldY,
} from '../../../../../src-renderer/fleet-map/vehicle-layer/mercator.ts';

/** A map seen straight from above. */
function cameraAt(longitude: number, latitude: number, zoom: number): Camera {
  const [width, height] = [1_280, 720];
  const [centerX, centerY] = [worldX(longitude), worldY(latitude)];
  const [scaleX, scaleY] = [(2 * 512 * 2 ** zoom) / width, (-2 * 512 * 2 ** zoom) / height];
  const matrix = new Float64Array(16);
  matrix.set([scaleX, 0, 0, 0, 0, scaleY, 0, 0, 0, 0, 1, 0, -scaleX * centerX, -scaleY * centerY, 0, 1]);
  return { matrix, width, height, pixelRatio: 1, zoom, bearingDeg: 0, centerX, centerY };
}

describe('camera', () => {
  it('puts the centre in the middle and the east to the right', () => {
    const camera = cameraAt(-97, 33, 10);
    const middle = projectToScreen(camera, worldX(-97), worldY(33));
    expect(middle.x).toBeCloseTo(640, 6);
    expect(middle.y).toBeCloseTo(360, 6);
    expect(projectToScreen(camera, worldX(-96.9), worldY(33)).x).toBeGreaterThan(640);
    expect(projectToScreen(camera, worldX(-97), worldY(33.1)).y).toBeLessThan(360);
  });

  it('loses less than a twentieth of a pixel in 32 bits at zoom 18', () => {
    const camera = cameraAt(-97, 33, 18);
    const matrix = anchoredMatrix(camera, worldX(-97.001), worldY(33.001));
    const [x, y] = [worldX(-96.9995), worldY(32.9998)];
    const [nearX, nearY] = [Math.fround(x - worldX(-97.001)), Math.fround(y - worldY(33.001))];
    const screenX = ((matrix[0]! * nearX + matrix[12]!) * 0.5 + 0.5) * 1_280;
    const screenY = (0.5 - (matrix[5]! * nearY + matrix[13]!) * 0.5) * 720;
    const exact = projectToScreen(camera, x, y);
    expect(Math.abs(screenX - exact.x)).toBeLessThan(0.05);
    expect(Math.abs(screenY - exact.y)).toBeLessThan(0.05);
  });
});

describe('world coordinates', () => {
  it('lead back to where they came from', () => {
    expect(longitudeOf(worldX(-122.4194))).toBeCloseTo(-122.4194, 9);
    expect(latitudeOf(worldY(37.7749))).toBeCloseTo(37.7749, 9);
  });

  it('measure a hundredth of a degree of latitude as 1.11 km', () => {
    expect(distanceMeters(worldX(-100), worldY(40), worldX(-100), worldY(40.01))).toBeCloseTo(1_113, -1);
  });
});
