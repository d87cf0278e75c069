import type { HostReport } from '../../src-main/shell/phone/contract.ts';
import type { Devices } from './devices.ts';
import { startEcho } from './echo.ts';
import { failureOf, OrderError } from './order-error.ts';
import type { Sounds } from './sounds.ts';

type Trial = HostReport['trial'];
const durationMs: Readonly<Record<Exclude<Trial, 'none'>, number>> = {
  ringTone: 3_000,
  speakerTone: 2_000,
  echo: 30_000,
};

const microphoneError = (devices: Devices) =>
  devices.state().microphoneState === 'denied'
    ? new OrderError('softphone/microphone-denied', 'The system does not let Switchyard use a microphone.')
    : new OrderError('softphone/microphone-missing', 'There is no microphone.');

/** Trying devices: one thing at a time, and it ends by itself. */
export function createTrials(deps: {
  readonly devices: Devices;
  readonly sounds: Sounds;
  readonly onChange: () => void;
}) {
  const { devices, sounds } = deps;
  let trial: Trial = 'none';
  let stopEcho: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    clearTimeout(timer);
    sounds.stopTrials();
    stopEcho?.();
    stopEcho = null;
    trial = 'none';
  };

  return {
    current: () => trial,
    async begin(wanted: Trial): Promise<void> {
      end();
      if (wanted === 'echo') {
        try {
          stopEcho = await startEcho(() => devices.openMicrophone(), devices.outputId('speaker'));
        } catch (error) {
          const isSpeaker = devices.state().microphoneState === 'ready';
          throw isSpeaker
            ? new OrderError('softphone/failed', failureOf(error).message)
            : microphoneError(devices);
        }
      } else if (wanted === 'ringTone') sounds.tryRing();
      else if (wanted === 'speakerTone') sounds.tryTone();
      trial = wanted;
      deps.onChange();
      if (wanted === 'none') return;
      timer = setTimeout(() => {
        end();
        deps.onChange();
      }, durationMs[wanted]);
    },
  };
}

export type Trials = ReturnType<typeof createTrials>;
