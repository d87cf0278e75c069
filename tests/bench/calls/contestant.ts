import { createTwilioSandbox, type TwilioSandbox } from '../../../src-main/sandbox/twilio/index.ts';

/** A simulated telephone that answers and says a tone. */
export const telephone = '+13125550143';

/** One that can call and be called: our desk, or the page with nothing but the SDK. */
export interface BenchPhone {
  readonly processId: number;
  readonly sandbox: TwilioSandbox;
  /** Clicks; resolves with the moment of the click, Unix time. */
  call(): Promise<number>;
  /** Waits until it rings here; then clicks. */
  answer(): Promise<number>;
  /** Nothing of the phone call is left on the screen when it resolves. */
  hangUp(): Promise<void>;
  /** In its windows: what is still there afterwards is held by somebody. */
  collectGarbage(): Promise<void>;
  /** From here on the first sound of the next phone call is waited for. */
  awaitSound(): Promise<void>;
  soundAtMs(): Promise<number>;
}

/** A sandbox for each, of the same kind: a number can have one call flow only. */
export async function startBenchSandbox() {
  const sandbox = createTwilioSandbox({
    planDefaults: { behavior: 'answers', ringMs: 300, saysTone: true },
  });
  return { sandbox, url: await sandbox.start() };
}

export async function everyCallEnded({ exchange }: TwilioSandbox): Promise<void> {
  await Promise.all(exchange.calls().map(({ ended }) => ended));
}

/** When the telephone is rung next, Unix time. */
export const nextRingAtMs = ({ exchange }: TwilioSandbox): Promise<number> =>
  new Promise((resolve) => {
    const stop = exchange.events.on((event) => {
      if (event.kind !== 'call' || event.change !== 'ringing' || event.call.to !== telephone) return;
      stop();
      resolve(Date.now());
    });
  });
