import type { Form } from './form.ts';
import { badParameter, RestError } from './rest-error.ts';

const pageSizeDefault = 50;
const pageSizeMax = 1_000;

export interface PageWanted {
  readonly page: number;
  readonly pageSize: number;
  readonly token: string | null;
}

export function readPageWanted(form: Form): PageWanted {
  const size = form.text('PageSize');
  if (size !== undefined && Number(size) > pageSizeMax) {
    throw new RestError(400, 20_007, `Page size must be at most ${pageSizeMax}`);
  }
  return {
    page: form.integer('Page', 0, Number.MAX_SAFE_INTEGER) ?? 0,
    pageSize: form.integer('PageSize', 1, pageSizeMax) ?? pageSizeDefault,
    token: form.text('PageToken') ?? null,
  };
}

const tokenOf = (key: string) => `PA${key}`;

/** A token names the last item of the page before, so that what comes in meanwhile moves nothing. */
function startOf(keys: readonly string[], { page, pageSize, token }: PageWanted): number {
  if (token === null) return page * pageSize;
  if (!token.startsWith('PA')) throw badParameter('PageToken', 'is none of ours');
  const last = keys.indexOf(token.slice(2));
  return last === -1 ? page * pageSize : last + 1;
}

/** Twilio's envelope of a list: `path` is of this list, `key` the name its items have in the answer. */
export function pageOf<T>(
  path: string,
  key: string,
  items: readonly T[],
  keyOf: (item: T) => string,
  show: (item: T) => unknown,
  form: Form,
): Readonly<Record<string, unknown>> {
  const wanted = readPageWanted(form);
  const { page, pageSize } = wanted;
  const keys = items.map(keyOf);
  const start = startOf(keys, wanted);
  const shown = items.slice(start, start + pageSize);
  const uriOf = (number: number, lastKey: string | undefined) => {
    const query = new URLSearchParams();
    for (const [name, value] of form.entries()) {
      if (name !== 'Page' && name !== 'PageSize' && name !== 'PageToken') query.append(name, value);
    }
    query.set('PageSize', String(pageSize));
    query.set('Page', String(number));
    if (lastKey !== undefined) query.set('PageToken', tokenOf(lastKey));
    return `${path}?${query.toString()}`;
  };
  const hasNext = start + pageSize < items.length;
  return {
    [key]: shown.map(show),
    page,
    page_size: pageSize,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: uriOf(page, start === 0 ? undefined : keys[start - 1]),
    first_page_uri: uriOf(0, undefined),
    next_page_uri: hasNext ? uriOf(page + 1, keys[start + pageSize - 1]) : null,
    previous_page_uri:
      page === 0 ? null : uriOf(page - 1, start > pageSize ? keys[start - pageSize - 1] : undefined),
  };
}
