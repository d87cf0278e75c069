import type { PhoneState, ReceptionReport } from '../../src-main/core/operations/twilio/contract.ts';
import type { HostReport } from '../../src-main/shell/phone/contract.ts';
import { createErrorFilter } from './error-filter.ts';
import type { VoiceFailure } from './ending.ts';
import { renewalDelayMs, renewalRetryMs } from './token-renewal.ts';
import type { IncomingVoiceCall, VoiceDevice, VoiceDeviceHappening } from './voice.ts';

/** `register()` never settles while the server is away, so a device that is not registered by then is made anew. */
const registerWithinMs = 10_000;
const remakeDelayMaxMs = 30_000;
/** The token is not what the service wants: another one may be. */
const tokenCodes: ReadonlySet<number> = new Set([20101, 20104, 20151, 31201, 31204, 31205, 51007]);

export interface VoiceToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

interface ReceptionDeps {
  readonly getToken: () => Promise<VoiceToken>;
  readonly makeDevice: (
    token: string,
    signalling: PhoneState['signalling'],
    tell: (happening: VoiceDeviceHappening) => void,
  ) => VoiceDevice;
  readonly onIncoming: (call: IncomingVoiceCall, device: VoiceDevice) => void;
  readonly onChange: () => void;
  /** Phone calls on this device: it is not remade under them. */
  readonly isInUse: (device: VoiceDevice) => boolean;
  readonly isInCall: () => boolean;
  readonly nowMs: () => number;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/**
 * Keeps one device registered, so that phone calls can be received, and measures whether it is: nothing is assumed of it.
 * Signalling, tokens and the SDK may each fail for good without a word; the answer is always a new device.
 */
export function createReception(deps: ReceptionDeps) {
  const { nowMs } = deps;
  let signalling: PhoneState['signalling'] | null = null;
  let device: VoiceDevice | null = null;
  let registration: HostReport['registration'] = 'unregistered';
  let token: VoiceToken | null = null;
  let failure: VoiceFailure | null = null;
  let errors = createErrorFilter();
  let remakeCount = 0;
  let generation = 0;
  let watchdog: Timer;
  let renewal: Timer;

  const drop = () => {
    generation += 1;
    clearTimeout(watchdog);
    clearTimeout(renewal);
    const dropped = device;
    device = null;
    registration = 'unregistered';
    if (dropped !== null && !deps.isInUse(dropped)) dropped.destroy();
  };

  const renewSoon = (failureCount = 0) => {
    clearTimeout(renewal);
    if (token === null || device === null) return;
    const delayMs =
      failureCount > 0
        ? renewalRetryMs(failureCount)
        : renewalDelayMs(token.expiresAtMs, deps.isInCall(), nowMs());
    renewal = setTimeout(() => void renew(failureCount), Math.min(delayMs, 60_000));
  };
  /** Looked at every minute at the latest: a call may have begun or ended, and a computer may have slept. */
  const renew = async (failureCount: number) => {
    if (token === null || device === null) return;
    const isDue = failureCount > 0 || renewalDelayMs(token.expiresAtMs, deps.isInCall(), nowMs()) === 0;
    if (!isDue) return renewSoon();
    const renewed = device;
    try {
      const next = await deps.getToken();
      if (renewed !== device) return;
      token = next;
      device.updateToken(next.token);
      renewSoon();
    } catch {
      renewSoon(failureCount + 1); // Told of by the token's own age, which the core looks at.
    }
    deps.onChange();
  };

  const heard = (madeIn: number, happening: VoiceDeviceHappening) => {
    if (madeIn !== generation || device === null) return;
    if (happening.kind === 'incoming') deps.onIncoming(happening.call, device);
    else if (happening.kind === 'state') {
      registration = happening.state;
      if (registration === 'registered') {
        clearTimeout(watchdog);
        watchdog = undefined;
        failure = null;
        remakeCount = 0;
      } else watchForRegistration();
      deps.onChange();
    } else if (errors.pass(happening.failure.code, nowMs()) !== null) {
      ({ failure } = happening);
      if (tokenCodes.has(happening.failure.code)) void renew(1);
      deps.onChange();
    }
  };

  const watchForRegistration = () => {
    if (watchdog !== undefined) return;
    watchdog = setTimeout(() => {
      watchdog = undefined;
      if (registration !== 'registered') remake();
    }, registerWithinMs);
  };

  const make = async () => {
    const wanted = signalling;
    if (wanted === null) return;
    drop();
    const madeIn = generation;
    try {
      const next = await deps.getToken();
      if (madeIn !== generation) return;
      token = next;
      device = deps.makeDevice(next.token, wanted, (happening) => heard(madeIn, happening));
      errors = createErrorFilter();
      device.register();
      watchForRegistration();
      renewSoon();
    } catch {
      if (madeIn !== generation) return;
      token = null;
      remake();
    }
    deps.onChange();
  };

  /** With growing pauses: a server that is away is not hammered. */
  const remake = () => {
    clearTimeout(watchdog);
    if (device !== null && deps.isInUse(device)) {
      watchdog = undefined;
      watchForRegistration();
      return;
    }
    const delayMs = Math.min(remakeDelayMaxMs, 500 * 2 ** remakeCount);
    remakeCount += 1;
    watchdog = setTimeout(() => {
      watchdog = undefined;
      void make();
    }, delayMs);
  };

  return {
    /** `null`: no account. */
    use(next: PhoneState['signalling'] | null) {
      const isSame = JSON.stringify(next) === JSON.stringify(signalling);
      if (isSame) return;
      signalling = next;
      if (next === null) drop();
      else void make();
    },
    /** After wake, another network, another device, or on a wish: whatever was measured before is not believed. */
    measureAgain() {
      if (signalling === null || (device !== null && deps.isInUse(device))) return;
      remakeCount = 0;
      void make();
    },
    device: () => device,
    token: () => token,
    signalling: () => signalling,
    registration: () => registration,
    facts: (): Pick<ReceptionReport, 'registration' | 'tokenExpiresAtMs' | 'errorCode' | 'errorMessage'> => ({
      registration,
      tokenExpiresAtMs: token?.expiresAtMs ?? null,
      errorCode: failure?.code ?? null,
      errorMessage: failure?.message.slice(0, 500) ?? null,
    }),
  };
}

export type Reception = ReturnType<typeof createReception>;
