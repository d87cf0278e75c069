import type { LegEnding } from '../../src-main/shell/phone/contract.ts';
import type { VoiceFailure } from './ending.ts';
import type { QualitySample } from './quality.ts';

/** What the phone needs of a voice service, in our words. `voice-sdk.ts` makes it of Twilio's SDK. */
export type VoiceLegHappening =
  | { readonly kind: 'rang'; readonly hasEarlyMedia: boolean }
  | { readonly kind: 'opened' }
  | { readonly kind: 'sidTold'; readonly callSid: string }
  /** `isSignalling`: the socket is down, so a hang-up would reach nobody. */
  | { readonly kind: 'reconnecting'; readonly isSignalling: boolean }
  | { readonly kind: 'reconnected' }
  /** The socket broke and the leg cannot come back: the SDK keeps it, with its sound, and will say no more. */
  | { readonly kind: 'dropped' }
  | {
      readonly kind: 'ended';
      readonly ending: LegEnding;
      readonly code: number | null;
      readonly message: string | null;
    }
  | { readonly kind: 'levels'; readonly microphone: number; readonly speaker: number }
  | { readonly kind: 'heard' }
  | { readonly kind: 'sample'; readonly sample: QualitySample }
  | { readonly kind: 'warned'; readonly name: string }
  | { readonly kind: 'warningCleared'; readonly name: string };

export type VoiceLegListener = (happening: VoiceLegHappening) => void;

export interface VoiceLeg {
  /** One listener; a later one takes its place. */
  listen(listener: VoiceLegListener): void;
  callSid(): string | null;
  /** With it another device takes the leg over; `null`: it cannot be. */
  connectToken(): string | null;
  accept(): void;
  reject(): void;
  hangUp(): void;
  mute(isMuted: boolean): void;
  sendDigits(digits: string): void;
  /** '' is the system's. */
  setSpeaker(deviceId: string): void;
  /** Packets of sound that came in so far; `null`: there is no connection. */
  countPackets(): Promise<number | null>;
}

export interface IncomingVoiceCall {
  readonly leg: VoiceLeg;
  readonly params: Readonly<Record<string, string>>;
  readonly from: string | null;
  readonly to: string | null;
}

export type VoiceDeviceHappening =
  | { readonly kind: 'state'; readonly state: 'registering' | 'registered' | 'unregistered' | 'destroyed' }
  | { readonly kind: 'incoming'; readonly call: IncomingVoiceCall }
  | { readonly kind: 'failed'; readonly failure: VoiceFailure };

export interface VoiceDeviceOptions {
  readonly chunderw: string | null;
  readonly edge: string | null;
  /** Opens the chosen microphone instead of the SDK's choice. */
  readonly openMicrophone: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  readonly tell: (happening: VoiceDeviceHappening) => void;
}

export interface VoiceDevice {
  register(): void;
  connect(
    target: { readonly params: Record<string, string> } | { readonly connectToken: string },
  ): Promise<VoiceLeg>;
  updateToken(token: string): void;
  /** In a phone call: the sound goes on from another microphone. */
  changeMicrophone(deviceId: string): Promise<void>;
  /** After the phone call: else the microphone stays open. */
  releaseMicrophone(): Promise<void>;
  isBusy(): boolean;
  destroy(): void;
}
