import type { Frame } from './audio.ts';
import type { AnsweredBy, CallMessage } from './facts.ts';

/** Why the exchange lets go of a party. The code goes over the wire where one is due. */
export interface HangUpCause {
  readonly kind: 'normal' | 'canceled' | 'busy' | 'no-answer' | 'failed';
  readonly code?: number;
  readonly message?: string;
}

/**
 * The party at the other end of a call's wire, as the exchange drives it: a browser (signalling/) or a simulated
 * telephone (media/). It answers back through `Call.report`. No method throws.
 */
export interface FarEnd {
  /** It is being called: let it ring. */
  ring(): void;
  /** It called: tell it that the other side rings, with sound of ours when `isEarlyMedia`. */
  showRinging(isEarlyMedia: boolean): void;
  /** It called: the exchange takes the call. */
  accept(): void;
  /** Ends it, in whatever state it is. The exchange expects no report afterwards. */
  hangUp(cause: HangUpCause): void;
  sendMessage(message: CallMessage): void;
  /** What it said in the last 20 ms; `null` is silence. */
  take(): Frame | null;
  /** What it hears in the next 20 ms. */
  hear(frame: Frame): void;
}

/** What a party does by itself. */
export type Report =
  | { readonly kind: 'ringing' }
  | { readonly kind: 'answered'; readonly by: AnsweredBy }
  | { readonly kind: 'busy' | 'unreachable' | 'declined' }
  | { readonly kind: 'failed'; readonly code: number }
  | { readonly kind: 'hung-up' }
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'message'; readonly message: CallMessage };
