import type { Clock } from '../../core/platform/clock.ts';
import { AppError, type ErrorCode } from '../../core/platform/errors.ts';
import { createState, type State } from '../../core/platform/state.ts';
import type { HostOrders, HostReport, PhoneOrder, Softphone, SoundLevels } from './contract.ts';
import { softphoneLimits } from './softphone.wire.ts';

/** Answering opens a microphone and a connection; what takes longer is shown as failed, and may still happen. */
const orderTimeoutMs = 20_000;

export interface PhoneRelay {
  /** What desks see. */
  readonly softphone: State<Softphone>;
  readonly levels: State<SoundLevels>;
  /** What the phone host sees. */
  readonly orders: State<HostOrders>;
  /** Resolves when the host has done it; rejects with the host's code, or `softphone/no-host`. */
  order(order: PhoneOrder): Promise<void>;
  settle(orderId: number, failure: { readonly code: string; readonly message: string } | null): void;
  report(report: HostReport): void;
  /** Grows with every report. */
  reportCount(): number;
  /** The host is gone: whoever waits for it is told, and its phone calls are not shown as if they were known. */
  hostGone(host: Exclude<Softphone['host'], 'running'>): void;
}

const emptyReport: HostReport = {
  calls: [],
  devices: {
    microphones: [],
    speakers: [],
    microphone: { wanted: null, used: null },
    speaker: { wanted: null, used: null },
    ringer: { wanted: null, used: null },
    microphoneState: 'unknown',
  },
  isRingSounding: false,
  trial: 'none',
  registration: 'unregistered',
};

const firstSoftphone: Softphone = {
  ...emptyReport,
  host: 'off',
  isDoNotDisturbOn: false,
  hotkeys: [],
  dialRequest: { count: 0, number: '' },
  openRequest: { count: 0, callId: null },
};

const firstOrders: HostOrders = {
  orders: [],
  devices: { microphone: null, speaker: null, ringer: null },
  isDoNotDisturbOn: false,
  isRingSoundOn: true,
  areLevelsWanted: false,
  wakeCount: 0,
  plainSignallingHost: null,
};

interface Waiting {
  resolve(): void;
  reject(error: AppError): void;
}

const noHost = () => new AppError('softphone/no-host', 'The phone is not running.');

function toError({ code, message }: { readonly code: string; readonly message: string }): AppError {
  return new AppError(code.includes('/') ? (code as ErrorCode) : 'softphone/failed', message);
}

/** Between desks and the phone host: the state goes one way, orders the other. It decides nothing. */
export function createPhoneRelay({ clock }: { readonly clock: Clock }): PhoneRelay {
  const softphone = createState<Softphone>(firstSoftphone);
  const levels = createState<SoundLevels>({ microphone: null, speaker: null });
  const orders = createState<HostOrders>(firstOrders);
  const waiting = new Map<number, Waiting>();
  let lastOrderId = 0;
  let reportCount = 0;

  const takeOut = (orderId: number): Waiting | undefined => {
    const found = waiting.get(orderId);
    waiting.delete(orderId);
    orders.update((current) => ({
      ...current,
      orders: current.orders.filter((pending) => pending.orderId !== orderId),
    }));
    return found;
  };

  const giveUpLater = async (orderId: number, signal: AbortSignal) => {
    await clock.sleep(orderTimeoutMs, signal);
    takeOut(orderId)?.reject(new AppError('softphone/timeout', 'The phone did not answer in time.'));
  };

  return {
    softphone,
    levels,
    orders,
    async order(order) {
      if (softphone.get().host !== 'running' || waiting.size >= softphoneLimits.orderCount) throw noHost();
      lastOrderId += 1;
      const orderId = lastOrderId;
      const settled = new AbortController();
      const outcome = new Promise<void>((resolve, reject) => waiting.set(orderId, { resolve, reject }));
      orders.update((current) => ({ ...current, orders: [...current.orders, { orderId, order }] }));
      void giveUpLater(orderId, settled.signal);
      try {
        await outcome;
      } finally {
        settled.abort();
      }
    },
    settle(orderId, failure) {
      const found = takeOut(orderId);
      if (failure === null) found?.resolve();
      else found?.reject(toError(failure));
    },
    report(report) {
      reportCount += 1;
      softphone.update((current) => ({ ...current, ...report, host: 'running' }));
    },
    reportCount: () => reportCount,
    hostGone(host) {
      for (const orderId of [...waiting.keys()]) takeOut(orderId)?.reject(noHost());
      levels.set({ microphone: null, speaker: null });
      softphone.update((current) => ({ ...current, ...emptyReport, host }));
    },
  };
}
