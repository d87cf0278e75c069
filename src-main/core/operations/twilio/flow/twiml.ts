/** The few sentences of TwiML that the call flow speaks. Written by hand: the vendor's builder stays in the gateway. */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

export const reply = (...verbs: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.join('')}</Response>`;

export const hangUp = '<Hangup/>';
/** Never answered: the caller pays nothing and hears that he is not put through. */
export const reject = '<Reject/>';
export const say = (text: string): string => `<Say>${escape(text)}</Say>`;

export interface JoinConference {
  /** The call's id. */
  readonly name: string;
  readonly label: string;
  /** Whoever waits alone hears music; a desk that dials hears nothing but what its own phone plays. */
  readonly isSilentAlone: boolean;
  /** `null`: somebody is told already. */
  readonly statusUrl: string | null;
}

export function joinConference({ name, label, isSilentAlone, statusUrl }: JoinConference): string {
  const attributes = {
    participantLabel: label,
    beep: 'false',
    startConferenceOnEnter: 'true',
    // One who leaves never ends the others: what becomes of who is left alone is the flow's to decide.
    endConferenceOnExit: 'false',
    ...(isSilentAlone ? { waitUrl: '' } : {}),
    ...(statusUrl === null
      ? {}
      : { statusCallback: statusUrl, statusCallbackEvent: 'start end join leave hold' }),
  };
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<Dial><Conference${written.join('')}>${escape(name)}</Conference></Dial>`;
}
