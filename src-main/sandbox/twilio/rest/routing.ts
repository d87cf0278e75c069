import { accountPath, type Route } from './request.ts';
import { notFound, RestError } from './rest-error.ts';

export interface Routed {
  readonly route: Route;
  at(name: string): string;
}

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
}

const compile = (route: Route): Compiled => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
});

/** Throws 20404 for a path that nothing has, 20004 for a verb it does not take. */
export function createRouting(accountSid: string, routes: readonly Route[]) {
  const compiled = routes.map(compile);
  const prefix = accountPath(accountSid);
  return (method: string, path: string): Routed => {
    if (!path.startsWith(`${prefix}/`) || !path.endsWith('.json')) throw notFound(path);
    const below = path.slice(prefix.length, -'.json'.length);
    const matching = compiled.filter(({ pattern }) => pattern.test(below));
    if (matching.length === 0) throw notFound(path);
    const found = matching.find(({ route }) => route.method === method);
    if (found === undefined) throw new RestError(405, 20_004, 'Method not allowed');
    const groups = found.pattern.exec(below)?.groups ?? {};
    return { route: found.route, at: (name) => decodeURIComponent(groups[name] ?? '') };
  };
}
