import { beforeAll, describe, expect, it } from 'vitest';
import type { CallerCard } from '../../../../src-main/core/operations/twilio/people/contract.ts';
import type { PhoneState } from '../../../../src-main/core/operations/twilio/tokens/contract.ts';
import { startText } from '../../../../src-renderer/app/text.ts';
import { legWords, lineGrade, namesOf, stopwatchText } from '../../../../src-renderer/softphone/call-text.ts';
import { receptionWords } from '../../../../src-renderer/softphone/reception-text.ts';
import { looksLikeNumber, numberIn } from '../../../../src-renderer/softphone/dial-text.ts';

beforeAll(startText);

const state = (reception: Partial<PhoneState['reception']>): PhoneState => ({
  account: 'configured',
  isSandbox: false,
  identity: 'desk',
  deskGroup: ['desk'],
  callerIds: [],
  country: 'US',
  callFlow: { state: 'serving', failure: null },
  signalling: { chunderw: null, edge: null, isPlain: false, registrationKey: 'k' },
  recording: { policy: 'onDemand', hasNotice: true, kept: 'keyring' },
  reception: { canReceive: true, fault: null, sinceMs: 0, report: null, ...reception },
});
const match = (name: string): CallerCard['matches'][number] => ({
  kind: 'driver',
  id: name,
  name,
  detail: null,
  truck: null,
});
const card = (...names: readonly string[]): CallerCard => ({
  number: '+19165550101',
  numberText: '(916) 555-0101',
  country: 'US',
  isEmergency: false,
  isBlocked: false,
  matches: names.map(match),
  lastCall: null,
  asOfMs: 0,
});

describe('whether calls can be received', () => {
  it('is not claimed before the core has told', () => {
    expect(receptionWords(null, null).tone).toBe('quiet');
  });

  it('is said in red with the reason when it was measured that they cannot', () => {
    const {
      tone,
      state: words,
      reason,
    } = receptionWords(state({ canReceive: false, fault: 'microphoneDenied' }), null);
    expect([tone, words]).toEqual(['bad', 'cannot receive calls']);
    expect(reason).toMatch(/microphone/);
  });

  it('is good only by the verdict of the core', () => {
    expect(receptionWords(state({}), null)).toEqual({
      tone: 'good',
      state: 'can receive calls',
      reason: null,
    });
  });
});

describe('words of a call', () => {
  it('never call a line without sound connected', () => {
    const open = { kind: 'openWithoutSound', sinceMs: 0 } as const;
    expect(legWords({ ...open, wasHeard: false }).words).not.toMatch(/connected/i);
    expect(legWords({ ...open, wasHeard: true }).tone).toBe('bad');
  });

  it('name both of two people who have the number', () => {
    expect(namesOf(card('Ann', 'Bo'))).toBe('Ann or Bo');
    expect(namesOf(card('Ann'))).toBe('Ann');
    expect(namesOf(card())).toBeNull();
  });

  it('count like a stopwatch', () => {
    expect([stopwatchText(-5), stopwatchText(65_000), stopwatchText(3_725_000)]).toEqual([
      '0:00',
      '1:05',
      '1:02:05',
    ]);
  });

  it('grade a line as people hear it', () => {
    expect([4.2, 3.3, 2.5].map(lineGrade)).toEqual(['good', 'fair', 'poor']);
  });
});

describe('what is typed or pasted', () => {
  it('is a number when it holds digits and what is written between them', () => {
    expect(['(916) 555-0101', '+52 55 1234', '911'].every(looksLikeNumber)).toBe(true);
    expect(['Joe', '', '-', 'truck 12'].some(looksLikeNumber)).toBe(false);
  });

  it('gives the number out of a text', () => {
    expect(numberIn('Tel. +1 (916) 555-0101, ask for Joe')).toBe('+1 (916) 555-0101');
    expect(numberIn('nobody')).toBeNull();
  });
});
