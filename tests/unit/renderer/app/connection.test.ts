import { beforeAll, describe, expect, it } from 'vitest';
import type { SyncHealth } from '../../../../src-main/core/operations/samsara/contract.ts';
import { connectionText, connectionTone } from '../../../../src-renderer/app/connection.ts';
import { startText } from '../../../../src-renderer/app/text.ts';
import { health, nowMs } from './desk-fixture.ts';

beforeAll(startText);

const connections: readonly SyncHealth['connection'][] = [
  'notConfigured',
  'connecting',
  'live',
  'stale',
  'offline',
  'stopped',
];

describe('the state of Samsara in a few words', () => {
  it('is worded for every state', () => {
    for (const connection of connections) {
      expect(connectionText(health({ connection }), nowMs)).toMatch(/^[a-z]+( |$)/);
    }
  });

  it('says since when it is not live', () => {
    expect(connectionText(health({ connection: 'stale' }), nowMs)).toMatch(/^stale since 2:40.PM$/);
  });

  it('does not call it simply live when a part is denied', () => {
    const [positions] = health().resources;
    const resources = positions
      ? [positions, { ...positions, resource: 'clocks' as const, state: 'denied' as const }]
      : [];
    expect(connectionText(health({ resources }), nowMs)).toBe('live in part');
    expect(connectionTone(health({ resources }))).toBe('warn');
  });

  it('says nothing of Samsara before the core has spoken', () => {
    expect(connectionText(null, nowMs)).toBe('waiting for the core');
    expect(connectionTone(null)).toBe('quiet');
  });
});
