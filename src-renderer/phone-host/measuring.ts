import type { Devices } from './devices.ts';
import type { Reception } from './reception.ts';
import type { TestRingRunner } from './test-ring.ts';

/** A network or a device that changes does so several times in a row. */
const settleMs = 2_000;
const registeredWithinMs = 10_000;
const lookMs = 200;

interface Measurement {
  /** Asked for by a person: the test ring is not spared. */
  readonly isByPerson?: boolean;
  /** With a new device and a new socket. */
  readonly isAnew?: boolean;
}

/** Whether this desk can receive phone calls, from the microphone to a ring that really comes. */
export function createMeasuring(parts: {
  readonly devices: Devices;
  readonly reception: Reception;
  readonly testRing: TestRingRunner;
}) {
  const { devices, reception, testRing } = parts;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const now = async ({ isByPerson = false, isAnew = true }: Measurement = {}) => {
    if (isAnew) reception.measureAgain();
    await devices.checkMicrophone();
    for (let waitedMs = 0; waitedMs < registeredWithinMs; waitedMs += lookMs) {
      if (reception.registration() === 'registered') return testRing.begin(isByPerson);
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  };
  return {
    now,
    soon(measurement: Measurement = {}) {
      clearTimeout(timer);
      // Its outcome is what is reported; the failure of a trial that nobody asked for is part of that.
      timer = setTimeout(() => void now(measurement).catch(() => undefined), settleMs);
    },
  };
}

export type Measuring = ReturnType<typeof createMeasuring>;
