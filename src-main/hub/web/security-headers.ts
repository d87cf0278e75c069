/** Nothing may be loaded or framed; the page of the API allows itself its one style sheet. */
const contentPolicy = (styles: string) =>
  `default-src 'none'; style-src ${styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const always = {
  'content-security-policy': contentPolicy("'none'"),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  // What is answered is about people.
  'cache-control': 'no-store',
} as const;

const oneYearSeconds = 365 * 24 * 60 * 60;

export const securityHeaders = (isTls: boolean): Readonly<Record<string, string>> =>
  isTls ? { ...always, 'strict-transport-security': `max-age=${oneYearSeconds}` } : always;

export const pagePolicy = { 'content-security-policy': contentPolicy("'self'") } as const;
