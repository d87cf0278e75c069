import { ORPCError } from '@orpc/server';

/** What an HTTP client is told beside the code, which says it exactly. */
const statuses: Readonly<Record<string, number>> = {
  'platform/forbidden': 403,
  'platform/bad-input': 400,
  'platform/bug': 500,
  'access/wrong-password': 401,
  'access/wrong-code': 401,
  'access/not-signed-in': 401,
  'access/not-a-desk': 401,
  'access/locked': 429,
  NOT_FOUND: 404,
};

const ownStatusOf: Readonly<Record<number, string>> = {
  400: 'platform/bad-input',
  404: 'hub/not-found',
  405: 'hub/not-found',
  413: 'hub/too-large',
  415: 'platform/bad-input',
  503: 'hub/stopping',
};

export function statusOf(code: string): number {
  const known = statuses[code];
  if (known !== undefined) return known;
  return /\/unknown-/.test(code) ? 404 : 409;
}

/** The code of what Fastify itself refuses. */
export const codeOfStatus = (status: number): string =>
  ownStatusOf[status] ?? (status < 500 ? 'platform/bad-input' : 'platform/bug');

/** oRPC answers 500 for every code that is not one of its own. */
export function withStatus(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  const { code, defined, message, data } = error as ORPCError<string, unknown>;
  return new ORPCError(code, { defined, message, data, status: statusOf(code) });
}
