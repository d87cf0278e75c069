import builtIn from '../../../../resources/templates/en/alerts.json' with { type: 'json' };
import type { Happening } from './incident.ts';
import type { AlertKind } from './incident.wire.ts';
import type { TemplateValues } from './template-text.ts';

const { words, samples } = builtIn;

export interface AlertText {
  readonly title: string;
  readonly body: string;
}

/** The texts Switchyard comes with, one set per kind. */
export const builtInTemplates: Readonly<Record<AlertKind, AlertText>> = builtIn.templates;
export const ruleNames: Readonly<Record<keyof typeof builtIn.rules, string>> = builtIn.rules;

/** What every alert can tell. */
export interface AlertContext {
  readonly truck: string | null;
  readonly driver: string | null;
  readonly place: string | null;
  readonly happenedAtMs: number;
}

const minuteMs = 60_000;
const clockText = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
const fill = (text: string, values: Readonly<Record<string, string | number>>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(values[name] ?? ''));

const speedText = (mph: number | null) => (mph === null ? null : fill(words.mph, { value: Math.round(mph) }));
const momentText = (timeMs: number | null) => (timeMs === null ? null : clockText.format(timeMs));

function spanText(durationMs: number | null): string | null {
  if (durationMs === null) return null;
  const minutes = Math.floor(durationMs / minuteMs);
  if (minutes < 60) return fill(words.minutes, { minutes });
  return fill(words.hoursMinutes, {
    hours: Math.floor(minutes / 60),
    minutes: String(minutes % 60).padStart(2, '0'),
  });
}

/** The values of what is particular to the kind. */
function particularValues(happening: Happening): TemplateValues {
  switch (happening.kind) {
    case 'speeding':
      return { speed: speedText(happening.details.speedMph), limit: speedText(happening.details.limitMph) };
    case 'idling':
      return { duration: spanText(happening.details.idleMs) };
    case 'harshEvent': {
      const { label, gForce } = happening.details;
      return {
        event: label,
        force: gForce === null ? null : fill(words.force, { value: gForce.toFixed(1) }),
      };
    }
    case 'fault': {
      const { code, description, lamp } = happening.details;
      return { code, description, lamp: lamp === 'none' ? null : words.lamps[lamp] };
    }
    case 'lowFuel':
      return { fuel: fill(words.percent, { value: Math.round(happening.details.fuelPercent) }) };
    case 'geofenceEntered':
    case 'geofenceExited':
    case 'geofenceDwelled':
    case 'geofenceSpeeding': {
      const { geofenceName, dwellMs, speedMph, limitMph } = happening.details;
      return {
        geofence: geofenceName,
        duration: spanText(dwellMs),
        speed: speedText(speedMph),
        limit: speedText(limitMph),
      };
    }
    case 'hoursEnding': {
      const { clock, remainingMs } = happening.details;
      return { clock: words.clocks[clock], left: spanText(remainingMs) };
    }
    case 'lostContact':
    case 'gatewayUnplugged':
      return { lastHeard: momentText(happening.details.lastHeardAtMs) };
    case 'vendorAlert':
      return { alert: happening.details.configurationName, description: happening.details.description };
  }
}

export function templateValues(happening: Happening, context: AlertContext): TemplateValues {
  const { truck, driver, place, happenedAtMs } = context;
  return { truck, driver, place, time: momentText(happenedAtMs), ...particularValues(happening) };
}

const sampleGeofence = {
  geofenceId: 'sample',
  geofenceName: samples.geofence,
  dwellMs: 95 * minuteMs,
  speedMph: 32,
  limitMph: 15,
};
const sampleHappenings: { readonly [Kind in AlertKind]: Extract<Happening, { kind: Kind }>['details'] } = {
  speeding: { speedMph: 79, limitMph: 65 },
  idling: { idleMs: 42 * minuteMs },
  harshEvent: { label: samples.event, gForce: 0.6, url: null },
  fault: { code: samples.code, description: samples.description, lamp: 'warning' },
  lowFuel: { fuelPercent: 12 },
  geofenceEntered: sampleGeofence,
  geofenceExited: sampleGeofence,
  geofenceDwelled: sampleGeofence,
  geofenceSpeeding: sampleGeofence,
  hoursEnding: { clock: 'drive', remainingMs: 28 * minuteMs },
  lostContact: { lastHeardAtMs: null },
  gatewayUnplugged: { lastHeardAtMs: null },
  vendorAlert: {
    configurationId: 'sample',
    configurationName: samples.alert,
    description: samples.description,
    url: null,
  },
};

/** Made-up values for previews, as of `nowMs`. Their names are the placeholders of that kind. */
export function sampleValues(kind: AlertKind, nowMs: number): TemplateValues {
  const happening = { kind, details: sampleHappenings[kind] } as Happening;
  const { truck, driver, place } = samples;
  const values = templateValues(happening, { truck, driver, place, happenedAtMs: nowMs });
  return 'lastHeard' in values ? { ...values, lastHeard: momentText(nowMs - 21 * minuteMs) } : values;
}

export const placeholdersOf = (kind: AlertKind): readonly string[] => Object.keys(sampleValues(kind, 0));
