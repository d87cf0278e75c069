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

  it('drops the lines of a machine without a sound card, and nothing else about sound', () => {
    const written: string[] = [];
    const feed = createNoiseFilter((text) => written.push(text));
    feed("ALSA lib confmisc.c:855:(parse_card) cannot find card '0'\n");
    feed('ALSA lib pcm.c:2664:(snd_pcm_open_noupdate) Unknown PCM default\n');
    feed('[77:1128/050000.123456:ERROR:alsa_util.cc(204)] PcmOpen: default,No such file or directory\n');
    feed('Uncaught: no sound for the alert (ALSA lib is missing)\n');
    expect(written).toEqual(['Uncaught: no sound for the alert (ALSA lib is missing)\n']);
  });
});
