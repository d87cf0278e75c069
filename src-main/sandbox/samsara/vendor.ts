import { createEndpoints, type Endpoint, type EndpointDeps } from './endpoints.ts';
import type { Faults } from './faults.ts';
import { brokenAnswers, json, type Answer } from './http-answer.ts';
import { readParameters, unknownParameters } from './parameters.ts';
import { createRateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';

export interface VendorRequest {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bearer: string | null;
}

export interface VendorDeps extends EndpointDeps {
  readonly token: () => string;
  readonly nowMs: () => number;
  readonly wallNowMs: () => number;
}

export interface Vendor {
  /** Throws a refusal for every documented failure. */
  answer(request: VendorRequest): Answer;
  /** Parameters clients sent that the vendor does not have, by path. */
  mistakes(): Readonly<Record<string, readonly string[]>>;
}

function checkScope(faults: Faults, endpoint: Endpoint): void {
  const denied = faults.get('denied-scope');
  const paths = denied === null ? [] : denied.paths.length === 0 ? ['/gateways'] : denied.paths;
  if (paths.some((path) => endpoint.path.startsWith(path))) {
    throw refusal(403, `The token lacks the scope "${endpoint.scope}".`);
  }
}

/** The vendor's side of the door: token, path, verb, scope, limits, parameters, in this order. */
export function createVendor(deps: VendorDeps): Vendor {
  const { faults, token, nowMs } = deps;
  const endpoints = createEndpoints(deps);
  const limits = createRateLimits(deps.wallNowMs);
  const mistakes = new Map<string, readonly string[]>();
  return {
    mistakes: () => Object.fromEntries(mistakes),
    answer({ number, method, path, query, bearer }) {
      const broken = brokenAnswers[number % brokenAnswers.length];
      if (broken !== undefined && faults.strikes('html-5xx', path, number)) return broken;
      if (bearer !== token()) throw refusal(401, 'Invalid token.');
      const endpoint = endpoints.get(path);
      if (endpoint === undefined) throw refusal(404, 'Not found.');
      if (method !== 'GET') throw refusal(405, 'Method not allowed.');
      checkScope(faults, endpoint);
      const isStormy = faults.strikes('storm-429', path, number);
      if (isStormy || !limits.take(path, endpoint.requestsPerSecond)) {
        throw refusal(429, 'Exceeded rate limit.');
      }
      const unknown = unknownParameters(path, query);
      if (unknown.length > 0) {
        mistakes.set(path, [...new Set([...(mistakes.get(path) ?? []), ...unknown])]);
      }
      return json(200, endpoint.answer(readParameters(path, query), nowMs()));
    },
  };
}
