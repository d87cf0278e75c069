/** Numbers, units and times as people read them. One locale until the settings offer another. */
const locale = 'en-US';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const speed = new Intl.NumberFormat(locale, {
  style: 'unit',
  unit: 'mile-per-hour',
  unitDisplay: 'short',
  maximumFractionDigits: 0,
});
const miles = new Intl.NumberFormat(locale, {
  style: 'unit',
  unit: 'mile',
  unitDisplay: 'short',
  maximumFractionDigits: 0,
});
const shortMiles = new Intl.NumberFormat(locale, {
  style: 'unit',
  unit: 'mile',
  unitDisplay: 'short',
  maximumFractionDigits: 1,
});
const feet = new Intl.NumberFormat(locale, {
  style: 'unit',
  unit: 'foot',
  unitDisplay: 'short',
  maximumFractionDigits: 0,
});
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const seconds = new Intl.NumberFormat(locale, {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'narrow',
  signDisplay: 'exceptZero',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const megabytes = new Intl.NumberFormat(locale, {
  style: 'unit',
  unit: 'megabyte',
  unitDisplay: 'short',
  maximumFractionDigits: 1,
});
const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(locale, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const dated = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });

const list = new Intl.ListFormat(locale, { type: 'conjunction' });

const metersPerMile = 1_609.344;

/** "A, B, and C". */
export const formatList = (words: readonly string[]): string => list.format(words);
/** "November 22, 2026". */
export const formatDay = (timeMs: number): string => day.format(timeMs);
export const formatCount = (value: number): string => whole.format(value);
export const formatSpeed = (speedMph: number): string => speed.format(speedMph);
export const formatMiles = (distanceMeters: number): string => miles.format(distanceMeters / metersPerMile);
/** `value` counts from 0 to 100. */
export const formatPercent = (value: number): string => percent.format(value / 100);
/** "0.5 mi", or "420 ft" where miles would say nothing. */
export const formatDistance = (distanceMeters: number): string =>
  distanceMeters < metersPerMile / 8
    ? feet.format(distanceMeters / 0.3048)
    : shortMiles.format(distanceMeters / metersPerMile);
export const formatOffset = (offsetMs: number): string => seconds.format(offsetMs / 1_000);
export const formatMegabytes = (bytes: number): string => megabytes.format(bytes / 1_000_000);

/** "2:41 PM"; with the day in front when it is further than 20 hours from `nowMs`. */
export function formatMoment(timeMs: number, nowMs: number): string {
  const isToday = new Date(timeMs).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? time : dayAndTime).format(timeMs);
}

/** "Nov 28, 2026, 2:41 PM": where it may be any year. */
export const formatDated = (timeMs: number): string => dated.format(timeMs);

/** "(916) 555-0101" for a North American number in E.164; any other as it came. */
export const formatPhone = (phone: string): string =>
  phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** Five decimals are about a metre: what a dispatcher pastes into another map. */
export const formatCoordinates = (latitude: number, longitude: number): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
