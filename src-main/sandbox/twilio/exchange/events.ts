import type { CallFacts, CallMessage, ConferenceFacts, ParticipantFacts, RecordingFacts } from './facts.ts';

/** The words of Twilio's `StatusCallbackEvent` for conferences, in the past-less form the webhooks use. */
export type ConferenceChange =
  | 'conference-start'
  | 'conference-end'
  | 'participant-join'
  | 'participant-leave'
  | 'participant-mute'
  | 'participant-unmute'
  | 'participant-hold'
  | 'participant-unhold'
  | 'participant-modify'
  | 'participant-speech-start'
  | 'participant-speech-stop'
  | 'announcement-end';

/** Everything that happens on the exchange, told in order and at once; listeners must not throw. */
export type ExchangeEvent =
  | {
      readonly kind: 'call';
      readonly change: 'initiated' | 'ringing' | 'answered' | 'completed';
      readonly call: CallFacts;
    }
  | {
      readonly kind: 'conference';
      readonly change: ConferenceChange;
      readonly conference: ConferenceFacts;
      readonly participant: ParticipantFacts | null;
      /** Counts the events of one conference from 1. */
      readonly sequenceNumber: number;
    }
  | {
      readonly kind: 'recording';
      readonly change: 'in-progress' | 'paused' | 'completed' | 'absent' | 'deleted';
      readonly recording: RecordingFacts;
    }
  | { readonly kind: 'digit'; readonly callSid: string; readonly digit: string }
  | { readonly kind: 'message'; readonly callSid: string; readonly message: CallMessage };

export interface Events {
  /** Returns what ends the subscription. */
  on(listener: (event: ExchangeEvent) => void): () => void;
  tell(event: ExchangeEvent): void;
}

export function createEvents(): Events {
  const listeners = new Set<(event: ExchangeEvent) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(event) {
      for (const listener of [...listeners]) listener(event);
    },
  };
}
