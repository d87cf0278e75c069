/** Twilio's own words for what can be wrong with an answer to a webhook, by the numbers of its error dictionary. */
export const twimlErrorTexts = {
  11_200: 'HTTP retrieval failure',
  11_205: 'HTTP connection failure',
  11_750: 'TwiML response body too large',
  12_100: 'Document parse failure',
  12_102: 'Root element must be Response',
  12_200: 'Schema validation warning',
  12_300: 'Invalid Content-Type',
  13_214: 'Dial: Invalid callerId value',
  13_224: 'Dial: Twilio does not support calling this number or the number is invalid',
  13_227: 'Dial: Geo Permission configuration is not permitting call',
} as const;

export type TwimlErrorCode = keyof typeof twimlErrorTexts;

/** Ends the run of a document. Which call and which URL it was, the catcher knows. */
export class TwimlError extends Error {
  readonly code: TwimlErrorCode;

  constructor(code: TwimlErrorCode, detail: string) {
    super(`${twimlErrorTexts[code]}: ${detail}`);
    this.name = 'TwimlError';
    this.code = code;
  }
}
