import { describe, expect, it } from 'vitest';
import type { CoreProcess, CoreProcessEvents } from '../../../../src-main/shell/core-host/core-process.ts';
import { createCoreHost, type CoreState } from '../../../../src-main/shell/core-host/core-host.ts';

/** A fork whose lives are ended and spoken for by the test; time passes only when a sleep is let go. */
function setUp() {
  const lives: { events: CoreProcessEvents; started: unknown[]; connected: string[]; killed: boolean }[] = [];
  const states: CoreState[] = [];
  const sleeps: { durationMs: number; finish: () => void }[] = [];
  let nowMs = 0;
  const host = createCoreHost({
    fork: (events) => {
      const life = { events, started: [] as unknown[], connected: [] as string[], killed: false };
      lives.push(life);
      const core: CoreProcess = {
        processId: lives.length,
        start: (options) => life.started.push(options),
        configure: (configuration) => life.started.push(configuration),
        connect: (channel) => life.connected.push(channel),
        stop: () => Promise.resolve(),
        kill: () => {
          life.killed = true;
          events.exited('killed by SIGKILL');
        },
      };
      return core;
    },
    options: { dataFolder: 'data', logFolder: 'logs', appVersion: '0' },
    configuration: { samsara: null },
    clock: {
      nowMs: () => nowMs,
      sleep: (durationMs, signal) =>
        new Promise((finish) => {
          sleeps.push({ durationMs, finish });
          signal?.addEventListener('abort', () => finish());
        }),
    },
    onState: (state) => states.push(state),
    keepHub: () => undefined,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const passSleep = async () => {
    const sleep = sleeps.shift();
    nowMs += sleep?.durationMs ?? 0;
    sleep?.finish();
    await settle();
  };
  return { host, lives, states, sleeps, passSleep, settle };
}

const noPort = {} as Electron.MessagePortMain;

describe('core host', () => {
  it('gives no port to a core that has not said it is ready', () => {
    const { host, lives } = setUp();
    expect(host.connect('api', noPort)).toBe(false);
    lives[0]?.events.message({ type: 'ready' });
    expect(host.connect('api', noPort)).toBe(true);
    expect(lives[0]?.connected).toEqual(['api']);
  });

  it('starts a dead core again and says so', async () => {
    const { lives, states, passSleep, settle } = setUp();
    lives[0]?.events.message({ type: 'ready' });
    lives[0]?.events.exited('killed by SIGKILL');
    await settle();
    expect(states.map(({ state }) => state)).toEqual(['starting', 'running', 'restarting']);
    await passSleep();
    expect(lives).toHaveLength(2);
    lives[1]?.events.message({ type: 'ready' });
    expect(states.at(-1)?.state).toBe('running');
  });

  it('hands the newest configuration to the next life', async () => {
    const { host, lives, passSleep } = setUp();
    host.configure({ samsara: { baseUrl: 'https://x', token: 't' } });
    lives[0]?.events.exited('exit code 1');
    await passSleep();
    expect(lives[1]?.started[0]).toMatchObject({ configuration: { samsara: { token: 't' } } });
  });

  it('does not restart a core that says it cannot run', async () => {
    const { lives, states, settle } = setUp();
    lives[0]?.events.message({ type: 'failed', code: 'database/newer-schema', message: 'newer' });
    lives[0]?.events.exited('exit code 1');
    await settle();
    expect(lives).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ state: 'failed', failure: { code: 'database/newer-schema' } });
  });

  it('gives up when it dies again and again, and starts afresh when a person asks', async () => {
    const { host, lives, states, passSleep, settle } = setUp();
    for (let count = 0; count < 7; count += 1) {
      lives.at(-1)?.events.exited('exit code 1');
      await settle();
      if (count < 6) await passSleep();
    }
    expect(states.at(-1)?.state).toBe('failed');
    const livesBefore = lives.length;
    host.restart();
    await settle();
    expect(lives).toHaveLength(livesBefore + 1);
  });

  it('stays down once it is stopped', async () => {
    const { host, lives, settle } = setUp();
    await host.stop();
    lives[0]?.events.exited('exit code 0');
    await settle();
    expect(lives).toHaveLength(1);
  });
});
