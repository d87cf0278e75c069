import type { WebhookTarget } from '../twiml/index.ts';
import { badParameter, RestError } from './rest-error.ts';

/** Parameters of a request, each read as what it must be; a wrong one is refused. A missing one is `undefined`. */
export interface Form {
  text(name: string): string | undefined;
  boolean(name: string): boolean | undefined;
  integer(name: string, minimum: number, maximum: number): number | undefined;
  oneOf<const T extends string>(name: string, ...values: readonly T[]): T | undefined;
  someOf<const T extends string>(name: string, ...values: readonly T[]): readonly T[] | undefined;
  /** `null` when it is given and empty: nothing is to be called any more. */
  webhook(urlName: string, methodName: string): WebhookTarget | null | undefined;
  /** A day or a moment. */
  time(name: string): { readonly ms: number; readonly isDay: boolean } | undefined;
  /** As they were written, for addresses of further pages. */
  entries(): Iterable<readonly [string, string]>;
}

export function createForm(parameters: URLSearchParams): Form {
  const text = (name: string) => parameters.get(name) ?? undefined;
  const oneOf = <const T extends string>(name: string, ...values: readonly T[]): T | undefined => {
    const written = text(name);
    if (written === undefined || written === '') return undefined;
    const value = values.find((known) => known === written);
    if (value === undefined) throw badParameter(name, `"${written}" is none of ${values.join(', ')}`);
    return value;
  };
  return {
    text,
    oneOf,
    boolean: (name) => {
      const written = text(name)?.toLowerCase();
      if (written === undefined || written === '') return undefined;
      if (written !== 'true' && written !== 'false') throw badParameter(name, 'must be true or false');
      return written === 'true';
    },
    integer(name, minimum, maximum) {
      const written = text(name);
      if (written === undefined || written === '') return undefined;
      const value = /^\d+$/.test(written) ? Number(written) : NaN;
      if (!(value >= minimum && value <= maximum)) {
        throw badParameter(name, `must be an integer from ${minimum} to ${maximum}`);
      }
      return value;
    },
    someOf(name, ...values) {
      const words = parameters.getAll(name).flatMap((written) => written.split(/[\s,]+/));
      const written = words.filter((word) => word !== '');
      if (written.length === 0) return undefined;
      return written.map((word) => {
        const value = values.find((known) => known === word);
        if (value === undefined) throw badParameter(name, `"${word}" is none of ${values.join(', ')}`);
        return value;
      });
    },
    webhook(urlName, methodName) {
      const url = text(urlName);
      if (url === undefined) return undefined;
      if (url === '') return null;
      if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
        throw new RestError(400, 21_205, `${urlName} is not a valid URL: ${url}`);
      }
      return { url, method: oneOf(methodName, 'GET', 'POST') ?? 'POST' };
    },
    time(name) {
      const written = text(name);
      if (written === undefined || written === '') return undefined;
      const ms = Date.parse(written);
      if (Number.isNaN(ms)) throw badParameter(name, `"${written}" is no date`);
      return { ms, isDay: /^\d{4}-\d\d-\d\d$/.test(written) };
    },
    entries: () => parameters.entries(),
  };
}

const dayMs = 24 * 60 * 60 * 1_000;

/** Twilio's date filters: `Name` is that day, `Name<` up to it, `Name>` from it on, bounds included. */
export function timeFilter(form: Form, name: string): (ms: number) => boolean {
  const at = form.time(name);
  const until = form.time(`${name}<`);
  const from = form.time(`${name}>`);
  return (ms) =>
    (at === undefined || (at.isDay ? ms >= at.ms && ms < at.ms + dayMs : ms === at.ms)) &&
    (until === undefined || ms <= until.ms) &&
    (from === undefined || ms >= from.ms);
}
