import type { Telematics } from '../telematics/index.ts';
import type { SyncResource } from './contract.ts';
import type { List, SamsaraGateway } from './gateway.ts';

const minuteMs = 60_000;

export type ListResource = Extract<
  SyncResource,
  'vehicles' | 'drivers' | 'tags' | 'gateways' | 'addresses' | 'assignments' | 'clocks'
>;

/** Vehicles come with each other's edits and no deletions, hence whole lists; what dispatch waits for comes each minute. */
export const listIntervalsMs: Readonly<Record<ListResource, number>> = {
  vehicles: 10 * minuteMs,
  drivers: 15 * minuteMs,
  tags: 30 * minuteMs,
  gateways: 10 * minuteMs,
  addresses: 30 * minuteMs,
  assignments: minuteMs,
  clocks: minuteMs,
};

export interface ListTurnDeps {
  readonly gateway: SamsaraGateway;
  readonly telematics: Telematics;
  readonly serverNowMs: () => number;
  readonly onRejected: (resource: ListResource, rejectedCount: number) => void;
}

/** Per list: fetch whole, hand over, count. */
export function createListTurns(
  deps: ListTurnDeps,
): Readonly<Record<ListResource, (signal: AbortSignal) => Promise<number>>> {
  const { gateway, telematics, serverNowMs } = deps;

  const turnOf =
    <T>(
      resource: ListResource,
      fetch: (signal: AbortSignal) => Promise<List<T>>,
      put: (list: List<T>) => Promise<void>,
    ) =>
    async (signal: AbortSignal) => {
      const list = await fetch(signal);
      if (list.rejectedCount > 0) deps.onRejected(resource, list.rejectedCount);
      await put(list);
      return list.items.length;
    };

  return {
    vehicles: turnOf('vehicles', gateway.fetchVehicles, telematics.putVehicles),
    drivers: turnOf('drivers', gateway.fetchDrivers, telematics.putDrivers),
    tags: turnOf('tags', gateway.fetchTags, telematics.putTags),
    gateways: turnOf('gateways', gateway.fetchGateways, telematics.putGateways),
    addresses: turnOf('addresses', gateway.fetchAddresses, telematics.putAddresses),
    assignments: turnOf('assignments', gateway.fetchAssignments, async ({ items }) => {
      const nowMs = serverNowMs();
      const inForce = items.filter(({ endMs }) => endMs === null || endMs > nowMs);
      await telematics.putAssignments(inForce);
    }),
    clocks: turnOf('clocks', gateway.fetchDutyClocks, ({ items }) =>
      telematics.putDutyClocks(items, serverNowMs()),
    ),
  };
}
