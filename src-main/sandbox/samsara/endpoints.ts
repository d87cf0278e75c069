import { assignmentView, readAssignments } from './assignments.ts';
import { clockView } from './clocks.ts';
import { filterOf } from './cursor.ts';
import { createFeed } from './feed.ts';
import { gatewayView } from './gateways.ts';
import { historyPage } from './history.ts';
import { listPage } from './list-page.ts';
import { addressView, driverView, organizationView, tagDetails, vehicleView, type World } from './lists.ts';
import type { Parameters } from './parameters.ts';
import { snapshotPage } from './snapshot.ts';

export interface Endpoint {
  readonly path: string;
  /** As the vendor names it; a token without it gets 403. */
  readonly scope: string;
  /** Stated limit per organization; `null`: only the global ones. */
  readonly requestsPerSecond: number | null;
  /** Throws a refusal for what the vendor answers with another status than 200. */
  answer(parameters: Parameters, nowMs: number): unknown;
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
  const { fleet, directory } = world;
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
    {
      path: '/addresses',
      scope: 'Read Addresses',
      requestsPerSecond: null,
      answer: listOf(world, {
        path: '/addresses',
        filters: tagFilters,
        items: (parameters) =>
          fleet.places.all
            .filter((place) => directory.matchesTags(directory.placeTags(place), parameters))
            .filter(isAfter(parameters)),
        view: () => (place) => addressView(world, place),
      }),
    },
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

/** Everything this stand-in answers, by path. */
export const createEndpoints = (deps: EndpointDeps): ReadonlyMap<string, Endpoint> =>
  new Map(
    [...companyLists(deps), ...vehicleLists(deps), ...driverLists(deps), ...statsEndpoints(deps)].map(
      (endpoint) => [endpoint.path, endpoint],
    ),
  );
