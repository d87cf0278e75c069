import { describe, expect, it, vi } from 'vitest';
import {
  createExchange,
  type Call,
  type ExchangeEvent,
} from '../../../../src-main/sandbox/twilio/exchange/index.ts';
import { createParty, levelFrame, levelSounds, levelSource, type Party } from './party.ts';

function createOffice() {
  const exchange = createExchange({ sounds: levelSounds, nowMs: () => 1_000 });
  const events: ExchangeEvent[] = [];
  exchange.events.on((event) => void events.push(event));
  const parties = new Map<string, Party>();
  exchange.addDestination((to, call) => {
    if (!to.startsWith('client:')) return null;
    const party = createParty(call);
    parties.set(to, party);
    return party;
  });
  const partyAt = (to: string): Party => {
    const party = parties.get(to);
    if (party === undefined) throw new Error(`${to} was not called`);
    return party;
  };
  /** A call in progress whose party says `level`. */
  const incoming = (level: number): Party => {
    const made: Party[] = [];
    exchange.accept('+13125550111', '+13125550100', (call: () => Call) => {
      const party = createParty(call, level);
      made.push(party);
      return party;
    });
    const [party] = made;
    if (party === undefined) throw new Error('no far end was asked for');
    party.call().answer();
    return party;
  };
  const conferenceChanges = () =>
    events.flatMap((event) => (event.kind === 'conference' ? [event.change] : []));
  return { exchange, events, partyAt, incoming, conferenceChanges };
}

describe('calls on the exchange', () => {
  it('rings a client, and bridges both so that each hears the other alone', async () => {
    const { exchange, partyAt, incoming } = createOffice();
    const caller = incoming(100);
    const child = exchange.dial({ to: 'client:ann', from: '+13125550111', parent: caller.call() });
    const ann = partyAt('client:ann');
    expect(ann.told).toEqual(['ring']);
    child.report({ kind: 'ringing' });
    expect(child.facts().status).toBe('ringing');
    child.report({ kind: 'answered', by: 'human' });
    expect(await child.answered).toBe(true);
    const bridge = exchange.bridge(caller.call(), child);
    ann.says = levelFrame(5);
    exchange.beat();
    expect([caller.heardLevel(), ann.heardLevel()]).toEqual([5, 100]);
    child.report({ kind: 'hung-up' });
    await bridge.ended;
    expect(child.facts()).toMatchObject({ status: 'completed', parentSid: caller.call().sid });
    expect(caller.call().isLive()).toBe(true);
  });

  it('says why nobody answered: no-answer after the time-out, busy, an unknown number', async () => {
    vi.useFakeTimers();
    const { exchange, partyAt } = createOffice();
    const dial = (to: string) => exchange.dial({ to, from: '+13125550100', parent: null, timeoutSeconds: 5 });
    const unanswered = dial('client:ann');
    unanswered.report({ kind: 'ringing' });
    await vi.advanceTimersByTimeAsync(5_001);
    vi.useRealTimers();
    expect(unanswered.facts().status).toBe('no-answer');
    expect(partyAt('client:ann').told).toEqual(['ring', { kind: 'no-answer' }]);
    const busy = dial('client:bob');
    busy.report({ kind: 'busy' });
    expect(busy.facts()).toMatchObject({ status: 'busy', direction: 'outbound-api' });
    expect(dial('+15005550001').facts()).toMatchObject({ status: 'failed', errorCode: 13_224 });
    expect(await busy.answered).toBe(false);
  });

  it('plays one thing at a time and ends it with the call', async () => {
    const { exchange, incoming } = createOffice();
    const caller = incoming(0);
    const first = caller.call().play(levelSource(21));
    exchange.beat();
    expect(caller.heardLevel()).toBe(21);
    const second = caller.call().play(levelSource(22, 2));
    expect(await first.done).toBe('stopped');
    for (let beat = 0; beat < 3; beat++) exchange.beat();
    expect(await second.done).toBe('ended');
    const third = caller.call().play(levelSource(23));
    caller.call().report({ kind: 'hung-up' });
    expect(await third.done).toBe('hung-up');
    expect(await caller.call().collectDigits({ timeoutSeconds: 1 })).toEqual({
      digits: '',
      reason: 'hung-up',
    });
  });

  it('collects digits until the finish key, and lets the room hear them', async () => {
    const { exchange, incoming } = createOffice();
    const [caller, other] = [incoming(0), incoming(0)];
    exchange.bridge(caller.call(), other.call());
    const collected = caller.call().collectDigits({ timeoutSeconds: 5, finishOnKey: '#' });
    for (const digit of '42#') caller.call().report({ kind: 'digit', digit });
    exchange.beat();
    expect(other.heardLevel()).toBe(17);
    expect(await collected).toEqual({ digits: '42', reason: 'finish-key' });
  });
});

describe('conferences on the exchange', () => {
  it('begin with the second participant, mix without oneself, and end when the last leaves', () => {
    const { exchange, incoming, conferenceChanges } = createOffice();
    const conference = exchange.openConference('room');
    const [one, two, three] = [incoming(1), incoming(20), incoming(300)];
    conference.join(one.call());
    exchange.beat();
    expect(one.heardLevel()).toBe(7);
    conference.join(two.call());
    conference.join(three.call());
    exchange.beat();
    expect([one, two, three].map((party) => party.heardLevel())).toEqual([320, 301, 21]);
    for (const party of [one, two, three]) party.call().report({ kind: 'hung-up' });
    expect(conference.facts()).toMatchObject({ status: 'completed', reasonEnded: 'last-participant-left' });
    expect(conferenceChanges()).toEqual([
      'participant-join',
      'participant-join',
      'conference-start',
      'participant-join',
      'participant-leave',
      'participant-leave',
      'participant-leave',
      'conference-end',
    ]);
    expect(exchange.openConference('room').sid).not.toBe(conference.sid);
  });

  it('keep the held apart, the muted silent, and let a coach be heard by the coached alone', () => {
    const { exchange, incoming } = createOffice();
    const conference = exchange.openConference('room');
    const [driver, desk, chief] = [incoming(1), incoming(20), incoming(300)];
    const driverSeat = conference.join(driver.call());
    const deskSeat = conference.join(desk.call(), { label: 'desk' });
    const chiefSeat = conference.join(chief.call(), { coaching: true, callSidToCoach: desk.call().sid });
    const heard = () => {
      exchange.beat();
      return [driver, desk, chief].map((party) => party.heardLevel());
    };
    expect(heard()).toEqual([20, 301, 21]);
    chiefSeat.update({ coaching: false });
    expect(heard()).toEqual([320, 301, 21]);
    driverSeat.update({ hold: true, holdSource: () => levelSource(99) });
    expect(heard()).toEqual([99, 300, 20]);
    driverSeat.update({ hold: false });
    conference.find('desk')?.update({ muted: true });
    expect(deskSeat.facts().muted).toBe(true);
    expect(heard()).toEqual([300, 301, 1]);
  });

  it('end for everybody when somebody leaves who ends them, and wait for those who are still called', async () => {
    const { exchange, incoming, partyAt } = createOffice();
    const conference = exchange.openConference('room');
    const desk = incoming(20);
    conference.join(desk.call(), { endConferenceOnExit: true });
    const child = exchange.dial({ to: 'client:ann', from: '+13125550100', parent: null });
    const seat = conference.join(child, { label: 'ann' });
    expect(seat.facts().status).toBe('connecting');
    child.report({ kind: 'answered', by: 'human' });
    await child.answered;
    await Promise.resolve();
    expect([seat.facts().status, conference.facts().status]).toEqual(['connected', 'in-progress']);
    desk.call().report({ kind: 'hung-up' });
    await seat.left;
    expect(conference.facts().reasonEnded).toBe('participant-with-end-conference-on-exit-left');
    expect([child.isLive(), child.room(), partyAt('client:ann').told]).toEqual([true, null, ['ring']]);
  });
});

describe('recordings on the exchange', () => {
  it('keep both sides apart, leave a pause out or keep its length, and end with the call', async () => {
    const { exchange, incoming } = createOffice();
    const caller = incoming(100);
    caller.call().play(levelSource(5));
    const recording = exchange.record({ call: caller.call() }, { channelCount: 2, source: 'DialVerb' });
    exchange.beat();
    recording.pause('skip');
    exchange.beat();
    recording.resume();
    exchange.beat();
    caller.call().hangUp();
    expect(await recording.completed).toMatchObject({ status: 'completed', durationMs: 40, channelCount: 2 });
    const wav = recording.wav();
    expect([wav.length, wav.readInt16LE(44), wav.readInt16LE(46)]).toEqual([44 + 2 * 160 * 2 * 2, 100, 5]);
    expect(recording.wav(1).readInt16LE(44)).toBe(105);
    expect(exchange.deleteRecording(recording.sid)).toBe(true);
  });
});
