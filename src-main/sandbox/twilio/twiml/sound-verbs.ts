import { sequence, type AudioSource } from '../exchange/index.ts';
import { resolveUrl, until, type Run } from './stage.ts';
import type { Written } from './read.ts';
import { TwimlError } from './twiml-error.ts';

export type SoundVerb = Written<'Say' | 'Play' | 'Pause'>;

export const isSoundVerb = (verb: Written): verb is SoundVerb =>
  verb.name === 'Say' || verb.name === 'Play' || verb.name === 'Pause';

type SoundRun = Pick<Run, 'exchange' | 'webhooks' | 'alerts' | 'documentUrl'> & {
  readonly callSid: string | null;
};

/** A file to be played. Throws a `TwimlError`; 12300 for anything but a WAV. */
async function readWavFrom(run: SoundRun, written: string): Promise<() => AudioSource> {
  const url = resolveUrl(run, written);
  const { body } = await run.webhooks.ask({ url, method: 'GET' }, {});
  try {
    run.exchange.sounds.wav(body);
  } catch (error) {
    throw new TwimlError(12_300, `${url}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return () => run.exchange.sounds.wav(body);
}

/** What a verb sounds like, made anew each time; `null`, with an alert, when it cannot be had. */
export async function soundOf(run: SoundRun, verb: SoundVerb): Promise<(() => AudioSource) | null> {
  const { sounds } = run.exchange;
  const repeated =
    (make: () => AudioSource, loop = 1) =>
    () =>
      sequence([make], loop);
  switch (verb.name) {
    case 'Pause':
      return () => sounds.pause((verb.attributes.length ?? 1) * 1_000);
    case 'Say':
      // Not speech: sounds of its length and rhythm.
      return repeated(() => sounds.speech(verb.text), verb.attributes.loop);
    case 'Play': {
      const { digits, loop } = verb.attributes;
      if (digits !== undefined) return repeated(() => sounds.digits(digits), loop);
      try {
        return repeated(await readWavFrom(run, verb.text), loop);
      } catch (error) {
        if (!(error instanceof TwimlError)) throw error;
        run.alerts.add(error.code, error.message, { callSid: run.callSid, url: verb.text });
        return null;
      }
    }
  }
}

export const soundRunOf = (run: Run): SoundRun => ({
  exchange: run.exchange,
  webhooks: run.webhooks,
  alerts: run.alerts,
  documentUrl: run.documentUrl,
  callSid: run.call.sid,
});

/** Until it is over, or the run is. */
export async function hear(run: Run, source: AudioSource): Promise<void> {
  if (run.signal.aborted) return;
  const playing = run.call.play(source);
  await until(run, playing.done);
  playing.stop();
}

export async function playSound(run: Run, verb: SoundVerb): Promise<void> {
  const make = await until(run, soundOf(soundRunOf(run), verb));
  if (make !== null) await hear(run, make());
}
