import { cacheTtlMs, createCache } from '../../platform/cache.ts';
import type { Clock } from '../../platform/clock.ts';
import { createHttpClient } from '../../platform/http.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Random } from '../../platform/random.ts';
import type { PhoneAccount } from './account.ts';
import { createPhoneGateway, phoneLimits, type PhoneGateway } from './gateway.ts';

export interface GatewayOpenerDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Gateways of one process share their limits and what they know of conferences that are over. */
export function createGatewayOpener(deps: GatewayOpenerDeps): (account: PhoneAccount) => PhoneGateway {
  const { clock, metrics } = deps;
  const http = createHttpClient({ ...deps, limits: phoneLimits });
  const overConferences = createCache<string, string>({
    name: 'phone.conferences',
    ttlMs: cacheTtlMs.calls,
    entryCountMax: 1_000,
    clock,
    metrics,
  });
  return (account) => createPhoneGateway(account, { http, fetch: deps.fetch, overConferences });
}
