import { isAppError, type AppError } from '../../../../src-main/core/platform/errors.ts';
import {
  createHttpClient,
  type HttpClientOptions,
  type HttpRequest,
} from '../../../../src-main/core/platform/http.ts';
import { createSilentLogger } from '../../../../src-main/core/platform/logger.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

export type Answer = () => Promise<Response>;

export const ok =
  (body = '{}', headers: Record<string, string> = {}): Answer =>
  () =>
    Promise.resolve(new Response(body, { headers }));
export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  () =>
    Promise.resolve(new Response(body, { status: code, headers }));
export const networkError: Answer = () => Promise.reject(new TypeError('fetch failed'));
export const silence: Answer = () => new Promise(() => undefined);

const noLimits = { global: { perSecond: 1_000, burst: 1_000 }, endpoints: {} };
const baseRequest: HttpRequest = {
  url: 'https://api.example.com/fleet',
  endpoint: 'fleet',
  timeoutMs: 1_000,
};

/** A server that gives the answers in turn (the last one for ever) and notes when it was asked. */
export function setUp(answers: readonly Answer[], options: Partial<HttpClientOptions> = {}) {
  const clock = createManualClock();
  const startMs = clock.nowMs();
  const askedAtMs: number[] = [];
  const sent: { url: string; init: RequestInit | undefined }[] = [];
  const client = createHttpClient({
    fetch: (input, init) => {
      const answer = answers[Math.min(askedAtMs.length, answers.length - 1)] ?? silence;
      askedAtMs.push(clock.nowMs() - startMs);
      sent.push({ url: String(input), init });
      return answer();
    },
    clock,
    random: () => 1,
    logger: createSilentLogger(),
    limits: noLimits,
    ...options,
  });
  const request = (change: Partial<HttpRequest> = {}) => client.request({ ...baseRequest, ...change });
  /** Settles the request while time passes as needed; the failure where there is one. */
  const outcome = async (change: Partial<HttpRequest> = {}) => {
    const settled = request(change).then(
      (response) => ({ response, error: undefined }),
      (error: unknown) => ({ response: undefined, error }),
    );
    await clock.advance(600_000);
    return settled;
  };
  const failure = async (change: Partial<HttpRequest> = {}): Promise<AppError> => {
    const { error } = await outcome(change);
    if (!isAppError(error)) throw new Error(`no AppError but ${String(error)}`);
    return error;
  };
  return { clock, askedAtMs, sent, request, outcome, failure };
}
