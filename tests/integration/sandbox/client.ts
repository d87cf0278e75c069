import { afterAll, beforeAll } from 'vitest';
import { createSandboxClock } from '../../../src-main/sandbox/clock.ts';
import { createFleet } from '../../../src-main/sandbox/fleet/index.ts';
import { createRoadNetwork } from '../../../src-main/sandbox/fleet/road-network.ts';
import { createSamsaraSandbox, type SamsaraSandboxOptions } from '../../../src-main/sandbox/samsara/index.ts';

export const startMs = Date.UTC(2026, 10, 23, 15);
const network = createRoadNetwork();

export interface PageBody {
  readonly data: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly pagination: { readonly endCursor: string; readonly hasNextPage: boolean };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Throws when the body is not JSON. */
  json(): unknown;
}

/** A sandbox on a standing clock and a wall clock of its own: limits never strike unless a test wants them to. */
export function useSandbox(options: SamsaraSandboxOptions & { vehicleCount?: number; seed?: number } = {}) {
  const clock = createSandboxClock({ startMs, speed: 0 });
  let wallMs = 0;
  const { vehicleCount = 60, seed = 1, ...rest } = options;
  const sandbox = createSamsaraSandbox({
    fleet: createFleet({ vehicleCount, seed, network }),
    clock,
    wallNowMs: () => (wallMs += 1_000),
    ...rest,
  });
  beforeAll(() => sandbox.start());
  afterAll(() => sandbox.stop());

  const get = async (
    path: string,
    query: Record<string, string> = {},
    init: RequestInit = {},
  ): Promise<Reply> => {
    const url = new URL(path, sandbox.url());
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = { Authorization: `Bearer ${sandbox.token()}` };
    const response = await fetch(url, { headers, ...init });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
  };
  const page = async (path: string, query: Record<string, string> = {}): Promise<PageBody> => {
    const reply = await get(path, query);
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    return reply.json() as PageBody;
  };
  /** Every page from `after` on, by `hasNextPage` alone. */
  const drain = async (path: string, query: Record<string, string>, after?: string) => {
    const pages: PageBody[] = [];
    let cursor = after;
    do {
      const next = await page(path, cursor === undefined ? query : { ...query, after: cursor });
      pages.push(next);
      cursor = next.pagination.endCursor;
    } while (pages.at(-1)?.pagination.hasNextPage === true);
    return { pages, cursor: cursor ?? '' };
  };
  return { sandbox, clock, get, page, drain };
}

export interface Point {
  readonly vehicleId: string;
  readonly stat: string;
  readonly atMs: number;
  readonly value: string;
}

/** All points of feed or history pages, in the order in which they came. */
export function pointsOf(pages: readonly PageBody[]): Point[] {
  return pages.flatMap(({ data }) =>
    data.flatMap(({ id, name: _, ...stats }) =>
      Object.entries(stats).flatMap(([stat, values]) =>
        (values as Record<string, unknown>[]).map(({ time, ...value }) => ({
          vehicleId: String(id),
          stat,
          atMs: Date.parse(String(time)),
          value: JSON.stringify(value),
        })),
      ),
    ),
  );
}

export const keyOf = ({ vehicleId, stat, atMs }: Point): string => `${vehicleId} ${stat} ${atMs}`;
