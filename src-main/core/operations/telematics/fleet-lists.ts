import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type {
  AddressFact,
  AssignmentFact,
  DriverFact,
  DutyClockFact,
  DutyLogFact,
  DutyViolationFact,
  DutyWindow,
  GatewayFact,
  TagFact,
  TripFact,
  VehicleFact,
} from './facts.ts';
import type { FleetState } from './fleet-state.ts';
import {
  readGatewayConditions,
  readVehicleIndex,
  replaceAssignments,
  replaceDutyClocks,
  saveAddresses,
  saveDrivers,
  saveGateways,
  saveTags,
  saveVehicles,
  type Database,
} from './repository.ts';
import { saveDutyLogs, saveDutyViolations } from './hours/index.ts';
import { recordAssignments } from './review/index.ts';
import { saveTrips } from './trips/repository.ts';

export interface ListFacts<T> {
  readonly items: readonly T[];
  /** True when the list is whole and none of its records was unreadable: only then may what it does not name go. */
  readonly isComplete: boolean;
}

/** Lists that replace what was known. Each is one transaction, but for logs: one for some drivers after the other. */
export interface FleetLists {
  putVehicles(list: ListFacts<VehicleFact>): Promise<void>;
  putDrivers(list: ListFacts<DriverFact>): Promise<void>;
  putTags(list: ListFacts<TagFact>): Promise<void>;
  putGateways(list: ListFacts<GatewayFact>): Promise<void>;
  putAddresses(list: ListFacts<AddressFact>): Promise<void>;
  putAssignments(assignments: readonly AssignmentFact[]): Promise<void>;
  /** `asOfMs`: vendor's clock; the vendor does not say when it counted. */
  putDutyClocks(clocks: readonly DutyClockFact[], asOfMs: number): Promise<void>;
  /** The logs of the drivers named, as they are in the window; a log is known up to `asOfMs`, or the end of the window. */
  putDutyLogs(logs: readonly DutyLogFact[], window: DutyWindow, asOfMs: number): Promise<void>;
  /** Every violation that begins in the window; what is not among them is gone. */
  putDutyViolations(violations: readonly DutyViolationFact[], window: DutyWindow): Promise<void>;
  /** Adds and mends; trips that are not named stay. */
  putTrips(trips: readonly TripFact[]): Promise<void>;
}

/** Drivers whose logs are written at a time: nothing else is stored meanwhile. */
const logCountMax = 100;

export function createFleetLists(deps: {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly fleet: FleetState;
  readonly slots: Map<string, number>;
  /** Keeps lists and pages from moving the fleet at the same time. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly serverNowMs: () => number;
  readonly onChange: () => void;
}): FleetLists {
  const { database, fleet, slots, inTurn, serverNowMs, onChange } = deps;

  async function put(write: (trx: Database) => Promise<void>, reload?: () => Promise<void>) {
    await inTurn(async () => {
      await database.transaction(write);
      await reload?.();
    });
    onChange();
  }

  async function reloadGateways() {
    for (const { slot, condition } of await readGatewayConditions(database.db)) {
      fleet.setGateway(slot, condition);
    }
  }

  async function reloadVehicles() {
    for (const { slot, id, isListed, hasPrivacyButton } of await readVehicleIndex(database.db)) {
      slots.set(id, slot);
      fleet.setVehicle(slot, isListed, hasPrivacyButton);
    }
    await reloadGateways();
  }

  return {
    putVehicles: (list) => put((trx) => saveVehicles(trx, list.items, list.isComplete), reloadVehicles),
    putGateways: (list) => put((trx) => saveGateways(trx, list.items, list.isComplete), reloadGateways),
    putDrivers: (list) => put((trx) => saveDrivers(trx, list.items, list.isComplete)),
    putTags: (list) => put((trx) => saveTags(trx, list.items, list.isComplete)),
    putAddresses: (list) => put((trx) => saveAddresses(trx, list.items, list.isComplete)),
    putAssignments: (assignments) =>
      put(async (trx) => {
        await replaceAssignments(trx, assignments);
        await recordAssignments(trx, serverNowMs());
      }),
    putDutyClocks: (clocks, asOfMs) => put((trx) => replaceDutyClocks(trx, clocks, asOfMs)),
    async putDutyLogs(logs, window, asOfMs) {
      for (let at = 0; at < logs.length; at += logCountMax) {
        const some = logs.slice(at, at + logCountMax);
        await inTurn(() => database.transaction((trx) => saveDutyLogs(trx, some, window, asOfMs)));
        await letOthersRun();
      }
    },
    putDutyViolations: (violations, window) => put((trx) => saveDutyViolations(trx, violations, window)),
    // Review reads them when it is asked; nothing that is shown all the time has changed.
    putTrips: (trips) =>
      database.transaction(async (trx) => {
        await saveTrips(trx, trips);
      }),
  };
}
