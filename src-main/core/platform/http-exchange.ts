import type { Clock } from './clock.ts';
import { AppError, type ErrorCode } from './errors.ts';
import { readRetryAfterMs } from './http-retry.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import { isCertificateFailure } from './tls-trust.ts';

const bodyStartLengthMax = 500;

export interface ExchangeDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly bodyBytesMax: number;
}

function readDateMs(header: string | null): number | null {
  const dateMs = header === null ? Number.NaN : Date.parse(header);
  return Number.isNaN(dateMs) ? null : dateMs;
}

async function readText(response: Response, bytesMax: number): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      throw new AppError('http/body-too-large', `the answer is longer than ${bytesMax} bytes`, {
        data: { status: response.status, bytesMax, dateMs: readDateMs(response.headers.get('date')) },
      });
    }
    text += decoder.decode(value, { stream: true });
  }
}

function refuse(response: Response, text: string, dateMs: number | null, nowMs: number): never {
  const { status } = response;
  const retryAfterMs = readRetryAfterMs(response.headers.get('retry-after'), dateMs ?? nowMs);
  const code: ErrorCode = status === 429 ? 'http/rate-limited' : 'http/status';
  throw new AppError(code, `the server answered ${status}`, {
    data: { status, bodyStart: text.slice(0, bodyStartLengthMax), retryAfterMs, dateMs },
  });
}

async function exchange(deps: ExchangeDeps, request: HttpRequest, url: URL, signal: AbortSignal) {
  const response = await deps.fetch(url.href, {
    method: request.method ?? 'GET',
    ...(request.headers ? { headers: request.headers } : {}),
    ...(request.body === undefined ? {} : { body: request.body }),
    // A redirect is a captive portal or a mistake: followed, it would carry our request somewhere else.
    redirect: 'manual',
    signal,
  });
  const text = await readText(response, deps.bodyBytesMax);
  const dateMs = readDateMs(response.headers.get('date'));
  if (!response.ok) refuse(response, text, dateMs, deps.clock.nowMs());
  return { status: response.status, headers: response.headers, text, dateMs };
}

/**
 * One request, one answer, no second try. The race makes time-out and abort hold even when `fetch` does not react to
 * its signal.
 */
export async function sendOnce(
  deps: ExchangeDeps,
  request: HttpRequest,
  url: URL,
  timeoutMs: number,
): Promise<HttpResponse> {
  if (request.signal?.aborted) throw new AppError('http/aborted', 'given up before sending');
  const ending = new AbortController();
  const settled = new AbortController();
  const onAbort = () => ending.abort(new AppError('http/aborted', 'given up by the caller'));
  request.signal?.addEventListener('abort', onAbort, { once: true });
  const ended = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason as AppError), { once: true });
  });
  void deps.clock.sleep(timeoutMs, settled.signal).then(() => {
    if (settled.signal.aborted) return;
    ending.abort(new AppError('http/timeout', `no answer within ${timeoutMs} ms`, { data: { timeoutMs } }));
  });
  try {
    return await Promise.race([exchange(deps, request, url, ending.signal), ended]);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (ending.signal.aborted) throw ending.signal.reason;
    if (isCertificateFailure(error)) {
      throw new AppError('http/untrusted-certificate', 'the certificate is not trusted', { cause: error });
    }
    throw new AppError('http/unreachable', 'the server could not be reached', { cause: error });
  } finally {
    settled.abort();
    request.signal?.removeEventListener('abort', onAbort);
  }
}
