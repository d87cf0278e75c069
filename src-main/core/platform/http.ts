import type { Clock } from './clock.ts';
import { AppError, isAppError } from './errors.ts';
import { sendOnce } from './http-exchange.ts';
import { createHttpGate } from './http-gate.ts';
import { defaultRetryPolicy, pauseBeforeRetryMs, type RetryPolicy } from './http-retry.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Random } from './random.ts';
import type { RateLimit } from './token-bucket.ts';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  readonly method?: HttpMethod;
  /** Absolute. Must not hold a secret: it may stand in an error. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A list is sent as a repeated key. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** Names the token bucket, and the series in metrics and log: a fixed word such as `vehicles`, never an id. */
  readonly endpoint: string;
  /** For one attempt, from sending to the last byte of the body. Default 90 s. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A 2xx answer. The body is text whatever its type says: vendors send HTML where JSON was promised. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
  /** The server's clock, from the `Date` header. */
  readonly dateMs: number | null;
}

export interface HttpClient {
  /**
   * Sends a request, again where that is safe, within the limits. Throws AppErrors:
   * `http/timeout`, `http/unreachable`, `http/untrusted-certificate`, `http/aborted`, `http/body-too-large`,
   * `http/status` (data `{status, bodyStart, retryAfterMs, dateMs}`; any answer but 2xx and 429),
   * `http/rate-limited` (429 to the last attempt, or our own limit: then `status` is null; data `{status, bodyStart?, retryAfterMs}`),
   * `http/circuit-open` (data `{retryAfterMs}`). Each has `data.endpoint` and `data.host`.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpLimits {
  /** Over all endpoints of this client. */
  readonly global: RateLimit;
  /** By `endpoint`; one that is not listed has only the global limit. */
  readonly endpoints: Readonly<Record<string, RateLimit>>;
}

export interface HttpClientOptions {
  /** The host's: Node's own, Electron's `net.fetch` where there is one (proxy, PAC, OS trust store). */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly limits: HttpLimits;
  readonly retry?: Partial<RetryPolicy>;
  readonly bodyBytesMax?: number;
  /** A turn further away than this is refused with `http/rate-limited` instead of waited for. */
  readonly waitMsMax?: number;
}

const timeoutMsDefault = 90_000;
const bodyBytesMaxDefault = 32 * 1024 * 1024;
const waitMsMaxDefault = 60_000;

function buildUrl(request: HttpRequest): URL {
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const item of typeof value === 'string' ? [value] : value) url.searchParams.append(name, item);
  }
  return url;
}

function located(error: unknown, request: HttpRequest, url: URL): unknown {
  if (!isAppError(error)) return error;
  const data = { ...error.data, endpoint: request.endpoint, host: url.host };
  return new AppError(error.code, error.message, { data, cause: error.cause });
}

type Attempt = (request: HttpRequest, url: URL) => Promise<HttpResponse>;

function measured({ clock, metrics }: HttpClientOptions, attempt: Attempt): Attempt {
  return async (request, url) => {
    const { endpoint } = request;
    const startedAtMs = clock.nowMs();
    let outcome = 'bug';
    try {
      const response = await attempt(request, url);
      outcome = String(response.status);
      return response;
    } catch (error) {
      if (isAppError(error)) outcome = String(error.data.status ?? error.code);
      throw error;
    } finally {
      metrics?.counter('http.requests', { endpoint, outcome }).add();
      metrics?.histogram('http.duration', { endpoint }).observe(clock.nowMs() - startedAtMs);
    }
  };
}

/** Repeats what may pass with time. Throws the failure that says most about why there is no answer. */
function repeated({ clock, random, logger, retry }: HttpClientOptions, attempt: Attempt): Attempt {
  const policy = { ...defaultRetryPolicy, ...retry };
  return async (request, url) => {
    const { method = 'GET', endpoint, signal } = request;
    let failure: unknown;
    for (let number = 1; ; number += 1) {
      try {
        return await attempt(request, url);
      } catch (error) {
        const code = isAppError(error) ? error.code : 'platform/bug';
        // What made the circuit open says more than that it is open.
        if (failure === undefined || code !== 'http/circuit-open') failure = error;
        const pauseMs = pauseBeforeRetryMs(error, number, method, policy, random);
        if (pauseMs === null) throw failure;
        logger.debug({ endpoint, host: url.host, code, number, pauseMs }, 'request will be sent again');
        await clock.sleep(pauseMs, signal);
        if (signal?.aborted) throw new AppError('http/aborted', 'given up between attempts');
      }
    }
  };
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { bodyBytesMax = bodyBytesMaxDefault, waitMsMax = waitMsMaxDefault } = options;
  const gate = createHttpGate({ ...options, waitMsMax });
  const exchange = { fetch: options.fetch, clock: options.clock, bodyBytesMax };
  const attempt: Attempt = (request, url) =>
    gate.pass(request, url.host, () =>
      sendOnce(exchange, request, url, request.timeoutMs ?? timeoutMsDefault),
    );
  const send = repeated(options, measured(options, attempt));

  return {
    request: async (request) => {
      const url = buildUrl(request);
      try {
        return await send(request, url);
      } catch (error) {
        throw located(error, request, url);
      }
    },
  };
}
