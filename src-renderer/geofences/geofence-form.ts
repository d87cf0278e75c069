import type {
  Geofence,
  GeofenceArea,
  GeofenceDraft,
} from '../../src-main/core/operations/telematics/geofences/contract.ts';
import {
  geofenceLimits,
  type AreaProblem,
  type GeofenceType,
} from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';
import { fittingUnit, fromMeters, toMeters, type RadiusUnit } from './radius-unit.ts';

/** A field for a number may be empty. */
export type MaybeNumber = number | '';

/** The form as it is typed: not everything in it makes sense yet. */
export interface GeofenceForm {
  readonly id: string | null;
  /** It came from Samsara, or is known there: whether it is shared is no longer a question. */
  readonly isShareFixed: boolean;
  readonly name: string;
  readonly type: GeofenceType;
  readonly shape: GeofenceArea['kind'];
  readonly latitude: MaybeNumber;
  readonly longitude: MaybeNumber;
  readonly radius: MaybeNumber;
  readonly radiusUnit: RadiusUnit;
  /** One corner per line. */
  readonly corners: string;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly alertsOnEntry: boolean;
  readonly alertsOnExit: boolean;
  readonly dwellMinutes: MaybeNumber;
  readonly speedMph: MaybeNumber;
  readonly isShared: boolean;
}

export type FormProblem =
  | { readonly field: 'name'; readonly kind: 'nameMissing' }
  | { readonly field: 'latitude'; readonly kind: 'latitude' }
  | { readonly field: 'longitude'; readonly kind: 'longitude' }
  | { readonly field: 'radius'; readonly kind: 'radius' }
  | { readonly field: 'corners'; readonly kind: 'cornerLine'; readonly line: number }
  | { readonly field: 'area'; readonly kind: AreaProblem | 'areaMissing' };

export const emptyForm = (isShared: boolean): GeofenceForm => ({
  id: null,
  isShareFixed: false,
  name: '',
  type: 'yard',
  shape: 'circle',
  latitude: '',
  longitude: '',
  radius: 1_000,
  radiusUnit: 'ft',
  corners: '',
  tags: [],
  notes: '',
  alertsOnEntry: true,
  alertsOnExit: true,
  dwellMinutes: '',
  speedMph: '',
  isShared,
});

const cornersText = (area: GeofenceArea): string =>
  area.kind === 'circle'
    ? ''
    : area.vertices
        .map(({ latitude, longitude }) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`)
        .join('\n');

/** The form with the area that was drawn, dragged or chosen. The unit stays while a person works with it. */
export function withArea(form: GeofenceForm, area: GeofenceArea): GeofenceForm {
  if (area.kind === 'polygon') return { ...form, shape: 'polygon', corners: cornersText(area) };
  const { latitude, longitude, radiusMeters } = area;
  return {
    ...form,
    shape: 'circle',
    latitude,
    longitude,
    radius: fromMeters(radiusMeters, form.radiusUnit),
  };
}

export function formOf(geofence: Geofence): GeofenceForm {
  const { area } = geofence;
  const radiusUnit = area.kind === 'circle' ? fittingUnit(area.radiusMeters) : 'ft';
  const form: GeofenceForm = {
    id: geofence.id,
    isShareFixed: geofence.isShared,
    name: geofence.name,
    type: geofence.type,
    shape: area.kind,
    latitude: '',
    longitude: '',
    radius: '',
    radiusUnit,
    corners: '',
    tags: geofence.tags,
    notes: geofence.notes ?? '',
    alertsOnEntry: geofence.alertsOnEntry,
    alertsOnExit: geofence.alertsOnExit,
    dwellMinutes: geofence.dwellLimitMinutes ?? '',
    speedMph: geofence.speedLimitMph ?? '',
    isShared: geofence.isShared,
  };
  return withArea(form, area);
}

const cornerPattern = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/;

function readCorners(text: string): { area: GeofenceArea } | { problem: FormProblem } {
  const vertices: { latitude: number; longitude: number }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, latitude, longitude] = cornerPattern.exec(line) ?? [];
    const corner = { latitude: Number(latitude ?? Number.NaN), longitude: Number(longitude ?? Number.NaN) };
    if (!(Math.abs(corner.latitude) <= 85) || !(Math.abs(corner.longitude) <= 180)) {
      return { problem: { field: 'corners', kind: 'cornerLine', line: at + 1 } };
    }
    vertices.push(corner);
  }
  if (vertices.length === 0) return { problem: { field: 'area', kind: 'areaMissing' } };
  if (vertices.length < 3) return { problem: { field: 'area', kind: 'tooFewPoints' } };
  return { area: { kind: 'polygon', vertices } };
}

/** What the fields about the place say; the core checks the rest (crossing edges, size). */
export function readArea(form: GeofenceForm): { area: GeofenceArea } | { problem: FormProblem } {
  if (form.shape === 'polygon') return readCorners(form.corners);
  const { latitude, longitude, radius, radiusUnit } = form;
  if (latitude === '' && longitude === '') return { problem: { field: 'area', kind: 'areaMissing' } };
  if (latitude === '' || Math.abs(latitude) > 85) return { problem: { field: 'latitude', kind: 'latitude' } };
  if (longitude === '' || Math.abs(longitude) > 180) {
    return { problem: { field: 'longitude', kind: 'longitude' } };
  }
  const radiusMeters = radius === '' ? 0 : toMeters(radius, radiusUnit);
  const { radiusMetersMin, radiusMetersMax } = geofenceLimits;
  // Half a meter of slack: 33 ft are 10.06 m, 100 mi are 160,934.4 m.
  if (radiusMeters < radiusMetersMin - 0.5 || radiusMeters > radiusMetersMax + 0.5) {
    return { problem: { field: 'radius', kind: 'radius' } };
  }
  return { area: { kind: 'circle', latitude, longitude, radiusMeters } };
}

export function readForm(form: GeofenceForm): { draft: GeofenceDraft } | { problem: FormProblem } {
  const name = form.name.trim();
  if (name === '') return { problem: { field: 'name', kind: 'nameMissing' } };
  const read = readArea(form);
  if ('problem' in read) return read;
  const { type, tags, alertsOnEntry, alertsOnExit, isShared } = form;
  return {
    draft: {
      name,
      type,
      area: read.area,
      tags,
      notes: form.notes.trim() === '' ? null : form.notes.trim(),
      alertsOnEntry,
      alertsOnExit,
      dwellLimitMinutes: form.dwellMinutes === '' ? null : form.dwellMinutes,
      speedLimitMph: form.speedMph === '' ? null : form.speedMph,
      isShared,
    },
  };
}
