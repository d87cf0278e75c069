import type { Exchange } from '../exchange/index.ts';
import type { TwilioFaults } from '../faults.ts';
import { createCallers, type Callers } from './callers.ts';
import { createPhoneBook, type PhoneBook, type PhonePlan } from './phones.ts';
import { createTelephone, type TelephoneDeps } from './telephone.ts';

export { NobodyThere, type Callers } from './callers.ts';
export { phoneBehaviors, phoneToneHz, type PhoneBook, type PhonePlan } from './phones.ts';
export { sounds } from './sounds.ts';
export { startBeat } from './beat.ts';

export interface Telephones {
  readonly phones: PhoneBook;
  readonly callers: Callers;
  /** Keys that phones heard in the sound, newest last: `[number, digit]`. */
  digitsHeard(): ReadonlyArray<readonly [number: string, digit: string]>;
}

export interface TelephonesOptions {
  readonly exchange: Exchange;
  readonly faults: TwilioFaults;
  readonly numbers: readonly string[];
  readonly planDefaults?: Partial<PhonePlan>;
}

const digitsKeptMax = 500;

/** Connects the telephone network: every E.164 number that is not the office's own has a simulated phone. */
export function connectTelephones(options: TelephonesOptions): Telephones {
  const { exchange, faults, numbers } = options;
  const phones = createPhoneBook(options.planDefaults);
  const heard: (readonly [string, string])[] = [];
  const deps: TelephoneDeps = {
    sounds: exchange.sounds,
    isUnattended: () => faults.isOn('nobody-answers'),
    onDigitHeard(number, digit) {
      heard.push([number, digit]);
      if (heard.length > digitsKeptMax) heard.shift();
    },
  };
  exchange.addDestination((to, call) =>
    phones.isTelephone(to) && !exchange.account.incomingNumbers.has(to)
      ? createTelephone(to, call, phones.plan(to), deps)
      : null,
  );
  const callers = createCallers({ ...deps, exchange, phones, numbers });
  return { phones, callers, digitsHeard: () => heard };
}
