import { implementContract } from '../../core/platform/implementer.ts';
import { phoneHostContract, softphoneContract, type HostOrders, type SoundLevels } from './contract.ts';
import type { PhoneRelay } from './relay.ts';

/** What is remembered on this workstation, so the shell does it itself. */
export interface PhoneWishes {
  readonly setDoNotDisturb: (isOn: boolean) => Promise<void>;
  readonly chooseDevices: (wanted: Partial<HostOrders['devices']>) => Promise<void>;
  readonly restart: () => void;
}

/** Tells the host to measure for as long as somebody looks. */
function createLevelWatch({ orders, levels }: PhoneRelay) {
  let watcherCount = 0;
  const count = (change: number) => {
    watcherCount += change;
    orders.update((current) => ({ ...current, areLevelsWanted: watcherCount > 0 }));
  };
  return async function* watch(signal: AbortSignal | undefined): AsyncGenerator<SoundLevels, void, void> {
    count(1);
    try {
      yield* levels.watch(signal);
    } finally {
      count(-1);
    }
  };
}

/** What desks ask of the phone: handed on to the host as orders. */
export function createSoftphoneRouter({ relay, wishes }: { relay: PhoneRelay; wishes: PhoneWishes }) {
  const desk = implementContract(softphoneContract);
  const watchLevels = createLevelWatch(relay);
  return desk.router({
    watchSoftphone: desk.watchSoftphone.handler(({ signal }) => relay.softphone.watch(signal)),
    watchSoundLevels: desk.watchSoundLevels.handler(({ signal }) => watchLevels(signal)),
    dial: desk.dial.handler(({ input }) => relay.order({ kind: 'dial', ...input })),
    answer: desk.answer.handler(({ input }) => relay.order({ kind: 'answer', ...input })),
    decline: desk.decline.handler(({ input }) => relay.order({ kind: 'decline', ...input })),
    silence: desk.silence.handler(({ input }) => relay.order({ kind: 'silence', ...input })),
    hangUp: desk.hangUp.handler(({ input }) => relay.order({ kind: 'hangUp', ...input })),
    setMuted: desk.setMuted.handler(({ input }) => relay.order({ kind: 'setMuted', ...input })),
    setHeld: desk.setHeld.handler(({ input }) => relay.order({ kind: 'setHeld', ...input })),
    swapTo: desk.swapTo.handler(({ input }) => relay.order({ kind: 'swapTo', ...input })),
    merge: desk.merge.handler(({ input }) => relay.order({ kind: 'merge', ...input })),
    sendDigits: desk.sendDigits.handler(({ input }) => relay.order({ kind: 'sendDigits', ...input })),
    rejoin: desk.rejoin.handler(({ input }) => relay.order({ kind: 'rejoin', ...input })),
    tryDevices: desk.tryDevices.handler(({ input }) => relay.order({ kind: 'tryDevices', ...input })),
    measureReception: desk.measureReception.handler(() => relay.order({ kind: 'measureReception' })),
    chooseDevices: desk.chooseDevices.handler(({ input }) => wishes.chooseDevices(given(input))),
    setDoNotDisturb: desk.setDoNotDisturb.handler(({ input }) => wishes.setDoNotDisturb(input.isOn)),
    restartPhone: desk.restartPhone.handler(() => wishes.restart()),
  });
}

/** What was left out is not there at all, instead of `undefined`. */
function given<T extends object>(input: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** The hidden window's side. */
export function createPhoneHostRouter({ relay }: { relay: PhoneRelay }) {
  const host = implementContract(phoneHostContract);
  return host.router({
    watchHostOrders: host.watchHostOrders.handler(({ signal }) => relay.orders.watch(signal)),
    settleOrder: host.settleOrder.handler(({ input }) => relay.settle(input.orderId, input.failure)),
    reportSoftphone: host.reportSoftphone.handler(({ input }) => relay.report(input)),
    reportSoundLevels: host.reportSoundLevels.handler(({ input }) => relay.levels.set(input)),
  });
}
