import { createEndpoints, type Endpoint, type EndpointDeps } from './endpoints.ts';
import type { Faults } from './faults.ts';
import { brokenAnswers, json, noContent, type Answer } from './http-answer.ts';
import { readParameters, unknownParameters } from './parameters.ts';
import { createRateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';

export interface VendorRequest {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bearer: string | null;
  /** As it came; empty for none. */
  readonly body: string;
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

interface Routed {
  readonly endpoint: Endpoint;
  readonly id: string;
}

/** Throws a refusal: 404 for a path that nothing has, 405 for a verb it does not take. */
function createRouting(endpoints: readonly Endpoint[]) {
  const routes = new Map(
    endpoints.map((endpoint) => [`${endpoint.method ?? 'GET'} ${endpoint.path}`, endpoint]),
  );
  const paths = new Set(endpoints.map(({ path }) => path));
  return (method: string, path: string): Routed => {
    const end = path.lastIndexOf('/') + 1;
    const [template, id] = paths.has(path)
      ? [path, '']
      : [`${path.slice(0, end)}{id}`, decodeURIComponent(path.slice(end))];
    if (!paths.has(template) || (template !== path && id === '')) throw refusal(404, 'Not found.');
    const endpoint = routes.get(`${method} ${template}`);
    if (endpoint === undefined) throw refusal(405, 'Method not allowed.');
    return { endpoint, id };
  };
}

function parseBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400, 'The body is not JSON.');
  }
}

/** The vendor's side of the door: token, path, verb, scope, limits, parameters, in this order. */
export function createVendor(deps: VendorDeps): Vendor {
  const { faults, token, nowMs } = deps;
  const routeOf = createRouting(createEndpoints(deps));
  const limits = createRateLimits(deps.wallNowMs);
  const mistakes = new Map<string, readonly string[]>();
  return {
    mistakes: () => Object.fromEntries(mistakes),
    answer({ number, method, path, query, bearer, body }) {
      const broken = brokenAnswers[number % brokenAnswers.length];
      if (broken !== undefined && faults.strikes('html-5xx', path, number)) return broken;
      if (bearer !== token()) throw refusal(401, 'Invalid token.');
      const { endpoint, id } = routeOf(method, path);
      checkScope(faults, endpoint);
      const isStormy = faults.strikes('storm-429', path, number);
      if (isStormy || !limits.take(endpoint)) throw refusal(429, 'Exceeded rate limit.');
      const unknown = unknownParameters(endpoint.path, query);
      if (unknown.length > 0) {
        mistakes.set(endpoint.path, [...new Set([...(mistakes.get(endpoint.path) ?? []), ...unknown])]);
      }
      const parameters = readParameters(endpoint.path, query);
      const answer = endpoint.answer(parameters, nowMs(), { id, body: parseBody(body) });
      return answer === undefined ? noContent : json(200, answer);
    },
  };
}
