import { describe, expect, it } from 'vitest';
import { createVoiceGraph } from '../../../../src-renderer/phone-host/voice-graph.ts';

/** As much of a browser's sound graph as is asked for: whose node it is, and whether it ended. */
function createContext(name: string) {
  const context = {
    name,
    state: 'running',
    createAnalyser: () => ({ context }),
    createMediaStreamSource: () => ({ context }),
    close() {
      context.state = 'closed';
      return Promise.resolve();
    },
  };
  return context;
}

function setUp() {
  const shared = createContext('shared') as unknown as AudioContext;
  const made: ReturnType<typeof createContext>[] = [];
  const graph = createVoiceGraph(shared, () => {
    made.push(createContext(`call ${String(made.length + 1)}`));
    return made.at(-1) as unknown as AudioContext;
  });
  const ownerOf = (node: AudioNode) => (node.context as unknown as { name: string }).name;
  const build = () => ({
    analyser: ownerOf(shared.createAnalyser()),
    source: ownerOf(shared.createMediaStreamSource({} as MediaStream)),
  });
  return { graph, made, build };
}

describe('the sound graphs of phone calls', () => {
  it('end with the phone call they were built for', () => {
    const { graph, made, build } = setUp();
    graph.open();
    expect(build()).toEqual({ analyser: 'call 1', source: 'call 1' });
    graph.close();
    expect(made.map(({ state }) => state)).toEqual(['closed']);
    graph.open();
    expect(build()).toEqual({ analyser: 'call 2', source: 'call 2' });
  });

  it('are one for phone calls that go on together', () => {
    const { graph, made, build } = setUp();
    graph.open();
    graph.open();
    expect(build().source).toBe('call 1');
    expect(made).toHaveLength(1);
  });

  it('are the one of the page while nobody is on the phone', () => {
    const { graph, made, build } = setUp();
    expect(build()).toEqual({ analyser: 'shared', source: 'shared' });
    graph.close();
    expect(made).toEqual([]);
  });
});
