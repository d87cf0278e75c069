import { describe, expect, it } from 'vitest';
import type { SoftphoneCall, SoftphoneLeg } from '../../../../src-main/shell/phone/contract.ts';
import { justEnded, pictureOf } from '../../../../src-renderer/softphone/desk-calls.ts';

const call = (callId: string, leg: SoftphoneLeg, change: Partial<SoftphoneCall> = {}): SoftphoneCall => ({
  callId,
  direction: 'outgoing',
  address: '+19165550101',
  title: callId,
  leg,
  begunAtMs: 1_000,
  connectedAtMs: null,
  isMuted: false,
  mutedUntilMs: null,
  quality: null,
  ...change,
});
const connected: SoftphoneLeg = { kind: 'connected', sinceMs: 2_000 };
const held: SoftphoneLeg = { kind: 'held', sinceMs: 2_000 };
const offered: SoftphoneLeg = { kind: 'offered', sinceMs: 2_000, isSilenced: false };
const ended: SoftphoneLeg = {
  kind: 'ended',
  sinceMs: 9_000,
  ending: 'hungUpThere',
  code: null,
  message: null,
};

describe('the picture of calls', () => {
  it('keeps every call in sight when a second one rings', () => {
    const picture = pictureOf([call('first', connected), call('second', offered, { begunAtMs: 5_000 })], []);
    expect(picture.front?.callId).toBe('first');
    expect(picture.ringing.map(({ callId }) => callId)).toEqual(['second']);
  });

  it('puts in front whom one speaks with, not who waits on hold', () => {
    const picture = pictureOf([call('waits', held), call('speaks', connected, { begunAtMs: 500 })], []);
    expect(picture.front?.callId).toBe('speaks');
    expect(picture.others.map(({ callId }) => callId)).toEqual(['waits']);
  });

  it('has the one begun last in front when all are on hold', () => {
    const picture = pictureOf([call('old', held), call('new', held, { begunAtMs: 8_000 })], []);
    expect(picture.front?.callId).toBe('new');
  });

  it('shows nothing of a call that is over', () => {
    expect(pictureOf([call('over', ended)], []).front).toBeNull();
  });
});

describe('changes between two states', () => {
  it('wraps up what was spoken, and what was dialled in vain', () => {
    const before = [call('spoken', connected, { connectedAtMs: 2_000 }), call('vain', connected)];
    const now = [call('spoken', ended, { connectedAtMs: 2_000 })];
    expect(justEnded(before, now).map(({ callId }) => callId)).toEqual(['spoken', 'vain']);
  });

  it('has nothing to wrap up of a call that only rang here', () => {
    const before = [call('rang', offered, { direction: 'incoming' })];
    expect(justEnded(before, [call('rang', ended, { direction: 'incoming' })])).toEqual([]);
  });

  it('ends a call once, however long it stays in the list', () => {
    expect(justEnded([call('over', ended)], [call('over', ended)])).toEqual([]);
    expect(justEnded([call('over', ended)], [])).toEqual([]);
  });
});
