import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { inject } from 'vitest';
import { sampleRateHz, type Call } from '../../../src-main/sandbox/twilio/exchange/index.ts';
import { encodeWav } from '../../../src-main/sandbox/twilio/exchange/wav.ts';
import { createTwilioSandbox, type TwilioSandbox } from '../../../src-main/sandbox/twilio/index.ts';
import { shareAt } from '../../../src-main/sandbox/twilio/media/goertzel.ts';
import { launchApp, type LaunchedApp, type LaunchOptions } from './launch.ts';
import { phoneFleet } from './phone-drivers.ts';
import { waitUntil } from './phone-windows.ts';

/** The number the office shows and is called at. */
export const officeNumber = '+13125550100';

/** Bursts: the noise suppression of Chromium takes a steady tone for noise. */
async function writeMicrophone(toneHz: number): Promise<string> {
  const burst = (index: number) => Math.floor(index / (sampleRateHz / 5)) % 2 === 0;
  const samples = Int16Array.from({ length: sampleRateHz * 2 }, (_, index) =>
    burst(index) ? Math.round(12_000 * Math.sin((2 * Math.PI * toneHz * index) / sampleRateHz)) : 0,
  );
  const file = path.join(inject('e2e').workFolder, `microphone-${String(toneHz)}.wav`);
  await writeFile(file, encodeWav(samples, 1), { mode: 0o644 });
  return file;
}

/** The telephone account of the sandbox, as `npm start` hands it to the app. */
export function phoneEnvironment(sandbox: TwilioSandbox, url: string): Readonly<Record<string, string>> {
  const { sid: accountSid, authToken, apiKeySid, apiKeySecret, applications } = sandbox.account;
  const applicationSid = [...applications.keys()][0];
  const account = { accountSid, authToken, apiKeySid, apiKeySecret, applicationSid };
  return { SWITCHYARD_SANDBOX_PHONE: JSON.stringify({ url, ...account, numbers: [officeNumber] }) };
}

/** A desk whose microphone says one tone all the time. */
export interface DeskPhone extends LaunchedApp {
  /** The hidden window. It is another one after it died. */
  host(): Page;
  /**
   * Share of this frequency in what the desk hears now, 0 to 1; 0 also for silence. The greatest of any tenth of a second,
   * as with `listenTo`: where the jitter buffer joins two pieces, one tone does not look like one.
   */
  hears(toneHz: number): Promise<number>;
}

/** Runs in the hidden window: keeps every connection the SDK makes from now on. */
function keepConnections(): void {
  const scope = globalThis as unknown as { heardConnections?: RTCPeerConnection[] };
  if (scope.heardConnections) return;
  const kept: RTCPeerConnection[] = (scope.heardConnections = []);
  const prototype = RTCPeerConnection.prototype as unknown as {
    setRemoteDescription(this: RTCPeerConnection, description: unknown): Promise<void>;
  };
  const { setRemoteDescription } = prototype;
  prototype.setRemoteDescription = function (description) {
    if (!kept.includes(this)) kept.push(this);
    return setRemoteDescription.call(this, description);
  };
}

/** A tenth of a second of 8,000 Hz samples. */
const windowLength = 800;

/** Runs in the hidden window: 8,000 Hz samples of what is heard, over a quarter of a second. */
async function recordHeard(): Promise<number[]> {
  const scope = globalThis as unknown as { heardConnections?: RTCPeerConnection[]; ear?: AudioContext };
  const audio = (scope.ear ??= new AudioContext({ sampleRate: 8_000 }));
  const live = (scope.heardConnections ?? []).filter(
    ({ connectionState }) => connectionState === 'connected',
  );
  const tracks = live.flatMap((connection) => connection.getReceivers().map(({ track }) => track));
  const sources = tracks.map((track) => audio.createMediaStreamSource(new MediaStream([track])));
  const analyser = audio.createAnalyser();
  analyser.fftSize = 2_048;
  for (const source of sources) source.connect(analyser);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const samples = new Float32Array(2_048);
  analyser.getFloatTimeDomainData(samples);
  for (const source of sources) source.disconnect();
  return [...samples];
}

export async function launchDeskPhone(
  options: LaunchOptions & { readonly toneHz: number },
): Promise<DeskPhone> {
  const { toneHz, ...launch } = options;
  const launched = await launchApp({
    sandbox: { vehicles: 25 },
    ...launch,
    flags: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${await writeMicrophone(toneHz)}`,
      ...(launch.flags ?? []),
    ],
  });
  const findHost = () => launched.app.windows().findLast((page) => page.url().includes('phone-host'));
  await waitUntil('the hidden window', () => findHost() !== undefined);
  const host = () => {
    const page = findHost();
    if (page === undefined) throw new Error('the hidden window is not there');
    return page;
  };
  await launched.app.context().addInitScript(keepConnections);
  await host().evaluate(keepConnections);
  return {
    ...launched,
    host,
    async hears(hz) {
      const samples = (await host().evaluate(recordHeard)).map((sample) => Math.round(sample * 32_767));
      const isSilent = samples.every((sample) => Math.abs(sample) < 100);
      if (isSilent) return 0;
      const starts = [0, 0.25, 0.5, 0.75, 1].map((part) =>
        Math.floor(part * (samples.length - windowLength)),
      );
      return Math.max(
        ...starts.map((start) => shareAt(Int16Array.from(samples.slice(start, start + windowLength)), hz)),
      );
    },
  };
}

/** A telephone service whose drivers answer at once and say their tone. */
export const createAnsweringSandbox = (): TwilioSandbox =>
  createTwilioSandbox({ planDefaults: { behavior: 'answers', ringMs: 300, saysTone: true } });

/** One desk at a telephone service of its own. */
export async function openPhoneDesk(toneHz: number): Promise<{
  readonly sandbox: TwilioSandbox;
  readonly desk: DeskPhone;
}> {
  const sandbox = createAnsweringSandbox();
  const env = phoneEnvironment(sandbox, await sandbox.start());
  try {
    return { sandbox, desk: await launchDeskPhone({ toneHz, sandbox: phoneFleet, env }) };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** The sound of a call's party: the greatest share of a frequency in any tenth of the last second. */
export function listenTo(
  call: Call,
  which: 'said' | 'heard',
): { share(toneHz: number): number; isSilent(): boolean; stop(): void } {
  const frames: Int16Array[] = [];
  const stop = call.tap((said, heard) => {
    frames.push(which === 'said' ? said : heard);
    if (frames.length > 50) frames.shift();
  });
  const windows = () =>
    Array.from({ length: Math.floor(frames.length / 5) }, (_, index) =>
      Int16Array.from(frames.slice(index * 5, index * 5 + 5).flatMap((frame) => [...frame])),
    );
  const isQuiet = (samples: Int16Array) => samples.every((sample) => Math.abs(sample) < 100);
  return {
    share: (toneHz) =>
      Math.max(0, ...windows().map((samples) => (isQuiet(samples) ? 0 : shareAt(samples, toneHz)))),
    isSilent: () => frames.length === 50 && windows().every(isQuiet),
    stop,
  };
}
