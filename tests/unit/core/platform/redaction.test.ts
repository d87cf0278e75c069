import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src-main/core/platform/errors.ts';
import { redactFields, redactText } from '../../../../src-main/core/platform/redaction.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const word = (minLength: number, maxLength: number, alphabet = letters) =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((characters) => characters.join(''));

const token = fc.oneof(
  word(20, 40).map((text) => `samsara_api_${text}`),
  word(32, 32, '0123456789abcdef').map((text) => `SK${text}`),
  word(32, 32, '0123456789abcdef').map((text) => `AC${text}`),
  fc.tuple(word(10, 20), word(10, 30), word(10, 30)).map(([a, b, c]) => `eyJ${a}.${b}.${c}`),
);
const digits = (length: number) => word(length, length, '0123456789');
const phone = fc.oneof(
  fc
    .tuple(digits(3), digits(3), digits(4))
    .chain(([area, exchange, line]) =>
      fc.constantFrom(
        `+1${area}${exchange}${line}`,
        `+1 ${area} ${exchange} ${line}`,
        `(${area}) ${exchange}-${line}`,
        `${area}-${exchange}-${line}`,
        `${area}.${exchange}.${line}`,
        `1-${area}-${exchange}-${line}`,
        `${area}${exchange}${line}`,
        `1${area}${exchange}${line}`,
      ),
    ),
  fc
    .tuple(fc.constantFrom('+49', '+44 ', '+352-', '+52 ('), fc.integer({ min: 6, max: 9 }).chain(digits))
    .map(([country, number]) => `${country}${number}`),
  digits(8).map((text) => `+44 ${text.slice(0, 2)} ${text.slice(2, 6)} ${text.slice(6)}`),
);
/** What stands around it must not look like more of it: a digit on the edge makes another number. */
const around = fc.string({ maxLength: 30 }).map((text) => text.replace(/[\w.+()-]/g, ''));
const between = (secret: fc.Arbitrary<string>) =>
  fc
    .tuple(around, secret, around)
    .map(([before, hidden, after]) => ({ text: `${before} ${hidden} ${after}`, hidden }));

/** The secret buried in an object, an array, an error, a key or a message. */
const buried = (secret: fc.Arbitrary<string>) =>
  between(secret).chain(({ text, hidden }) =>
    fc
      .constantFrom<(value: string) => unknown>(
        (value) => value,
        (value) => [1, value],
        (value) => ({ deep: { deeper: [{ value }] } }),
        (value) => ({ [value]: 1 }),
        (value) => new Error(value),
        (value) => new AppError('a/b', 'failed', { data: { value }, cause: new Error(value) }),
        (value) => new Map([['k', value]]),
        (value) => new Set([value]),
      )
      .map((bury) => ({ fields: { thing: bury(text) }, hidden })),
  );

describe('redaction', () => {
  it('leaves no token in any text', () => {
    fc.assert(fc.property(between(token), ({ text, hidden }) => !redactText(text).includes(hidden)));
  });

  it('leaves no phone number in any text', () => {
    fc.assert(fc.property(between(phone), ({ text, hidden }) => !redactText(text).includes(hidden)));
  });

  it('leaves none of them anywhere in the fields of a line', () => {
    fc.assert(
      fc.property(buried(fc.oneof(token, phone)), ({ fields, hidden }) => {
        expect(JSON.stringify(redactFields(fields))).not.toContain(hidden);
      }),
      { numRuns: 300 },
    );
  });

  it('hides whatever follows Bearer, Basic, or the name of a secret', () => {
    fc.assert(
      fc.property(word(8, 40), (secret) => {
        for (const text of [
          `Authorization: Bearer ${secret}`,
          `authorization=Basic ${secret}`,
          `https://x.example/y?access_token=${secret}&z=1`,
          `{"password": "${secret}"}`,
          `apiKey=${secret}`,
        ]) {
          expect(redactText(text)).not.toContain(secret);
        }
      }),
    );
  });

  it('hides whatever stands under the name of a secret or a phone, whatever its type', () => {
    const names = [
      'authorization',
      'Authorization',
      'apiToken',
      'api_key',
      'password',
      'set-cookie',
      'clientSecret',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names, 'phone', 'driverPhone'),
        fc.oneof(word(6, 20), fc.nat()),
        (name, value) => {
          const shown = JSON.stringify(redactFields({ outer: { [name]: value } }));
          expect(shown).toMatch(/"\[(secret|phone)\]"/);
        },
      ),
    );
    expect(redactFields({ headers: { authorization: { scheme: 'Bearer', value: 'x' } } })).toEqual({
      headers: { authorization: '[secret]' },
    });
  });

  it('leaves what is needed to understand a line', () => {
    const fields = {
      vehicleId: '281474982859042',
      url: 'https://api.samsara.com/fleet/vehicles/stats/feed',
      time: '2026-11-22T12:00:00.123Z',
      jobId: '019a1b2c-3d4e-7f60-8a1b-2c3d4e5f6071',
      bytes: 5_551_234_567,
      latitude: 30.2672,
      tokenCount: 3,
      sql: 'select "id" from "job" where "due_at_ms" <= ?',
      nothing: null,
    };
    expect(redactFields(fields)).toEqual(fields);
    expect(redactText('polled 512 vehicles in 120 ms, cursor at page 3')).toBe(
      'polled 512 vehicles in 120 ms, cursor at page 3',
    );
  });

  it('bounds what one line can hold', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    const shown = JSON.stringify(
      redactFields({ loop, long: 'ab '.repeat(100_000), many: new Array(10_000).fill(1) }),
    );
    expect(shown.length).toBeLessThan(10_000);
  });
});
