import { AppError, isAppError } from '../../platform/errors.ts';

/** The vendor's `{code, message}`: the code is what its documentation and its support go by. */
export function vendorCodeOf(bodyStart: unknown): number | null {
  if (typeof bodyStart !== 'string') return null;
  const code = /"code"\s*:\s*(\d{4,6})/.exec(bodyStart)?.[1];
  return code === undefined ? null : Number(code);
}

/** What the HTTP client throws → this module's codes. */
export function failureOf(error: unknown): unknown {
  if (!isAppError(error)) return error;
  const { status = null, retryAfterMs = null, bodyStart = null, endpoint = null } = error.data;
  const data = { status, retryAfterMs, endpoint, vendorCode: vendorCodeOf(bodyStart), reason: error.code };
  switch (error.code) {
    case 'http/timeout':
    case 'http/unreachable':
    case 'http/circuit-open':
      return new AppError('phone/unreachable', 'The telephone service could not be reached.', {
        data,
        cause: error,
      });
    case 'http/status':
    case 'http/rate-limited':
      return new AppError('phone/refused', 'The telephone service refused.', { data, cause: error });
    default:
      return error;
  }
}

/** The vendor no longer knows it: what was to be ended is over. */
export const isGone = (error: unknown): boolean =>
  isAppError(error) && error.code === 'phone/refused' && error.data.status === 404;
