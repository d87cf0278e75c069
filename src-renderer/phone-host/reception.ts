import type { PhoneState, ReceptionReport } from '../../src-main/core/operations/twilio/tokens/contract.ts';
import type { HostReport } from '../../src-main/shell/phone/contract.ts';
import { createErrorFilter } from './error-filter.ts';
import type { VoiceFailure } from './ending.ts';
import { createTokenKeeper, type TokenKeeper, type VoiceToken } from './token-keeper.ts';
import type { IncomingVoiceCall, VoiceDevice, VoiceDeviceHappening } from './voice.ts';

/** `register()` never settles while the server is away, so a device that is not registered by then is made anew. */
const registerWithinMs = 10_000;
/** The service keeps a phone call whose socket broke for half a minute. */
const registerInCallWithinMs = 3_000;
const remakeDelayMaxMs = 30_000;
/** The token is not what the service wants: another one may be. */
const tokenCodes: ReadonlySet<number> = new Set([20101, 20104, 20151, 31201, 31204, 31205, 51007]);

interface ReceptionDeps {
  readonly getToken: () => Promise<VoiceToken>;
  readonly makeDevice: (
    token: string,
    signalling: PhoneState['signalling'],
    tell: (happening: VoiceDeviceHappening) => void,
  ) => VoiceDevice;
  readonly onIncoming: (call: IncomingVoiceCall, device: VoiceDevice) => void;
  readonly onChange: () => void;
  /** Its signalling is gone for good, its phone calls still have their sound. */
  readonly onCutOff: (device: VoiceDevice) => void;
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
export class Reception {
  readonly #deps: ReceptionDeps;
  readonly #tokens: TokenKeeper;
  #signalling: PhoneState['signalling'] | null = null;
  #device: VoiceDevice | null = null;
  #registration: HostReport['registration'] = 'unregistered';
  #failure: VoiceFailure | null = null;
  #errors = createErrorFilter();
  /** Then the SDK gives up for good, also with a phone call that goes on. */
  #isTokenRefused = false;
  #remakeCount = 0;
  /** Grows with every device, so that what an old one still tells is left out. */
  #generation = 0;
  #watchdog: Timer;

  constructor(deps: ReceptionDeps) {
    this.#deps = deps;
    this.#tokens = createTokenKeeper({
      getToken: deps.getToken,
      isInCall: deps.isInCall,
      nowMs: deps.nowMs,
      onRenewed: ({ token }) => this.#device?.updateToken(token),
      onChange: deps.onChange,
    });
  }

  /** `null`: no account. */
  use(next: PhoneState['signalling'] | null): void {
    if (JSON.stringify(next) === JSON.stringify(this.#signalling)) return;
    this.#signalling = next;
    if (next === null) this.#drop();
    else void this.#make();
  }

  /** After wake, another network, another device, or on a wish: whatever was measured before is not believed. */
  measureAgain(): void {
    if (this.#signalling === null || this.#isInUse()) return;
    this.#remakeCount = 0;
    void this.#make();
  }

  device(): VoiceDevice | null {
    return this.#device;
  }

  signalling(): PhoneState['signalling'] | null {
    return this.#signalling;
  }

  registration(): HostReport['registration'] {
    return this.#registration;
  }

  facts(): Pick<ReceptionReport, 'registration' | 'tokenExpiresAtMs' | 'errorCode' | 'errorMessage'> {
    return {
      registration: this.#registration,
      tokenExpiresAtMs: this.#tokens.current()?.expiresAtMs ?? null,
      errorCode: this.#failure?.code ?? null,
      errorMessage: this.#failure?.message.slice(0, 500) ?? null,
    };
  }

  #isInUse(): boolean {
    return this.#device !== null && this.#deps.isInUse(this.#device);
  }

  #drop(): void {
    const dropped = this.#device;
    const isInUse = this.#isInUse();
    this.#generation += 1;
    this.#clearWatchdog();
    this.#tokens.forget();
    this.#device = null;
    this.#registration = 'unregistered';
    // One with a phone call goes when that is over (lines.ts).
    if (dropped !== null && !isInUse) dropped.destroy();
  }

  async #make(): Promise<void> {
    const wanted = this.#signalling;
    if (wanted === null) return;
    this.#drop();
    const madeIn = this.#generation;
    try {
      const token = await this.#tokens.fetch();
      if (madeIn !== this.#generation) return;
      this.#errors = createErrorFilter();
      this.#isTokenRefused = false;
      this.#device = this.#deps.makeDevice(token, wanted, (happening) => this.#hear(madeIn, happening));
      this.#device.register();
      this.#watchForRegistration();
    } catch {
      if (madeIn === this.#generation) this.#remake(); // The core's state says that there is no token.
    }
    this.#deps.onChange();
  }

  #hear(madeIn: number, happening: VoiceDeviceHappening): void {
    if (madeIn !== this.#generation || this.#device === null) return;
    if (happening.kind === 'incoming') {
      this.#deps.onIncoming(happening.call, this.#device);
      return;
    }
    if (happening.kind === 'state') this.#stateTold(happening.state);
    else {
      const { failure } = happening;
      if (tokenCodes.has(failure.code)) this.#isTokenRefused = true;
      if (this.#errors.pass(failure.code, this.#deps.nowMs()) === null) return;
      this.#failure = failure;
      if (tokenCodes.has(failure.code)) void this.#tokens.renewNow();
    }
    this.#deps.onChange();
  }

  #stateTold(state: HostReport['registration']): void {
    this.#registration = state;
    if (state !== 'registered') {
      this.#watchForRegistration();
      return;
    }
    this.#clearWatchdog();
    this.#failure = null;
    this.#isTokenRefused = false;
    this.#remakeCount = 0;
  }

  #clearWatchdog(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = undefined;
  }

  #watchForRegistration(): void {
    if (this.#watchdog !== undefined) return;
    const withinMs = this.#isInUse() ? registerInCallWithinMs : registerWithinMs;
    this.#watchdog = setTimeout(() => {
      this.#watchdog = undefined;
      if (this.#registration !== 'registered') this.#remake();
    }, withinMs);
  }

  /** With growing pauses: a server that is away is not hammered. */
  #remake(): void {
    this.#clearWatchdog();
    if (this.#isInUse()) {
      if (this.#isTokenRefused && this.#device !== null) this.#deps.onCutOff(this.#device);
      this.#watchForRegistration();
      return;
    }
    const delayMs = Math.min(remakeDelayMaxMs, 500 * 2 ** this.#remakeCount);
    this.#remakeCount += 1;
    this.#watchdog = setTimeout(() => {
      this.#watchdog = undefined;
      void this.#make();
    }, delayMs);
  }
}
