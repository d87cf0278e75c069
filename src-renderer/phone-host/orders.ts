import type { HostOrders, PhoneOrder } from '../../src-main/shell/phone/contract.ts';
import { failureOf } from './order-error.ts';

/** Carries out each order once and says what came of it. They stand in the stream until then. */
export function createOrders(deps: {
  readonly carryOut: (order: PhoneOrder) => Promise<void>;
  readonly settle: (
    orderId: number,
    failure: { readonly code: string; readonly message: string } | null,
  ) => Promise<void>;
}) {
  let lastOrderId = 0;

  const carryOut = async (orderId: number, order: PhoneOrder) => {
    try {
      await deps.carryOut(order);
      await deps.settle(orderId, null);
    } catch (error) {
      await deps.settle(orderId, failureOf(error)).catch(() => undefined); // The shell closes: nobody waits any more.
    }
  };

  return {
    follow({ orders }: HostOrders) {
      for (const { orderId, order } of orders) {
        if (orderId <= lastOrderId) continue;
        lastOrderId = orderId;
        void carryOut(orderId, order);
      }
    },
  };
}
