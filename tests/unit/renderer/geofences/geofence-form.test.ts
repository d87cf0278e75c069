import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Geofence } from '../../../../src-main/core/operations/telematics/geofences/contract.ts';
import { areaOfRing, ringOf } from '../../../../src-renderer/geofences/geofence-area.ts';
import {
  emptyForm,
  formOf,
  readForm,
  withArea,
  type GeofenceForm,
} from '../../../../src-renderer/geofences/geofence-form.ts';
import { fromMeters, radiusUnits, toMeters } from '../../../../src-renderer/geofences/radius-unit.ts';

const geofence: Geofence = {
  id: '1',
  name: 'Yard',
  type: 'yard',
  area: { kind: 'circle', latitude: 41.25, longitude: -95.93, radiusMeters: 305 },
  tags: ['Dry van'],
  notes: null,
  alertsOnEntry: true,
  alertsOnExit: false,
  dwellLimitMinutes: 45,
  speedLimitMph: null,
  formattedAddress: null,
  isShared: true,
  sync: { state: 'inSync' },
  updatedAtMs: null,
};

const filled = (change: Partial<GeofenceForm>): GeofenceForm => ({
  ...emptyForm(false),
  name: 'Yard',
  latitude: 41.25,
  longitude: -95.93,
  ...change,
});
const problemOf = (form: GeofenceForm) => {
  const read = readForm(form);
  return 'problem' in read ? read.problem : null;
};

describe('the form of a geofence', () => {
  it('gives back what it was opened with', () => {
    const read = readForm(formOf(geofence));
    expect(read).toMatchObject({
      draft: {
        name: 'Yard',
        area: { kind: 'circle', latitude: 41.25, longitude: -95.93 },
        tags: ['Dry van'],
        notes: null,
        dwellLimitMinutes: 45,
        speedLimitMph: null,
        isShared: true,
      },
    });
    const radius = 'draft' in read && read.draft.area.kind === 'circle' ? read.draft.area.radiusMeters : 0;
    expect(Math.abs(radius - 305)).toBeLessThan(0.2);
  });

  it('says which field is missing or wrong', () => {
    expect(problemOf(filled({ name: '  ' }))).toEqual({ field: 'name', kind: 'nameMissing' });
    expect(problemOf(filled({ latitude: '', longitude: '' }))).toEqual({
      field: 'area',
      kind: 'areaMissing',
    });
    expect(problemOf(filled({ latitude: 95 }))).toEqual({ field: 'latitude', kind: 'latitude' });
    expect(problemOf(filled({ longitude: '' }))).toEqual({ field: 'longitude', kind: 'longitude' });
    expect(problemOf(filled({ radius: 20 }))).toEqual({ field: 'radius', kind: 'radius' });
    expect(problemOf(filled({ radius: 101, radiusUnit: 'mi' }))).toEqual({ field: 'radius', kind: 'radius' });
    expect(problemOf(filled({ radius: 100, radiusUnit: 'mi' }))).toBeNull();
    expect(problemOf(filled({ radius: 33 }))).toBeNull();
  });

  it('reads corners however they are separated, and names the line it cannot read', () => {
    const polygon = (corners: string) => filled({ shape: 'polygon', corners });
    expect(readForm(polygon('41.2, -95.9\n\n41.3;-95.9\n 41.3 -95.8 '))).toMatchObject({
      draft: {
        area: {
          kind: 'polygon',
          vertices: [
            { latitude: 41.2, longitude: -95.9 },
            { latitude: 41.3, longitude: -95.9 },
            { latitude: 41.3, longitude: -95.8 },
          ],
        },
      },
    });
    expect(problemOf(polygon('41.2, -95.9\nhere'))).toEqual({
      field: 'corners',
      kind: 'cornerLine',
      line: 2,
    });
    expect(problemOf(polygon('41.2, -195.9'))).toEqual({ field: 'corners', kind: 'cornerLine', line: 1 });
    expect(problemOf(polygon('41.2, -95.9\n41.3, -95.9'))).toEqual({ field: 'area', kind: 'tooFewPoints' });
    expect(problemOf(polygon(' \n'))).toEqual({ field: 'area', kind: 'areaMissing' });
  });

  it('takes over what was drawn, in the unit in use', () => {
    const form = withArea(filled({ radiusUnit: 'm' }), {
      kind: 'circle',
      latitude: 40,
      longitude: -90,
      radiusMeters: 250,
    });
    expect(form).toMatchObject({ shape: 'circle', latitude: 40, longitude: -90, radius: 250 });
  });
});

describe('a drawn ring', () => {
  it('is the circle it was made of, wherever and however large', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -60, max: 70, noNaN: true }),
        fc.double({ min: -170, max: 170, noNaN: true }),
        fc.integer({ min: 50, max: 20_000 }),
        (latitude, longitude, radiusMeters) => {
          const circle = { kind: 'circle', latitude, longitude, radiusMeters } as const;
          const area = areaOfRing('circle', ringOf(circle));
          if (area?.kind !== 'circle') throw new Error('not a circle');
          expect(Math.abs(area.radiusMeters - radiusMeters)).toBeLessThanOrEqual(1 + radiusMeters * 0.01);
          expect(area.latitude).toBeCloseTo(latitude, 2);
          expect(area.longitude).toBeCloseTo(longitude, 4);
        },
      ),
    );
  });
});

describe('a radius', () => {
  it('survives a change of unit within what a person sees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 160_000 }), fc.constantFrom(...radiusUnits), (meters, unit) => {
        const back = toMeters(fromMeters(meters, unit), unit);
        expect(Math.abs(back - meters)).toBeLessThanOrEqual(unit === 'mi' ? 0.81 : 0.51);
      }),
    );
  });
});
