import { beforeAll, describe, expect, it } from 'vitest';
import type { CoreStatus } from '../../../../src-main/core/contract.ts';
import { bannersOf } from '../../../../src-renderer/app/banner-list.ts';
import { startText } from '../../../../src-renderer/app/text.ts';
import { health, nowMs, shell } from './desk-fixture.ts';

beforeAll(startText);

const noTrouble = { fault: null, findingCount: 0 };

describe('notices above the screen', () => {
  it('are none while everything works, or nothing is known yet', () => {
    expect(bannersOf(shell(), health(), null, noTrouble, nowMs)).toEqual([]);
    expect(bannersOf(null, null, null, noTrouble, nowMs)).toEqual([]);
  });

  it('say as of when the positions are while offline, not since when the network is gone', () => {
    const [banner] = bannersOf(shell(), health({ connection: 'offline' }), null, noTrouble, nowMs);
    expect(banner?.message).toMatch(/as of 2:30.PM/);
  });

  it('lead to the settings when the token is refused, with the reason', () => {
    const failure = { code: 'samsara/unauthorized', message: '' };
    const [banner] = bannersOf(shell(), health({ connection: 'stopped', failure }), null, noTrouble, nowMs);
    expect(banner).toMatchObject({ tone: 'bad', action: 'openSettings' });
    expect(banner?.detail).toContain('refused the token');
  });

  it('speak of the core and not of its feed while the core is away', () => {
    const core = { state: 'restarting', attempt: 3, failure: null } as const;
    const banners = bannersOf(shell({ core }), health({ connection: 'stale' }), null, noTrouble, nowMs);
    expect(banners.map(({ id }) => id)).toEqual(['core']);
    expect(banners[0]?.message).toContain('attempt 3');
  });

  it('offer a restart only when the core does not restart by itself', () => {
    const core = {
      state: 'failed',
      attempt: 5,
      failure: { code: 'shell/core-exited', message: '' },
    } as const;
    expect(bannersOf(shell({ core }), null, null, noTrouble, nowMs)[0]?.action).toBe('restartCore');
  });

  it('can be put away when they are only told once', () => {
    const notices = [{ code: 'old-test-runtime', detail: 'Electron 25' }] as const;
    const [banner] = bannersOf(shell({ notices: [...notices] }), health(), null, noTrouble, nowMs);
    expect(banner).toMatchObject({ dismissCode: 'old-test-runtime', detail: 'Electron 25' });
  });

  it('warns when the past takes more room than it was given, and loses nothing for it', () => {
    const statusOf = (bytes: number): CoreStatus => ({
      startedAtMs: nowMs,
      processId: 1,
      databases: [{ name: 'telematics', state: 'open', bytes, setAsidePath: null }],
      jobs: { waiting: 0, running: 0, dead: 0 },
      residentBytes: 1,
    });
    const budgetBytes = shell().settings.diskBudgetGigabytes * 1e9;
    expect(bannersOf(shell(), health(), statusOf(budgetBytes), noTrouble, nowMs)).toEqual([]);
    const [banner] = bannersOf(shell(), health(), statusOf(budgetBytes + 1), noTrouble, nowMs);
    expect(banner).toMatchObject({ id: 'disk', tone: 'warn', action: 'openSettings' });
    expect(banner?.message).toContain('10 GB');
  });

  it('say that the hub has another past than this desk has seen, and from where on', () => {
    const fault = { name: 'forked', seq: 1_017 };
    const [banner] = bannersOf(shell(), health(), null, { fault, findingCount: 2 }, nowMs);
    expect(banner).toMatchObject({ tone: 'bad', action: 'openLedger' });
    expect(banner?.message).toContain('does not agree with what this desk saw');
    expect(banner?.detail).toContain('from entry 1,017 on');
  });

  it('say that verifying has found something', () => {
    const [banner] = bannersOf(shell(), health(), null, { fault: null, findingCount: 1 }, nowMs);
    expect(banner).toMatchObject({ id: 'ledger', action: 'openLedger' });
  });
});
