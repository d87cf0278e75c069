import type { Page } from 'playwright';

interface SoundWatch {
  connections: RTCPeerConnection[];
  soundAtMs: Promise<number>;
}
type Scope = typeof globalThis & { soundWatch?: SoundWatch };

/** Runs in the page that holds the sound: keeps every connection that is made from now on. */
function keepConnections(): void {
  const scope = globalThis as Scope;
  const watch: SoundWatch = { connections: [], soundAtMs: Promise.resolve(0) };
  scope.soundWatch = watch;
  const prototype = RTCPeerConnection.prototype as unknown as {
    setRemoteDescription(this: RTCPeerConnection, description: unknown): Promise<void>;
  };
  const { setRemoteDescription } = prototype;
  prototype.setRemoteDescription = function (description) {
    if (!watch.connections.includes(this)) watch.connections.push(this);
    return setRemoteDescription.call(this, description);
  };
}

/** Runs in that page: from now on the first sound of a connection that is not there yet is waited for. */
function awaitSound(): void {
  const { soundWatch: watch } = globalThis as Scope;
  if (watch === undefined) throw new Error('nobody keeps the connections');
  const heardLevel = 0.02;
  // What belongs to earlier calls is let go, and a context keeps every source until it ends: a bench that holds them would
  // measure itself.
  watch.connections = [];
  const audio = new AudioContext();
  const analysers = new Map<MediaStreamTrack, AnalyserNode>();
  const samples = new Float32Array(256);
  const isHeard = (track: MediaStreamTrack): boolean => {
    let analyser = analysers.get(track);
    if (analyser === undefined) {
      analyser = audio.createAnalyser();
      analyser.fftSize = samples.length;
      const source = audio.createMediaStreamSource(new MediaStream([track]));
      source.connect(analyser);
      analysers.set(track, analyser);
    }
    analyser.getFloatTimeDomainData(samples);
    return samples.some((sample) => Math.abs(sample) > heardLevel);
  };
  watch.soundAtMs = new Promise((resolve) => {
    const timer = setInterval(() => {
      const receivers = watch.connections.flatMap((connection) => connection.getReceivers());
      if (!receivers.some(({ track }) => isHeard(track))) return;
      clearInterval(timer);
      void audio.close();
      resolve(Date.now());
    }, 5);
  });
}

/** Runs in the page with the buttons. */
function keepClicks(): void {
  const scope = globalThis as typeof globalThis & { clickedAtMs?: number };
  addEventListener('click', () => void (scope.clickedAtMs = Date.now()), { capture: true });
}

/** When a person clicked, and when there was something to hear: both by the clock of the machine. */
export async function watchPages(pages: { readonly withButtons: Page; readonly withSound: Page }) {
  await pages.withSound.evaluate(keepConnections);
  await pages.withButtons.evaluate(keepClicks);
  return {
    clickedAtMs: () =>
      pages.withButtons.evaluate(
        () => (globalThis as typeof globalThis & { clickedAtMs?: number }).clickedAtMs ?? 0,
      ),
    awaitSound: () => pages.withSound.evaluate(awaitSound),
    soundAtMs: () => pages.withSound.evaluate(() => (globalThis as Scope).soundWatch?.soundAtMs ?? 0),
  };
}
