type Graph = Pick<AudioContext, 'createAnalyser' | 'createMediaStreamSource'>;

export interface VoiceGraph {
  /** A phone call begins: what the SDK builds from here on goes into a graph that ends with it. */
  open(): void;
  /** No phone call is left. */
  close(): void;
}

/**
 * The SDK builds what it listens to a phone call with in one Web Audio context that it never closes, and while a context
 * runs Chromium keeps every source that was ever made in it (crbug.com/937231): 1.5 MB stay of each phone call, until the
 * page ends. So what it builds in `shared` is built in a context of the phone call instead, and gone with that.
 */
export function createVoiceGraph(shared: Graph, makeContext: () => AudioContext): VoiceGraph {
  let current: AudioContext | null = null;
  const own = {
    createAnalyser: shared.createAnalyser.bind(shared),
    createMediaStreamSource: shared.createMediaStreamSource.bind(shared),
  };
  shared.createAnalyser = () => current?.createAnalyser() ?? own.createAnalyser();
  shared.createMediaStreamSource = (stream) =>
    current?.createMediaStreamSource(stream) ?? own.createMediaStreamSource(stream);
  return {
    open() {
      current ??= makeContext();
    },
    close() {
      void current?.close();
      current = null;
    },
  };
}
