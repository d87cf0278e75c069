import type { TemplateIssue } from './contract.ts';

/** Values by placeholder; `null`: not known, the text behind the bar stands in. */
export type TemplateValues = Readonly<Record<string, string | null>>;

type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'value'; readonly name: string; readonly otherwise: string };

interface Parsed {
  readonly parts: readonly Part[];
  /** What stands behind a brace that is never closed. */
  readonly unclosed: string | null;
}

/** What is shown for a value that is not known when the template says nothing. */
const notKnown = '–';

/**
 * `{name}` is a value, `{name|words}` the words where the value is not known (also none: `{name|}`), `{{` a brace.
 * Any text is a template: what is wrong is told by `checkTemplate`, and rendering never fails.
 */
function parse(template: string): Parsed {
  const parts: Part[] = [];
  let text = '';
  let index = 0;
  const flush = () => {
    if (text !== '') parts.push({ type: 'text', text });
    text = '';
  };
  while (index < template.length) {
    const character = template[index] ?? '';
    if (character !== '{') {
      text += character;
      index += 1;
    } else if (template[index + 1] === '{') {
      text += '{';
      index += 2;
    } else {
      const close = template.indexOf('}', index);
      if (close < 0) {
        text += template.slice(index);
        flush();
        return { parts, unclosed: template.slice(index + 1, index + 21) };
      }
      flush();
      const inner = template.slice(index + 1, close);
      const bar = inner.indexOf('|');
      const name = (bar < 0 ? inner : inner.slice(0, bar)).trim();
      parts.push({ type: 'value', name, otherwise: bar < 0 ? notKnown : inner.slice(bar + 1) });
      index = close + 1;
    }
  }
  flush();
  return { parts, unclosed: null };
}

/** One line of text: spaces left over by values that are not known go. */
export function renderTemplate(template: string, values: TemplateValues): string {
  return parse(template)
    .parts.map((part) => (part.type === 'text' ? part.text : (values[part.name] ?? part.otherwise)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What keeps a template from being used. A body may be empty, a title may not. */
export function checkTemplate(
  field: TemplateIssue['field'],
  template: string,
  names: readonly string[],
): TemplateIssue[] {
  if (template.trim() === '') return field === 'title' ? [{ field, reason: 'empty', detail: '' }] : [];
  const { parts, unclosed } = parse(template);
  const unknown = new Set(
    parts.flatMap((part) => (part.type === 'value' && !names.includes(part.name) ? [part.name] : [])),
  );
  return [
    ...[...unknown].map((detail) => ({ field, reason: 'unknownPlaceholder' as const, detail })),
    ...(unclosed === null ? [] : [{ field, reason: 'unclosed' as const, detail: unclosed }]),
  ];
}
