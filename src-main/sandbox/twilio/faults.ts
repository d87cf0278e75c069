import { z } from 'zod';
import { SandboxError } from '../errors.ts';

/** What can go wrong on the telephone side, by name. The number is the default of the fault's one setting, if any. */
export const twilioFaultCatalogue = {
  'drop-socket': {
    setting: null,
    what: 'every signalling socket breaks once, now; then the fault is off again',
  },
  'region-down': { setting: null, what: 'every signalling socket breaks and none is accepted' },
  'silent-socket': { setting: null, what: 'sockets stay open, but nothing is sent or listened to' },
  'slow-signalling': { setting: 3_000, what: 'every signalling message comes this many milliseconds late' },
  'no-reconnect-token': { setting: null, what: 'answers carry no token to take a call up again with' },
  'lose-media': { setting: null, what: 'no packet of sound passes, nor a connection check' },
  'packet-loss': { setting: 0.1, what: 'this share of the packets of sound gets lost' },
  jitter: { setting: 80, what: 'packets of sound come up to this many milliseconds late, at random' },
  delay: { setting: 300, what: 'packets of sound take this many milliseconds each way' },
  'no-telephone-events': { setting: null, what: 'new calls take keys as signalling messages only' },
  '20101': { setting: null, what: 'every access token is refused as invalid' },
  '20104': { setting: null, what: 'every access token is refused as expired' },
  '20151': { setting: null, what: 'every access token is refused as not authenticated' },
  '31005': { setting: null, what: 'calls from clients are ended by the gateway' },
  '53000': { setting: null, what: 'signalling answers `listen` with an error of its own' },
  'call-error': { setting: 31_486, what: 'calls from clients end at once with this error code' },
  'silent-refusal': { setting: null, what: 'a refused token gets its error, but the stream is not closed' },
  'nobody-answers': { setting: null, what: 'telephones ring and ring' },
  'rest-5xx': { setting: 1, what: 'this share of REST requests fails with 503' },
  'rest-429': { setting: 1, what: 'this share of REST requests is refused with 429 and code 20429' },
  'rest-slow': { setting: 5_000, what: 'REST answers take this many milliseconds longer' },
} as const satisfies Readonly<Record<string, { setting: number | null; what: string }>>;

export type TwilioFaultName = keyof typeof twilioFaultCatalogue;
export const twilioFaultNames = Object.keys(twilioFaultCatalogue).filter(
  (name): name is TwilioFaultName => name in twilioFaultCatalogue,
);

export const faultRequestSchema = z.object({
  name: z.string(),
  on: z.boolean().default(true),
  /** Replaces the default of the catalogue. */
  setting: z.number().nonnegative().optional(),
});

export interface TwilioFaults {
  /** Throws, listing the known ones. */
  switchOn(name: string, setting?: number): void;
  switchOff(name: string): void;
  isOn(name: TwilioFaultName): boolean;
  /** The setting of a fault that is on, else `null`. */
  setting(name: TwilioFaultName): number | null;
  names(): TwilioFaultName[];
  /** For faults that strike at once. */
  onSwitchedOn(listener: (name: TwilioFaultName) => void): void;
}

const isFaultName = (name: string): name is TwilioFaultName => Object.hasOwn(twilioFaultCatalogue, name);

export function createTwilioFaults(names: readonly string[] = []): TwilioFaults {
  const active = new Map<TwilioFaultName, number>();
  const listeners: ((name: TwilioFaultName) => void)[] = [];
  const known = (name: string): TwilioFaultName => {
    if (isFaultName(name)) return name;
    throw new SandboxError(`no fault is called "${name}"; known: ${twilioFaultNames.join(', ')}`);
  };
  const faults: TwilioFaults = {
    switchOn(text, setting) {
      const name = known(text);
      active.set(name, setting ?? twilioFaultCatalogue[name].setting ?? 0);
      for (const listener of listeners) listener(name);
    },
    switchOff: (text) => void active.delete(known(text)),
    isOn: (name) => active.has(name),
    setting: (name) => active.get(name) ?? null,
    names: () => [...active.keys()],
    onSwitchedOn: (listener) => void listeners.push(listener),
  };
  for (const name of names) faults.switchOn(name);
  return faults;
}
