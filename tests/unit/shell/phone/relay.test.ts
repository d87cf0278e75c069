import { describe, expect, it } from 'vitest';
import { createPhoneRelay } from '../../../../src-main/shell/phone/relay.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

const callId = '0198b6d2-0000-7000-8000-000000000001';
const report = {
  calls: [],
  devices: {
    microphones: [],
    speakers: [],
    microphone: { wanted: null, used: null },
    speaker: { wanted: null, used: null },
    ringer: { wanted: null, used: null },
    microphoneState: 'ready' as const,
  },
  isRingSounding: true,
  trial: 'none' as const,
  registration: 'registered' as const,
};

const open = () => {
  const clock = createManualClock();
  const relay = createPhoneRelay({ clock });
  relay.report(report);
  return { clock, relay };
};

describe('between desks and the phone host', () => {
  it('refuses orders while there is no host', async () => {
    const relay = createPhoneRelay({ clock: createManualClock() });
    await expect(relay.order({ kind: 'answer', callId })).rejects.toMatchObject({
      code: 'softphone/no-host',
    });
  });

  it('keeps an order in the list until it is settled', async () => {
    const { relay } = open();
    const done = relay.order({ kind: 'answer', callId });
    expect(relay.orders.get().orders).toEqual([{ orderId: 1, order: { kind: 'answer', callId } }]);
    relay.settle(1, null);
    await done;
    expect(relay.orders.get().orders).toEqual([]);
  });

  it('hands the host’s refusal on with its code', async () => {
    const { relay } = open();
    const done = relay.order({ kind: 'decline', callId });
    relay.settle(1, { code: 'softphone/unknown-call', message: 'gone' });
    await expect(done).rejects.toMatchObject({ code: 'softphone/unknown-call' });
  });

  it('gives an order up that is not settled in time', async () => {
    const { clock, relay } = open();
    const done = expect(relay.order({ kind: 'hangUp', callId })).rejects.toMatchObject({
      code: 'softphone/timeout',
    });
    await clock.advance(20_000);
    await done;
    expect(relay.orders.get().orders).toEqual([]);
    expect(() => relay.settle(1, null)).not.toThrow();
  });

  it('tells whoever waits when the host dies, and shows nothing of what it said', async () => {
    const { relay } = open();
    const done = expect(relay.order({ kind: 'hangUp', callId })).rejects.toMatchObject({
      code: 'softphone/no-host',
    });
    relay.hostGone('restarting');
    await done;
    expect(relay.softphone.get()).toMatchObject({
      host: 'restarting',
      isRingSounding: false,
      registration: 'unregistered',
    });
  });
});
