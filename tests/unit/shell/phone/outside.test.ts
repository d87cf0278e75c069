import { describe, expect, it } from 'vitest';
import type { SoftphoneCall, Softphone } from '../../../../src-main/shell/phone/contract.ts';
import { nextStart } from '../../../../src-main/shell/phone/host-restart.ts';
import { actionOfHotkey, callInFront } from '../../../../src-main/shell/phone/hotkey-order.ts';
import { phoneText } from '../../../../src-main/shell/phone/phone-text.ts';
import { numberOfTelLink, telLinkIn } from '../../../../src-main/shell/phone/tel-link.ts';
import { trayPicture, withDot } from '../../../../src-main/shell/phone/tray-picture.ts';
import { isMicrophoneOnly } from '../../../../src-main/shell/security/microphone.ts';

const call = (
  callId: string,
  leg: Partial<SoftphoneCall['leg']> & { kind: SoftphoneCall['leg']['kind'] },
  isMuted = false,
) => ({ callId, leg, isMuted, title: callId }) as unknown as SoftphoneCall;
const offered = call('ring', { kind: 'offered' });
const talking = call('talk', { kind: 'connected' });
const held = call('held', { kind: 'held' });

describe('keys pressed outside of the desk', () => {
  it('mean the phone call a person speaks in, not one that waits', () => {
    expect(callInFront([held, talking, offered])).toBe(talking);
    expect(callInFront([held])).toBe(held);
    expect(callInFront([offered, call('over', { kind: 'ended' })])).toBeNull();
  });

  it('answer what rings, and hang up what is spoken in before declining what rings', () => {
    expect(actionOfHotkey('answer', [talking, offered])).toEqual({ kind: 'answer', callId: 'ring' });
    expect(actionOfHotkey('answer', [talking])).toBeNull();
    expect(actionOfHotkey('hangUp', [talking, offered])).toEqual({ kind: 'hangUp', callId: 'talk' });
    expect(actionOfHotkey('hangUp', [offered])).toEqual({ kind: 'decline', callId: 'ring' });
  });

  it('turn mute and hold over', () => {
    expect(actionOfHotkey('mute', [call('a', { kind: 'connected' }, true)])).toMatchObject({
      isMuted: false,
    });
    expect(actionOfHotkey('hold', [held])).toMatchObject({ kind: 'setHeld', isHeld: false });
    expect(actionOfHotkey('hold', [])).toBeNull();
  });
});

describe('a tel link', () => {
  it.each([
    ['tel:+1-312-555-0100', '+13125550100'],
    ['tel:(312)%20555-0100;ext=5', '3125550100'],
    ['TEL://3125550100', '3125550100'],
    ['tel:*67', '*67'],
  ])('%s is %s', (link, number) => expect(numberOfTelLink(link)).toBe(number));

  it.each(['tel:', 'tel:%', 'tel:javascript:alert(1)', 'https://x/tel:1', `tel:${'1'.repeat(99)}`])(
    '%s is none',
    (link) => expect(numberOfTelLink(link)).toBeNull(),
  );

  it('is found among a program’s arguments', () => {
    expect(telLinkIn(['switchyard', '--flag', 'tel:+13125550100'])).toBe('+13125550100');
    expect(telLinkIn(['switchyard', '13125550100'])).toBeNull();
  });
});

describe('a phone host that dies', () => {
  it('is made again at once, then with pauses, and not for ever', () => {
    let died: readonly number[] = [];
    const delays = Array.from({ length: 7 }, (_, index) => {
      const next = nextStart(died, index * 1_000);
      died = next.died;
      return next.delayMs;
    });
    expect(delays).toEqual([100, 200, 400, 800, 1_600, 3_200, null]);
    expect(nextStart(died, 10 * 60_000).delayMs).toBe(100);
  });
});

describe('the tray', () => {
  const softphone = (part: Partial<Softphone>) =>
    ({
      host: 'running',
      registration: 'registered',
      isDoNotDisturbOn: false,
      calls: [],
      ...part,
    }) as Softphone;

  it('shows the most pressing thing', () => {
    expect(trayPicture(softphone({})).tone).toBe('ready');
    expect(trayPicture(softphone({ isDoNotDisturbOn: true })).tone).toBe('doNotDisturb');
    expect(trayPicture(softphone({ registration: 'registering' })).tone).toBe('notReady');
    expect(trayPicture(softphone({ calls: [talking] })).tone).toBe('inCall');
    expect(trayPicture(softphone({ calls: [call('m', { kind: 'connected' }, true)] })).tone).toBe('muted');
    expect(trayPicture(softphone({ calls: [talking, offered] })).tone).toBe('ringing');
  });

  it('paints a dot in the corner and leaves the rest', () => {
    const bitmap = new Uint8Array(32 * 32 * 4).fill(7);
    const painted = withDot(bitmap, 32, 'notReady');
    expect([...painted.slice(0, 4)]).toEqual([7, 7, 7, 7]);
    expect([...painted.slice((24 * 32 + 24) * 4, (24 * 32 + 24) * 4 + 4)]).toEqual([0x31, 0x31, 0xe0, 0xff]);
    expect(bitmap.every((byte) => byte === 7)).toBe(true);
  });

  it('has words with the caller in them', () => {
    expect(phoneText('tray.ringing', { who: 'Ann' })).toContain('Ann');
  });
});

describe('a wish for media', () => {
  it('is granted for sound and nothing else', () => {
    expect(isMicrophoneOnly({ mediaTypes: ['audio'] })).toBe(true);
    expect(isMicrophoneOnly({ mediaType: 'audio' })).toBe(true);
    expect(isMicrophoneOnly({ mediaTypes: ['audio', 'video'] })).toBe(false);
    expect(isMicrophoneOnly({ mediaType: 'video' })).toBe(false);
    expect(isMicrophoneOnly({})).toBe(false);
  });
});
