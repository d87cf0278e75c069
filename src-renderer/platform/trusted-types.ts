/**
 * The page's one Trusted Types policy. The CSP (`require-trusted-types-for 'script'; trusted-types default`) hands every
 * string that would become code to it. Measured with MapLibre GL 6.17: it passes exactly one, the address of its worker.
 * Markup (`innerHTML`, `DOMParser`, `document.write`) and script text are refused altogether, by having no rule for them.
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}

const allowedScriptUrls = new Set<string>();
let isInstalled = false;

const policyFactory = (): PolicyFactory | undefined =>
  (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

/** Lets one script of ours be loaded as a worker. `url` must be of the page's own origin; throws otherwise. */
export function allowWorkerUrl(url: string): void {
  const [script, page] = [new URL(url), new URL(document.baseURI)];
  // Not by `origin`, which is the word "null" for schemes that a browser does not know.
  if (script.protocol !== page.protocol || script.host !== page.host) {
    throw new Error(`a worker must be a file of the app, not ${url}`);
  }
  allowedScriptUrls.add(url);
  if (isInstalled) return;
  isInstalled = true;
  policyFactory()?.createPolicy('default', {
    createScriptURL: (wanted) => (allowedScriptUrls.has(wanted) ? wanted : null),
  });
}
