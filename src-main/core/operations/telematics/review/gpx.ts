/**
 * GPX 1.1 as text, in pieces. Speed and course have no element in 1.1; they stand in Garmin's TrackPointExtension 2, which
 * the common readers know. Order of elements by the schema: metadata, wpt, trk.
 */
const namespaces = [
  'xmlns="http://www.topografix.com/GPX/1/1"',
  'xmlns:tpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd"',
].join(' ');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 cannot hold at all, also not escaped: controls, lone surrogates, the two non-characters. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

export const xmlText = (text: string): string =>
  text.replace(unwritable, '').replace(/[&<>"']/g, (character) => entities[character] ?? '');

const timeText = (timeMs: number): string => new Date(timeMs).toISOString();
const degrees = (value: number): string => value.toFixed(7);

export interface GpxPoint {
  readonly timeMs: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedMph: number | null;
  readonly headingDeg: number | null;
}

export interface GpxWaypoint {
  readonly timeMs: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
  readonly description: string;
}

const metersPerSecondPerMph = 0.44704;

export const gpxStart = (madeAtMs: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Switchyard" ${namespaces}>\n` +
  `<metadata><time>${timeText(madeAtMs)}</time></metadata>\n`;

export const gpxWaypoint = ({ timeMs, latitude, longitude, name, description }: GpxWaypoint): string =>
  `<wpt lat="${degrees(latitude)}" lon="${degrees(longitude)}"><time>${timeText(timeMs)}</time>` +
  `<name>${xmlText(name)}</name><desc>${xmlText(description)}</desc></wpt>\n`;

export const gpxTrackStart = (name: string): string => `<trk><name>${xmlText(name)}</name><trkseg>\n`;
export const gpxBreak = '</trkseg><trkseg>\n';
export const gpxTrackEnd = '</trkseg></trk>\n';
export const gpxEnd = '</gpx>\n';

export function gpxPoint({ timeMs, latitude, longitude, speedMph, headingDeg }: GpxPoint): string {
  const speed =
    speedMph === null ? '' : `<tpx:speed>${(speedMph * metersPerSecondPerMph).toFixed(2)}</tpx:speed>`;
  const course = headingDeg === null ? '' : `<tpx:course>${headingDeg}</tpx:course>`;
  const extension =
    speed + course === ''
      ? ''
      : `<extensions><tpx:TrackPointExtension>${speed}${course}</tpx:TrackPointExtension></extensions>`;
  return (
    `<trkpt lat="${degrees(latitude)}" lon="${degrees(longitude)}">` +
    `<time>${timeText(timeMs)}</time>${extension}</trkpt>\n`
  );
}
