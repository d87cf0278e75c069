import { AppError, isAppError, type ErrorCode } from '../../platform/errors.ts';

/** The vendor's `{message, requestId}`: the id is what its support asks for. 5xx bodies are plain text or HTML. */
const requestIdOf = (bodyStart: unknown): string | null =>
  typeof bodyStart === 'string' ? (/"requestId"\s*:\s*"([\w-]{1,64})"/.exec(bodyStart)?.[1] ?? null) : null;

/**
 * What the HTTP client throws → this module's codes. With a cursor in the request, 400 and 404 mean that the cursor is
 * no longer accepted: the vendor documents that cursors expire after 30 days, not how it says so.
 */
export function failureOf(error: unknown, hadCursor: boolean): unknown {
  if (!isAppError(error)) return error;
  const { status = null, retryAfterMs = null, bodyStart = null, endpoint = null } = error.data;
  const requestId = requestIdOf(bodyStart);
  const failure = (code: ErrorCode, message: string) =>
    new AppError(code, message, {
      data: { status, retryAfterMs, requestId, endpoint, reason: error.code },
      cause: error,
    });
  switch (error.code) {
    case 'http/aborted':
      return error;
    case 'http/timeout':
      return failure('samsara/unreachable', 'Samsara did not answer in time.');
    case 'http/unreachable':
    case 'http/circuit-open':
      return failure('samsara/unreachable', 'Samsara could not be reached.');
    case 'http/rate-limited':
      return failure('samsara/rate-limited', 'Samsara asks to be asked less often.');
    case 'http/status':
      break;
    default:
      return failure('samsara/unexpected-answer', error.message);
  }
  if (status === 401) return failure('samsara/unauthorized', 'Samsara refused the token.');
  if (status === 403) return failure('samsara/forbidden', 'The token may not read this.');
  if (hadCursor && (status === 400 || status === 404)) {
    return failure('samsara/cursor-expired', 'Samsara no longer accepts the cursor.');
  }
  return failure('samsara/unexpected-answer', `Samsara answered with status ${String(status)}.`);
}
