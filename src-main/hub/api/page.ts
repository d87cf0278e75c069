import type { OpenAPI } from '@orpc/openapi';

type Operation = OpenAPI.OperationObject;
type Json = Readonly<Record<string, unknown>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas of a request or an answer, by kind of content. */
function schemasOf(part: unknown): readonly string[] {
  if (!isObject(part) || !isObject(part['content'])) return [];
  return Object.entries(part['content']).map(([kind, media]) => {
    const schema = isObject(media) ? media['schema'] : undefined;
    return `<p class="kind">${escape(kind)}</p><pre>${escape(JSON.stringify(schema ?? {}, null, 2))}</pre>`;
  });
}

function answersOf(operation: Operation): string {
  return Object.entries(operation.responses ?? {})
    .map(([status, answer]) => `<h4>Answer ${escape(status)}</h4>${schemasOf(answer).join('')}`)
    .join('');
}

function sectionOf(path: string, method: string, operation: Operation): string {
  const request = schemasOf(operation.requestBody);
  const input = request.length === 0 ? '' : `<h4>Request</h4>${request.join('')}`;
  return `<details id="${escape(path.slice(1))}"><summary><b>${escape(method.toUpperCase())}</b> <code>${escape(path)}</code></summary>
${input}${answersOf(operation)}</details>`;
}

/** A page that people read, from the same document that programs read: no script, one style sheet of our own. */
export function renderPage(document: OpenAPI.Document, version: number, versions: readonly number[]): string {
  const groups = new Map<string, string[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const group = path.split('/')[1] ?? '';
    const sections = groups.get(group) ?? [];
    for (const method of ['get', 'post'] as const) {
      const operation = item?.[method];
      if (operation) sections.push(sectionOf(path, method, operation));
    }
    groups.set(group, sections);
  }
  const links = versions.map((other) => `<a href="/api/v${other}">version ${other}</a>`).join(' · ');
  const body = [...groups]
    .map(([group, sections]) => `<h2>${escape(group)}</h2>\n${sections.join('\n')}`)
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Switchyard hub: API version ${version}</title><link rel="stylesheet" href="/api/page.css"></head>
<body><main><h1>API version ${version}</h1>
<p>${escape(document.info.description ?? '')}</p>
<p>${links} · <a href="/api/v${version}/openapi.json">openapi.json</a></p>
${body}
</main></body></html>
`;
}

export const pageStyle = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h2 { margin-top: 2rem; border-bottom: 1px solid; }
summary { cursor: pointer; padding: 0.25rem 0; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid; border-radius: 4px; font-size: 0.85rem; }
.kind { margin: 0.5rem 0 0; opacity: 0.8; }
h4 { margin: 0.75rem 0 0; }
`;
