import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDigitQueue } from '../../../../src-renderer/phone-host/digit-queue.ts';

describe('digits of a call', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('go out one after another, however fast they are typed', () => {
    const sent: string[] = [];
    const send = createDigitQueue((digit) => sent.push(digit));
    send('4');
    send('2');
    send('#');
    expect(sent).toEqual(['4']);
    vi.advanceTimersByTime(229);
    expect(sent).toEqual(['4']);
    vi.advanceTimersByTime(231);
    expect(sent).toEqual(['4', '2', '#']);
    vi.advanceTimersByTime(1_000);
    send('9');
    expect(sent).toEqual(['4', '2', '#', '9']);
  });

  it('wait half a second for a w, and send nothing for it', () => {
    const sent: string[] = [];
    createDigitQueue((digit) => sent.push(digit))('w1');
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(sent).toEqual(['1']);
  });
});
