import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertKinds } from '../../../../../src-main/core/operations/notifications/incident.wire.ts';
import {
  checkTemplate,
  renderTemplate,
} from '../../../../../src-main/core/operations/notifications/template-text.ts';
import {
  builtInTemplates,
  placeholdersOf,
  sampleValues,
} from '../../../../../src-main/core/operations/notifications/template-values.ts';

describe('a template', () => {
  it('fills in values, and the words behind the bar where a value is not known', () => {
    const template = '{truck} at {speed}, {driver|no driver}. {place|}';
    const values = { truck: 'Truck 7', speed: '79 mph', driver: null, place: null };
    expect(renderTemplate(template, values)).toBe('Truck 7 at 79 mph, no driver.');
    expect(renderTemplate('{driver}', values)).toBe('–');
  });

  it('writes a brace for two', () => {
    expect(renderTemplate('{{truck} is {truck}', { truck: 'Truck 7' })).toBe('{truck} is Truck 7');
  });

  it('does not take a value for a template', () => {
    expect(renderTemplate('{truck}', { truck: '{driver}', driver: 'Dana' })).toBe('{driver}');
  });

  it('is told what is wrong with it', () => {
    expect(checkTemplate('title', '{truk} {truck', ['truck'])).toEqual([
      { field: 'title', reason: 'unknownPlaceholder', detail: 'truk' },
      { field: 'title', reason: 'unclosed', detail: 'truck' },
    ]);
    expect(checkTemplate('title', '  ', [])).toEqual([{ field: 'title', reason: 'empty', detail: '' }]);
    expect(checkTemplate('body', '', [])).toEqual([]);
  });

  it('of any text renders to one line, without failing', () => {
    const values = { truck: 'Truck 7', driver: null };
    const property = fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (template) => {
      const line = renderTemplate(template, values);
      expect(line).toBe(line.trim());
      expect(line).not.toMatch(/\s\s/);
    });
    fc.assert(property);
  });

  it('without braces is itself', () => {
    const words = fc.string({ maxLength: 80 }).filter((text) => !/[{\s]/.test(text));
    fc.assert(
      fc.property(words, (text) => {
        expect(renderTemplate(text, {})).toBe(text);
      }),
    );
  });
});

describe.each(alertKinds)('the built-in template of %s', (kind) => {
  const { title, body } = builtInTemplates[kind];
  it('has no mistakes and says something with every value known, and with none', () => {
    expect(checkTemplate('title', title, placeholdersOf(kind))).toEqual([]);
    expect(checkTemplate('body', body, placeholdersOf(kind))).toEqual([]);
    const samples = sampleValues(kind, Date.UTC(2026, 10, 23));
    const nothing = Object.fromEntries(Object.keys(samples).map((name) => [name, null]));
    for (const values of [samples, nothing]) {
      expect(renderTemplate(title, values).length).toBeGreaterThan(3);
      expect(renderTemplate(`${title} ${body}`, values)).not.toMatch(/[{}|]/);
    }
  });
});
