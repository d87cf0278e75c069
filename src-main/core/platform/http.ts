import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts';
import type { Clock } from './clock.ts';
import { AppError, isAppError } from './errors.ts';
import { sendOnce } from './http-exchange.ts';
import { defaultRetryPolicy, pauseBeforeRetryMs, type RetryPolicy } from './http-retry.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Random } from './random.ts';
import { createTokenBucket, type RateLimit, type TokenBucket } from './token-bucket.ts';

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
   * `http/timeout`, `http/unreachable`, `http/aborted`, `http/body-too-large`,
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
  /** The host's: undici's in Node, Electron's `net.fetch` where there is one (proxy, PAC, OS trust store). */
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

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, random, logger, metrics, limits } = options;
  const retryPolicy = { ...defaultRetryPolicy, ...options.retry };
  const { bodyBytesMax = bodyBytesMaxDefault, waitMsMax = waitMsMaxDefault } = options;
  const globalBucket = createTokenBucket(limits.global, clock);
  const buckets = new Map<string, TokenBucket>();
  for (const [name, limit] of Object.entries(limits.endpoints))
    buckets.set(name, createTokenBucket(limit, clock));
  const breakers = new Map<string, CircuitBreaker>();

  function breakerOf(host: string): CircuitBreaker {
    const known = breakers.get(host);
    if (known) return known;
    const made = createCircuitBreaker(clock, (state) => {
      metrics?.counter('http.circuit', { host, state }).add();
      if (state === 'open') logger.warn({ host }, 'circuit opened: requests are held back');
      else logger.info({ host }, 'circuit closed again');
    });
    breakers.set(host, made);
    return made;
  }

  async function attempt(request: HttpRequest, url: URL): Promise<HttpResponse> {
    const { endpoint, signal } = request;
    const bucket = buckets.get(endpoint);
    await bucket?.take(waitMsMax, signal);
    await globalBucket.take(waitMsMax, signal);
    try {
      return await breakerOf(url.host).run(() =>
        sendOnce(
          { fetch: options.fetch, clock, bodyBytesMax },
          request,
          url,
          request.timeoutMs ?? timeoutMsDefault,
        ),
      );
    } catch (error) {
      // The limit is on the endpoint, not on this request: everyone else for it waits too.
      const isRefused = isAppError(error) && error.code === 'http/rate-limited';
      if (isRefused && typeof error.data.retryAfterMs === 'number') {
        (bucket ?? globalBucket).pauseFor(error.data.retryAfterMs);
      }
      throw error;
    }
  }

  async function measured(request: HttpRequest, url: URL): Promise<HttpResponse> {
    const { endpoint } = request;
    const startedAtMs = clock.nowMs();
    try {
      const response = await attempt(request, url);
      metrics?.counter('http.requests', { endpoint, outcome: String(response.status) }).add();
      return response;
    } catch (error) {
      const outcome = isAppError(error) ? String(error.data.status ?? error.code) : 'bug';
      metrics?.counter('http.requests', { endpoint, outcome }).add();
      throw error;
    } finally {
      metrics?.histogram('http.duration', { endpoint }).observe(clock.nowMs() - startedAtMs);
    }
  }

  function located(error: unknown, request: HttpRequest, url: URL): unknown {
    if (!isAppError(error)) return error;
    const data = { ...error.data, endpoint: request.endpoint, host: url.host };
    return new AppError(error.code, error.message, { data, cause: error.cause });
  }

  async function request(request: HttpRequest): Promise<HttpResponse> {
    const { method = 'GET', endpoint, signal } = request;
    const url = buildUrl(request);
    let failure: unknown;
    for (let attemptNumber = 1; ; attemptNumber += 1) {
      try {
        return await measured(request, url);
      } catch (error) {
        // What made the circuit open says more than that it is open.
        const isSecondary = failure !== undefined && isAppError(error) && error.code === 'http/circuit-open';
        if (!isSecondary) failure = error;
        const pauseMs = isSecondary
          ? null
          : pauseBeforeRetryMs(error, attemptNumber, method, retryPolicy, random);
        if (pauseMs === null) throw located(failure, request, url);
        const code = isAppError(error) ? error.code : 'platform/bug';
        logger.debug(
          { endpoint, host: url.host, code, attemptNumber, pauseMs },
          'request will be sent again',
        );
        await clock.sleep(pauseMs, signal);
        if (signal?.aborted)
          throw located(new AppError('http/aborted', 'given up between attempts'), request, url);
      }
    }
  }

  return { request };
}
