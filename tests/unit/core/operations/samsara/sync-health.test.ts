import { describe, expect, it } from 'vitest';
import {
  syncResources,
  type SyncHealth,
  type SyncResource,
} from '../../../../../src-main/core/operations/samsara/contract.ts';
import type { Outcome } from '../../../../../src-main/core/operations/samsara/loop.ts';
import {
  healthAfter,
  healthAtStart,
  healthWhenLate,
  resourceOf,
} from '../../../../../src-main/core/operations/samsara/sync-health.ts';

const startMs = 1_000_000;
const done: Outcome = { kind: 'done', itemCount: 7 };
const failure = (code: string) => ({ code, message: code });
const failed = (code: string): Outcome => ({ kind: 'failed', failure: failure(code), retryAfterMs: null });
const denied: Outcome = { kind: 'denied', failure: failure('samsara/forbidden') };
const refused: Outcome = { kind: 'refused', failure: failure('samsara/unauthorized') };

/** Health after these turns, a second apart. */
function after(...turns: readonly (readonly [SyncResource, Outcome])[]): SyncHealth {
  let health = healthAtStart('https://api.samsara.com', startMs);
  turns.forEach(([resource, outcome], index) => {
    health = healthAfter(health, resource, outcome, null, startMs + (index + 1) * 1_000);
  });
  return health;
}

describe('sync health', () => {
  it('is not configured without an account and connecting until the main feed has answered', () => {
    expect(healthAtStart(null, startMs).connection).toBe('notConfigured');
    expect(after(['organization', done]).connection).toBe('connecting');
    expect(after(['organization', done], ['positions', done]).connection).toBe('live');
  });

  it('tells what a resource brought and when', () => {
    expect(resourceOf(after(['tags', done]), 'tags')).toMatchObject({
      state: 'live',
      lastSuccessAtMs: startMs + 1_000,
      itemCount: 7,
      failure: null,
    });
  });

  it('keeps what a resource had when it fails, and says why', () => {
    const health = after(['tags', done], ['tags', failed('samsara/rate-limited')]);
    expect(resourceOf(health, 'tags')).toMatchObject({
      state: 'stale',
      lastSuccessAtMs: startMs + 1_000,
      itemCount: 7,
      failure: { code: 'samsara/rate-limited' },
    });
  });

  it('is offline when Samsara cannot be reached and stale when it answers badly', () => {
    expect(after(['positions', failed('samsara/unreachable')]).connection).toBe('offline');
    expect(after(['positions', failed('samsara/unexpected-answer')])).toMatchObject({
      connection: 'stale',
      failure: { code: 'samsara/unexpected-answer' },
    });
  });

  it('goes on without a resource that is denied or fails, as long as positions come', () => {
    expect(
      after(['positions', done], ['gateways', denied], ['tags', failed('samsara/unexpected-answer')])
        .connection,
    ).toBe('live');
    expect(after(['vehicles', done], ['positions', done], ['organization', denied]).connection).toBe('live');
  });

  it('is stopped when any resource has the token refused, or every one is denied', () => {
    expect(after(['positions', done], ['tags', refused])).toMatchObject({
      connection: 'stopped',
      failure: { code: 'samsara/unauthorized' },
    });
    expect(after(...syncResources.map((resource) => [resource, denied] as const)).connection).toBe('stopped');
    expect(
      after(...syncResources.slice(1).map((resource) => [resource, denied] as const)).connection,
    ).not.toBe('stopped');
  });

  it('knows since when it is as it is', () => {
    const health = after(
      ['positions', done],
      ['positions', done],
      ['positions', failed('samsara/unreachable')],
      ['positions', failed('samsara/unreachable')],
    );
    expect(health).toMatchObject({ connection: 'offline', sinceMs: startMs + 3_000 });
  });

  it('is stale when positions are late, before any time-out, and live again with the next', () => {
    const live = after(['positions', done]);
    expect(healthWhenLate(live, startMs + 20_000)).toBe(live);
    const late = healthWhenLate(live, startMs + 22_000);
    expect(late).toMatchObject({ connection: 'stale', sinceMs: startMs + 22_000 });
    expect(healthAfter(late, 'positions', done, null, startMs + 23_000).connection).toBe('live');
  });
});
