import { describe, expect, it } from 'vitest';
import { defaultPhonePolicy } from '../../../../../src-main/core/operations/twilio/account.ts';
import { flowUrlsAt } from '../../../../../src-main/core/operations/twilio/flow/flow-urls.ts';
import { createRinging } from '../../../../../src-main/core/operations/twilio/flow/ringing.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';

const minuteMs = 60_000;

/** A vendor who is out of reach: nobody is rung, and nobody answers. */
function ringing(isWaiting = true) {
  const clock = createManualClock();
  const givenUp: string[] = [];
  const rings = createRinging({
    clock,
    logger: createRecordingLogger(),
    urls: flowUrlsAt('http://127.0.0.1:9'),
    gateway: () => null,
    policy: () => ({ ...defaultPhonePolicy, identity: 'dana' }),
    waiting: () => Promise.resolve(isWaiting ? { from: '+13125550142', ownNumber: '+13125550100' } : null),
    onGivenUp: (callId) => Promise.resolve(void givenUp.push(callId)),
  });
  return { clock, rings, givenUp };
}

describe('a call that waits for a desk', () => {
  it('is told that nobody comes after ten minutes, and not before', async () => {
    const { clock, rings, givenUp } = ringing();
    rings.start('call');
    await clock.advance(10 * minuteMs);
    expect(givenUp).toEqual([]);
    await clock.advance(minuteMs);
    expect(givenUp).toEqual(['call']);
    expect(clock.sleeperCount()).toBe(0);
  });

  it('is forgotten once it waits for nobody any more', async () => {
    const { clock, rings, givenUp } = ringing(false);
    rings.start('call');
    await clock.advance(minuteMs);
    expect(givenUp).toEqual([]);
    expect(clock.sleeperCount()).toBe(0);
  });

  it('is not rung for any more when it was stopped', async () => {
    const { clock, rings, givenUp } = ringing();
    rings.start('call');
    await clock.advance(minuteMs);
    await rings.end('call', null);
    await clock.advance(20 * minuteMs);
    expect(givenUp).toEqual([]);
    expect(clock.sleeperCount()).toBe(0);
  });
});
