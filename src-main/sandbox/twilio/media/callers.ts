import type { Call, Exchange, IncomingNumber } from '../exchange/index.ts';
import type { PhoneBook } from './phones.ts';
import { createTelephone, type TelephoneDeps } from './telephone.ts';

export interface CallersDeps extends TelephoneDeps {
  readonly exchange: Exchange;
  readonly phones: PhoneBook;
  /** Numbers of drivers who may call in, in E.164. */
  readonly numbers: readonly string[];
  readonly random?: () => number;
}

/** Why the office cannot be called: it has no such number, or nothing answers there. */
export class NobodyThere extends Error {}

/** Drivers who call the office by themselves. */
export function createCallers(deps: CallersDeps) {
  const { exchange, phones, numbers, random = Math.random } = deps;
  let timer: NodeJS.Timeout | undefined;

  const webhookOf = ({ applicationSid, voice }: IncomingNumber) =>
    applicationSid === null ? voice : (exchange.account.applications.get(applicationSid)?.voice ?? null);

  /** Defaults: any driver, the office's first number. Throws `NobodyThere`. */
  const callIn = (given: { readonly from?: string; readonly to?: string } = {}): Call => {
    const office =
      given.to === undefined
        ? [...exchange.account.incomingNumbers.values()][0]
        : exchange.account.incomingNumbers.get(given.to);
    const from = given.from ?? numbers[Math.floor(random() * numbers.length)] ?? '+13125550199';
    const voice = office === undefined ? null : webhookOf(office);
    if (office === undefined || voice === null) {
      throw new NobodyThere(`${given.to ?? 'the office'} has no voice URL`);
    }
    const plan = { ...phones.plan(from), behavior: 'answers' as const };
    const call = exchange.accept(from, office.phoneNumber, (get) => createTelephone(from, get, plan, deps));
    void exchange.scripts.runTwiml(call, voice);
    return call;
  };
  return {
    callIn,
    /** Calls per hour, at random moments; 0 is none. */
    setRate(callsPerHour: number) {
      clearTimeout(timer);
      if (callsPerHour <= 0) return;
      const plan = () => {
        // Times between independent calls are exponentially distributed.
        const waitMs = (-Math.log(1 - random()) * 3_600_000) / callsPerHour;
        timer = setTimeout(() => {
          try {
            callIn();
          } catch (error) {
            if (!(error instanceof NobodyThere)) throw error;
          }
          plan();
        }, waitMs).unref();
      };
      plan();
    },
    stop: () => clearTimeout(timer),
  };
}

export type Callers = ReturnType<typeof createCallers>;
