import { alertConfigurationsPage } from './alert-configurations.ts';
import { assignmentView, readAssignments } from './assignments.ts';
import { clockView } from './clocks.ts';
import { filterOf } from './cursor.ts';
import { dutyLogsPage, dutyViolationsPage } from './duty-records.ts';
import { createFeed } from './feed.ts';
import { gatewayView } from './gateways.ts';
import { historyPage } from './history.ts';
import { incidentsPage } from './incidents.ts';
import { listPage } from './list-page.ts';
import type { AddressRecord } from './address-book.ts';
import { addressView, driverView, organizationView, tagDetails, vehicleView, type World } from './lists.ts';
import type { Parameters } from './parameters.ts';
import { latestReadingsPage, readingsHistoryPage } from './readings.ts';
import { safetyEventsPage } from './safety-events.ts';
import { snapshotPage } from './snapshot.ts';
import { tripsPage } from './trips.ts';

/** What a request brings besides its query. */
export interface Call {
  /** The `{id}` of the path; empty where it has none. */
  readonly id: string;
  /** Parsed JSON; `null` for none. */
  readonly body: unknown;
}

export interface Endpoint {
  /** Default GET. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** May end in `{id}`. */
  readonly path: string;
  /** As the vendor names it; a token without it gets 403. */
  readonly scope: string;
  /** Stated limit per organization; `null`: only the global ones. */
  readonly requestsPerSecond: number | null;
  readonly requestsPerMinute?: number;
  /** Throws a refusal for failures; `undefined` is answered with 204. */
  answer(parameters: Parameters, nowMs: number, call: Call): unknown;
}

export interface EndpointDeps extends World {
  readonly updatesPerPage: number;
}

type ListDefinition<Item> = {
  readonly path: string;
  readonly filters: readonly string[];
  readonly items: (parameters: Parameters, nowMs: number) => readonly Item[];
  readonly view: (nowMs: number) => (item: Item) => unknown;
};

function listOf<Item>(world: World, definition: ListDefinition<Item>): Endpoint['answer'] {
  return (parameters, nowMs) => {
    const filter = filterOf(definition.path, definition.filters.map(parameters.list));
    const items = definition.items(parameters, nowMs);
    return listPage({ items, filter, parameters, nowMs, faults: world.faults }, definition.view(nowMs));
  };
}

interface Dated {
  readonly createdAtMs: number;
  readonly updatedAtMs?: number;
}

function isAfter(parameters: Parameters): (item: Dated) => boolean {
  const createdMs = parameters.time('createdAfterTime') ?? -Infinity;
  const updatedMs = parameters.time('updatedAfterTime') ?? -Infinity;
  return (item) => item.createdAtMs > createdMs && (item.updatedAtMs ?? Infinity) > updatedMs;
}

const tagFilters = ['tagIds', 'parentTagIds', 'createdAfterTime', 'updatedAfterTime'];

function vehicleLists(world: World): Endpoint[] {
  const { directory } = world;
  return [
    {
      path: '/fleet/vehicles',
      scope: 'Read Vehicles',
      requestsPerSecond: 25,
      answer: listOf(world, {
        path: '/fleet/vehicles',
        filters: tagFilters,
        items: (parameters) => directory.selectVehicles(parameters).filter(isAfter(parameters)),
        view: (nowMs) => (vehicle) => vehicleView(world, vehicle, nowMs),
      }),
    },
    {
      path: '/gateways',
      scope: 'Read Gateways',
      requestsPerSecond: 5,
      answer: listOf(world, {
        path: '/gateways',
        filters: ['models'],
        items: (parameters) => {
          const models = parameters.list('models');
          return world.fleet.vehicles.filter(
            ({ gateway }) => models.length === 0 || models.includes(gateway.model),
          );
        },
        view: (nowMs) => (vehicle) => gatewayView(world, vehicle, nowMs),
      }),
    },
    {
      path: '/fleet/driver-vehicle-assignments',
      scope: 'Read Assignments',
      requestsPerSecond: 5,
      answer(parameters, nowMs) {
        const { items, filter } = readAssignments(world, parameters, nowMs);
        return listPage({ items, filter, parameters, nowMs, faults: world.faults }, (assignment) =>
          assignmentView(world, assignment),
        );
      },
    },
  ];
}

function driverLists(world: World): Endpoint[] {
  const { fleet, directory } = world;
  return [
    {
      path: '/fleet/drivers',
      scope: 'Read Drivers',
      requestsPerSecond: null,
      answer: listOf(world, {
        path: '/fleet/drivers',
        filters: [...tagFilters, 'driverActivationStatus'],
        items: (parameters) => {
          const wantsActive = parameters.text('driverActivationStatus') !== 'deactivated';
          return fleet.drivers
            .filter((driver) => driver.isActive === wantsActive)
            .filter((driver) => directory.matchesTags(directory.driverTags(driver), parameters))
            .filter(isAfter(parameters));
        },
        view: () => (driver) => driverView(world, driver),
      }),
    },
    {
      path: '/fleet/hos/clocks',
      scope: 'Read ELD Compliance Settings (US)',
      requestsPerSecond: null,
      answer: listOf(world, {
        path: '/fleet/hos/clocks',
        filters: [...tagFilters, 'driverIds'],
        items: (parameters) => {
          const ids = parameters.list('driverIds');
          return fleet.drivers
            .filter((driver) => !driver.isEldExempt)
            .filter((driver) => ids.length === 0 || ids.includes(driver.id))
            .filter((driver) => directory.matchesTags(directory.driverTags(driver), parameters));
        },
        view: (nowMs) => (driver) => clockView(world, driver, nowMs),
      }),
    },
  ];
}

function companyLists(world: World): Endpoint[] {
  const { directory } = world;
  return [
    {
      path: '/me',
      scope: 'Read Org Information',
      requestsPerSecond: null,
      answer: () => ({ data: organizationView(world) }),
    },
    {
      path: '/tags',
      scope: 'Read Tags',
      requestsPerSecond: null,
      answer: listOf(world, {
        path: '/tags',
        filters: [],
        items: () => directory.tags,
        view: () => tagDetails(world),
      }),
    },
  ];
}

/** Writes stay in memory. The vendor states no limit for these; every other write of its API has 100 a minute. */
function addressEndpoints(world: World): Endpoint[] {
  const { addresses } = world;
  const view = (address: AddressRecord) => ({ data: addressView(world, address) });
  const reading = { scope: 'Read Addresses', requestsPerSecond: null };
  const writing = { scope: 'Write Addresses', requestsPerSecond: null, requestsPerMinute: 100 };
  return [
    {
      ...reading,
      path: '/addresses',
      answer: listOf(world, {
        path: '/addresses',
        filters: tagFilters,
        items: (parameters) =>
          addresses
            .list()
            .filter(({ tagIds }) =>
              world.directory.matchesTags(
                world.directory.tags.filter(({ id }) => tagIds.includes(id)),
                parameters,
              ),
            )
            .filter(isAfter(parameters)),
        view: () => (address) => addressView(world, address),
      }),
    },
    {
      ...writing,
      method: 'POST',
      path: '/addresses',
      answer: (_, nowMs, { body }) => view(addresses.create(body, nowMs)),
    },
    { ...reading, path: '/addresses/{id}', answer: (_, _nowMs, { id }) => view(addresses.find(id)) },
    {
      ...writing,
      method: 'PATCH',
      path: '/addresses/{id}',
      answer: (_, _nowMs, { id, body }) => view(addresses.update(id, body)),
    },
    {
      ...writing,
      method: 'DELETE',
      path: '/addresses/{id}',
      answer: (_, _nowMs, { id }) => addresses.remove(id),
    },
  ];
}

/** What happens on the road and in the office, given out again when it changes. */
function eventEndpoints(world: World): Endpoint[] {
  const alerts = { scope: 'Read Alerts' };
  const hours = { scope: 'Read ELD Compliance Settings (US)', requestsPerSecond: 5 };
  const readings = { scope: 'Read Readings', requestsPerSecond: 10 };
  const answering =
    (page: (world: World, parameters: Parameters, nowMs: number) => unknown): Endpoint['answer'] =>
    (parameters, nowMs) =>
      page(world, parameters, nowMs);
  return [
    {
      ...alerts,
      path: '/alerts/configurations',
      requestsPerSecond: 5,
      answer: answering(alertConfigurationsPage),
    },
    { ...alerts, path: '/alerts/incidents/stream', requestsPerSecond: 10, answer: answering(incidentsPage) },
    {
      path: '/safety-events/stream',
      scope: 'Read Safety Events & Scores',
      requestsPerSecond: 5,
      answer: answering(safetyEventsPage),
    },
    { path: '/trips/stream', scope: 'Read Trips', requestsPerSecond: 5, answer: answering(tripsPage) },
    { ...hours, path: '/fleet/hos/logs', answer: answering(dutyLogsPage) },
    { ...hours, path: '/fleet/hos/violations', answer: answering(dutyViolationsPage) },
    { ...readings, path: '/readings/latest', answer: answering(latestReadingsPage) },
    { ...readings, path: '/readings/history', answer: answering(readingsHistoryPage) },
  ];
}

function statsEndpoints(deps: EndpointDeps): Endpoint[] {
  const feed = createFeed(deps);
  const facts = { scope: 'Read Vehicle Statistics', requestsPerSecond: null };
  return [
    {
      ...facts,
      path: '/fleet/vehicles/stats',
      answer: (parameters, nowMs) => snapshotPage(deps, parameters, nowMs),
    },
    {
      ...facts,
      path: '/fleet/vehicles/stats/feed',
      answer: (parameters, nowMs) => feed.page(parameters, nowMs),
    },
    {
      ...facts,
      path: '/fleet/vehicles/stats/history',
      answer: (parameters, nowMs) =>
        historyPage({ ...deps, pointsPerPage: deps.updatesPerPage }, parameters, nowMs),
    },
  ];
}

/** Everything this stand-in answers. */
export const createEndpoints = (deps: EndpointDeps): readonly Endpoint[] => [
  ...companyLists(deps),
  ...vehicleLists(deps),
  ...driverLists(deps),
  ...statsEndpoints(deps),
  ...addressEndpoints(deps),
  ...eventEndpoints(deps),
];
