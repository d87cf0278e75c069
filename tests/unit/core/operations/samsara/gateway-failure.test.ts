import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../../src-main/core/operations/samsara/gateway-failure.ts';
import { AppError, type ErrorCode } from '../../../../../src-main/core/platform/errors.ts';

const codeOf = (code: ErrorCode, data: Record<string, unknown> = {}, hadCursor = false) =>
  (failureOf(new AppError(code, 'x', { data }), hadCursor) as AppError).code;

describe('failure of a call to Samsara', () => {
  it.each([
    ['http/status', 401, 'samsara/unauthorized'],
    ['http/status', 403, 'samsara/forbidden'],
    ['http/status', 400, 'samsara/unexpected-answer'],
    ['http/status', 404, 'samsara/unexpected-answer'],
    ['http/status', 502, 'samsara/unexpected-answer'],
    ['http/rate-limited', 429, 'samsara/rate-limited'],
    ['http/timeout', null, 'samsara/unreachable'],
    ['http/unreachable', null, 'samsara/unreachable'],
    ['http/circuit-open', null, 'samsara/unreachable'],
    ['http/body-too-large', 200, 'samsara/unexpected-answer'],
    ['http/aborted', null, 'http/aborted'],
  ] as const)('%s with status %s is %s', (code, status, expected) => {
    expect(codeOf(code, { status })).toBe(expected);
  });

  it('is an expired cursor when 400 or 404 answers a request with a cursor', () => {
    expect(codeOf('http/status', { status: 400 }, true)).toBe('samsara/cursor-expired');
    expect(codeOf('http/status', { status: 404 }, true)).toBe('samsara/cursor-expired');
    expect(codeOf('http/status', { status: 401 }, true)).toBe('samsara/unauthorized');
  });

  it('carries the request id that support asks for, and how long to wait', () => {
    const data = { status: 500, bodyStart: '{"message":"no","requestId":"8916e1c1"}', retryAfterMs: 403 };
    const failure = failureOf(new AppError('http/status', 'x', { data }), false) as AppError;
    expect(failure.data).toMatchObject({ requestId: '8916e1c1', retryAfterMs: 403 });
  });

  it('leaves a bug a bug', () => {
    const bug = new TypeError('undefined is not a function');
    expect(failureOf(bug, false)).toBe(bug);
  });
});
