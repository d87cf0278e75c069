import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../../src-main/core/operations/twilio/calls/contract.ts';
import { startText } from '../../../../src-renderer/app/text.ts';
import { eventWords, partyNames } from '../../../../src-renderer/call-log/log-text.ts';

beforeAll(startText);

const number = '+13125550142';
const party = { kind: 'driver', id: 'd1', name: 'Ana Ruiz' } as const;

const added = (partyId: string, role: 'caller' | 'callee' | 'consulted', address: string): RecordedEvent => ({
  eventId: `added ${partyId}`,
  timeMs: 0,
  source: 'flow',
  desk: null,
  event: { kind: 'partyAdded', partyId, role, address, callSid: null },
});

describe('the history of a call', () => {
  it('says that a caller called, and that others were', () => {
    const events = [added('p1', 'caller', number), added('p2', 'consulted', '+13125550143')];
    const nameOf = partyNames({ number, party }, events);
    expect(events.map((event) => eventWords(event, nameOf))).toEqual([
      'Ana Ruiz called',
      '(312) 555-0143 was called',
    ]);
  });

  it('names a number nobody is known by as people write it, and a desk by its name', () => {
    const events = [added('p1', 'callee', number), added('p2', 'consulted', 'client:night')];
    const nameOf = partyNames({ number, party: null }, events);
    expect([nameOf('p1'), nameOf('p2'), nameOf('p3')]).toEqual(['(312) 555-0142', 'night', null]);
  });
});
