import type { TFunction } from 'i18next';
import type {
  Geofence,
  GeofenceArea,
  GeofenceEvent,
} from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { ageText, spanText } from '../ui/age-text.ts';
import { formatCount, formatSpeed } from '../ui/format.ts';
import { fittingUnit, fromMeters } from './radius-unit.ts';

type Translate = TFunction<'geofences'>;

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

export function radiusText(meters: number, t: Translate): string {
  const unit = fittingUnit(meters);
  const word = { ft: t('form.unitFt'), mi: t('form.unitMi'), m: t('form.unitM') }[unit];
  return `${grouped.format(fromMeters(meters, unit))} ${word}`;
}

export const shapeText = (area: GeofenceArea, t: Translate): string =>
  area.kind === 'circle'
    ? t('shape.circle', { radius: radiusText(area.radiusMeters, t) })
    : t('shape.polygon', { count: area.vertices.length, countText: formatCount(area.vertices.length) });

const minuteMs = 60_000;

/** "40 s", "12 min", "3 h 05 min". */
export const durationText = (durationMs: number): string =>
  durationMs < 60 * minuteMs ? ageText(durationMs) : spanText(durationMs);

/** What raises an alert, in words; empty: nothing does. */
export function alertTexts(geofence: Geofence, t: Translate): string[] {
  const { alertsOnEntry, alertsOnExit, dwellLimitMinutes, speedLimitMph } = geofence;
  return [
    alertsOnEntry ? t('card.alertEntry') : '',
    alertsOnExit ? t('card.alertExit') : '',
    dwellLimitMinutes === null
      ? ''
      : t('card.alertDwell', { duration: durationText(dwellLimitMinutes * minuteMs) }),
    speedLimitMph === null ? '' : t('card.alertSpeed', { speed: formatSpeed(speedLimitMph) }),
  ].filter(Boolean);
}

export function eventText(event: GeofenceEvent, vehicle: string, t: Translate): string {
  const duration = event.dwellMs === null ? '' : durationText(event.dwellMs);
  switch (event.kind) {
    case 'entered':
      return t('event.entered', { vehicle });
    case 'exited':
      return duration === '' ? t('event.exited', { vehicle }) : t('event.exitedAfter', { vehicle, duration });
    case 'dwelled':
      return t('event.dwelled', { vehicle, duration });
    case 'sped':
      return t('event.sped', { vehicle, speed: formatSpeed(event.speedMph ?? 0) });
  }
}
