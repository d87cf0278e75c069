import type { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { HttpClient, HttpLimits, HttpRequest, HttpResponse } from '../../platform/http.ts';
import type {
  AddressFact,
  DriverFact,
  DutyClockFact,
  GatewayFact,
  ListFacts,
  TagFact,
  VehicleFact,
} from '../telematics/index.ts';
import { sandboxRoadsSchema, type SandboxRoads } from './contract.ts';
import { failureOf } from './gateway-failure.ts';
import {
  addressSchema,
  assignmentSchema,
  driverSchema,
  dutyClockSchema,
  gatewaySchema,
  listPageSchema,
  organizationSchema,
  tagSchema,
  vehicleSchema,
  type AssignmentRecord,
} from './list-schemas.ts';
import { createAddressGateway, type AddressQuestions } from './gateway-addresses.ts';
import { createEventGateway, type CursorPage, type EventQuestions } from './gateway-events.ts';
import { parseAnswer } from './parse-answer.ts';
import { parseStatsPage, type StatsPage } from './stats-page.ts';

/** Date versions are bound to the token unless named; this one is what the vendor's own client sends. */
const apiVersion = '2025-06-11';
const listPageTimeoutMs = 60_000;
/** The feed is asked again anyway; waiting the vendor's 90 s would leave the map still for as long. */
const feedPageTimeoutMs = 20_000;
/** A list that does not end is damage: 512 a page, this is half a million records. */
const listPageCountMax = 1_000;
/** Device clocks stray; further ahead than this a point is not from now. */
const futureMsMax = 10 * 60_000;

/** Below the vendor's limits, which are per organisation: other desks and other products share them. */
export const samsaraLimits: HttpLimits = {
  global: { perSecond: 25, burst: 50 },
  endpoints: {
    vehicles: { perSecond: 10, burst: 10 },
    assignments: { perSecond: 2, burst: 5 },
    gateways: { perSecond: 2, burst: 5 },
    'alert-configurations': { perSecond: 1, burst: 2 },
    'alert-incidents': { perSecond: 3, burst: 6 },
    'safety-events': { perSecond: 2, burst: 3 },
    trips: { perSecond: 2, burst: 3 },
    'duty-logs': { perSecond: 2, burst: 3 },
    'duty-violations': { perSecond: 2, burst: 3 },
    'speed-limits': { perSecond: 3, burst: 5 },
    // All writes of an organisation: 100 a minute.
    'address-write': { perSecond: 0.8, burst: 10 },
    // The past must never be in the way of the present.
    'stats-history': { perSecond: 4, burst: 4 },
  },
};

export interface Account {
  /** E.g. `https://api.samsara.com`. */
  readonly baseUrl: string;
  readonly token: string;
}

/** What every answer tells besides its content. */
export interface AnswerSigns {
  readonly serverDateMs: number | null;
  readonly isSandbox: boolean;
}

export interface GatewayDeps {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly onAnswer?: (signs: AnswerSigns) => void;
  /** Vendor clock minus ours, for telling points from the future. */
  readonly clockOffsetMs?: () => number;
}

export interface List<T> extends ListFacts<T> {
  readonly rejectedCount: number;
}

export interface StatsSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** A list is sent as a repeated key. */
type Query = Readonly<Record<string, string | readonly string[]>>;

type Send = (request: Omit<HttpRequest, 'headers'>, hadCursor: boolean) => Promise<HttpResponse>;

/** One request with the account's name on it; what every answer tells besides its content goes to `onAnswer`. */
function createSend(account: Account, { http, onAnswer }: GatewayDeps): Send {
  const base = account.baseUrl.replace(/\/+$/, '');
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${account.token}`,
    'x-samsara-version': apiVersion,
  };
  return async (request, hadCursor) => {
    const type = request.body === undefined ? {} : { 'content-type': 'application/json' };
    try {
      const response = await http.request({
        ...request,
        url: base + request.url,
        headers: { ...headers, ...type },
      });
      onAnswer?.({
        serverDateMs: response.dateMs,
        isSandbox: response.headers.get('x-switchyard-sandbox') === '1',
      });
      return response;
    } catch (error) {
      throw failureOf(error, hadCursor);
    }
  };
}

const createAsk =
  (send: Send): AddressQuestions['ask'] =>
  async (endpoint, method, path, body, signal) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await send({ method, url: path, endpoint, signal, ...sent }, false)).text;
  };

function readListPage<T>(text: string, schema: z.ZodType<T>): CursorPage<T> {
  const { data, pagination } = parseAnswer(listPageSchema, text);
  const parsed = data.map((record) => schema.safeParse(record));
  const items = parsed.flatMap((its) => (its.success ? [its.data] : []));
  return {
    items,
    rejectedCount: parsed.length - items.length,
    endCursor: pagination?.endCursor ?? '',
    hasNextPage: pagination?.hasNextPage === true,
  };
}

function createQuestions(account: Account, deps: GatewayDeps) {
  const { clock, clockOffsetMs = () => 0 } = deps;
  const send = createSend(account, deps);

  const get = (endpoint: string, path: string, query: Query, timeoutMs: number, signal?: AbortSignal) =>
    send({ url: path, query, endpoint, timeoutMs, signal }, (query.after ?? '') !== '');

  const fetchPage: EventQuestions['fetchPage'] = async (endpoint, path, schema, signal, query) =>
    readListPage((await get(endpoint, path, query, listPageTimeoutMs, signal)).text, schema);

  async function fetchList<T>(
    endpoint: string,
    path: string,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
    query: Query = {},
  ): Promise<List<T>> {
    const items: T[] = [];
    let rejectedCount = 0;
    let after = '';
    for (let pageCount = 1; pageCount <= listPageCountMax; pageCount += 1) {
      const paged = after === '' ? query : { ...query, after };
      const page = await fetchPage(endpoint, path, schema, signal, paged);
      for (const item of page.items) items.push(item);
      rejectedCount += page.rejectedCount;
      // A last page may carry a cursor too, and an empty page may have more behind it.
      if (!page.hasNextPage) return { items, rejectedCount, isComplete: rejectedCount === 0 };
      if (page.endCursor === '' || page.endCursor === after) break;
      after = page.endCursor;
    }
    throw new AppError('samsara/unexpected-answer', `the list of ${endpoint} does not end`);
  }

  async function fetchStats(
    endpoint: string,
    path: string,
    query: Readonly<Record<string, string>>,
    cursor: string | null,
    signal?: AbortSignal,
  ): Promise<StatsPage> {
    const paged = cursor === null ? query : { ...query, after: cursor };
    const { text } = await get(endpoint, path, paged, feedPageTimeoutMs, signal);
    return parseStatsPage(text, clock.nowMs() + clockOffsetMs() + futureMsMax);
  }

  return { get, ask: createAsk(send), fetchList, fetchPage, fetchStats };
}

/**
 * Samsara's REST API as domain values. Every call throws AppErrors `samsara/unauthorized`, `…/forbidden`,
 * `…/rate-limited`, `…/unreachable`, `…/unexpected-answer`, calls with a cursor also `…/cursor-expired`;
 * `http/aborted` when `signal` aborts. A record that cannot be read is left out and counted.
 */
export function createSamsaraGateway(account: Account, deps: GatewayDeps) {
  const questions = createQuestions(account, deps);
  const { get, fetchList, fetchStats } = questions;

  return {
    ...createEventGateway(questions),
    ...createAddressGateway(questions),
    fetchOrganization: async (signal?: AbortSignal): Promise<{ id: string; name: string }> => {
      const { text } = await get('organization', '/me', {}, listPageTimeoutMs, signal);
      return parseAnswer(organizationSchema, text).data;
    },
    fetchVehicles: (signal?: AbortSignal): Promise<List<VehicleFact>> =>
      fetchList('vehicles', '/fleet/vehicles', vehicleSchema, signal, { limit: '512' }),
    /** The list gives active drivers only unless asked for the others too. */
    fetchDrivers: async (signal?: AbortSignal): Promise<List<DriverFact>> => {
      const fetchBy = (status: string) =>
        fetchList('drivers', '/fleet/drivers', driverSchema, signal, {
          limit: '512',
          driverActivationStatus: status,
        });
      const active = await fetchBy('active');
      const deactivated = await fetchBy('deactivated');
      return {
        items: [...deactivated.items, ...active.items],
        rejectedCount: active.rejectedCount + deactivated.rejectedCount,
        isComplete: active.isComplete && deactivated.isComplete,
      };
    },
    fetchTags: (signal?: AbortSignal): Promise<List<TagFact>> =>
      fetchList('tags', '/tags', tagSchema, signal, { limit: '512' }),
    fetchGateways: (signal?: AbortSignal): Promise<List<GatewayFact>> =>
      fetchList('gateways', '/gateways', gatewaySchema, signal),
    fetchAddresses: (signal?: AbortSignal): Promise<List<AddressFact>> =>
      fetchList('addresses', '/addresses', addressSchema, signal, { limit: '512' }),
    /** Those in force now. */
    fetchAssignments: (signal?: AbortSignal): Promise<List<AssignmentRecord>> =>
      fetchList('assignments', '/fleet/driver-vehicle-assignments', assignmentSchema, signal, {
        filterBy: 'vehicles',
      }),
    fetchDutyClocks: (signal?: AbortSignal): Promise<List<DutyClockFact>> =>
      fetchList('clocks', '/fleet/hos/clocks', dutyClockSchema, signal, { limit: '512' }),
    /** Without a cursor: the last known value of every vehicle. With one: what arrived since, in order of arrival. */
    fetchFeedPage: (types: readonly string[], cursor: string | null, signal?: AbortSignal) =>
      fetchStats('stats-feed', '/fleet/vehicles/stats/feed', { types: types.join() }, cursor, signal),
    /** What was measured in a span, by all vehicles unless some are named; the vendor may add points from outside it. */
    fetchHistoryPage: (
      types: readonly string[],
      span: StatsSpan,
      cursor: string | null,
      signal?: AbortSignal,
      vehicleIds: readonly string[] = [],
    ) =>
      fetchStats(
        'stats-history',
        '/fleet/vehicles/stats/history',
        {
          types: types.join(),
          startTime: new Date(span.startMs).toISOString(),
          endTime: new Date(span.endMs).toISOString(),
          ...(vehicleIds.length === 0 ? {} : { vehicleIds: vehicleIds.join() }),
        },
        cursor,
        signal,
      ),
    /** Not Samsara's: only our sandbox has it. */
    fetchSandboxRoads: async (signal?: AbortSignal): Promise<SandboxRoads> => {
      const { text } = await get('sandbox-roads', '/sandbox/roads', {}, listPageTimeoutMs, signal);
      return parseAnswer(sandboxRoadsSchema, text);
    },
  };
}

export type SamsaraGateway = ReturnType<typeof createSamsaraGateway>;
