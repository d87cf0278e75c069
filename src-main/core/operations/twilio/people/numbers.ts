import { findPhoneNumbersInText, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { CallTarget } from '../calls/contract.ts';
import { AppError } from '../../../platform/errors.ts';

export interface ReadNumber {
  readonly e164: string;
  /** As people of that country write it. */
  readonly text: string;
  readonly country: string | null;
}

/** What is dialled as it is, without a country. Not complete for the world: those of North America and Europe. */
const emergencyNumbers = new Set(['911', '112', '999', '000']);
export const isEmergency = (text: string): boolean => emergencyNumbers.has(text.replace(/\D/g, ''));

/** `null`: no telephone number. Takes what people type or paste, `tel:` links included. */
export function readNumber(text: string, country: string): ReadNumber | null {
  const parsed = parsePhoneNumberFromString(text.replace(/^tel:/i, ''), country as CountryCode);
  if (!parsed?.isPossible()) return null;
  const isHome = parsed.country === country;
  return {
    e164: parsed.number,
    text: isHome ? parsed.formatNational() : parsed.formatInternational(),
    country: parsed.country ?? null,
  };
}

/** A cab telephone that somebody wrote into a vehicle's notes. */
export function numbersInText(text: string, country: string): string[] {
  if (!/\d{3}\D{0,2}\d{3,4}/.test(text)) return [];
  return findPhoneNumbersInText(text, country as CountryCode).map(({ number }) => number.number);
}

/** The telephone service's address of a desk. */
export const deskAddress = (identity: string): string => `client:${identity}`;
export const identityOfAddress = (address: string): string | null =>
  address.startsWith('client:') ? address.slice('client:'.length) : null;

export interface ReadTarget {
  /** E.164 or `client:identity`. */
  readonly address: string;
  readonly number: string | null;
  readonly text: string;
}

/** Throws `phone/invalid-number`. */
export function readTarget(target: CallTarget, country: string): ReadTarget {
  if (target.type === 'desk') {
    return { address: deskAddress(target.identity), number: null, text: target.identity };
  }
  if (isEmergency(target.number)) {
    const digits = target.number.replace(/\D/g, '');
    return { address: digits, number: digits, text: digits };
  }
  const number = readNumber(target.number, country);
  if (!number) throw new AppError('phone/invalid-number', 'This is no telephone number.');
  return { address: number.e164, number: number.e164, text: number.text };
}
