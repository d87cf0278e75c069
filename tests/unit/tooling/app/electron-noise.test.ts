import { describe, expect, it } from 'vitest';
import { createNoiseFilter } from '../../../../src-main/tooling/app/electron-noise.ts';

describe('the filter of harmless lines', () => {
  it('drops what Chromium always says on a machine without a desktop, also when a line comes in pieces', () => {
    const written: string[] = [];
    const feed = createNoiseFilter((text) => written.push(text));
    feed('[12:ERROR:bus.cc(399)] Failed to conn');
    feed('ect to the bus: no such file\n[12:ERROR] the renderer cra');
    feed('shed\n');
    expect(written).toEqual(['[12:ERROR] the renderer crashed\n']);
  });
});
