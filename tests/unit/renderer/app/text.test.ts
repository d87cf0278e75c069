import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../src-renderer/app/text.ts';

type Texts = string | { readonly [key: string]: Texts };

const sentencesOf = (texts: Texts): readonly string[] =>
  typeof texts === 'string' ? [texts] : Object.values(texts).flatMap(sentencesOf);

describe('the text catalogue', () => {
  it('has both numbers for every text that counts', () => {
    const keysOf = (texts: Texts, path: string): readonly string[] =>
      typeof texts === 'string'
        ? [path]
        : Object.entries(texts).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`));
    const keys = new Set(keysOf(catalogue, ''));
    const ones = [...keys].filter((key) => key.endsWith('_one'));
    expect(ones.length).toBeGreaterThan(0);
    expect(ones.filter((key) => !keys.has(key.replace(/_one$/, '_other')))).toEqual([]);
  });

  it('closes every placeholder it opens', () => {
    for (const sentence of sentencesOf(catalogue)) {
      expect(sentence.replace(/\{\{[a-zA-Z]+\}\}/g, '')).not.toMatch(/\{\{|\}\}/);
    }
  });
});
