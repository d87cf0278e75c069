import { createHmac } from 'node:crypto';

/**
 * What the app's server checks: HMAC-SHA1 with the auth token over the URL and, for a form, its fields by name with
 * nothing between (twilio.com/docs/usage/security). Checked in the tests by Twilio's own `validateRequest`.
 */
export function signatureOf(
  authToken: string,
  url: string,
  formFields: Readonly<Record<string, string>>,
): string {
  const signed = Object.keys(formFields)
    .sort()
    .reduce((text, name) => `${text}${name}${formFields[name] ?? ''}`, url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
