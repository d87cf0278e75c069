import type { Exchange } from '../exchange/index.ts';
import type { Twiml } from '../twiml/index.ts';
import type { Form } from './form.ts';

export interface RestDeps {
  readonly exchange: Exchange;
  readonly twiml: Twiml;
  /** Where this API is reached, without a slash at its end. */
  apiUrl(): string;
}

export interface RestRequest {
  /** As it was asked, without its query. */
  readonly path: string;
  /** What stands for the names in the route's path. */
  at(name: string): string;
  readonly query: Form;
  /** The body of a POST. */
  readonly form: Form;
}

export type RestAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly type: string; readonly bytes: Buffer };

export const answerOf = (body: unknown, status = 200): RestAnswer => ({ kind: 'json', status, body });
export const nothing: RestAnswer = { kind: 'nothing' };

/** `path` is below the account and has no `.json`; names in braces take one segment. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  answer(request: RestRequest): RestAnswer | Promise<RestAnswer>;
}

export const apiPath = '/2010-04-01';
export const accountPath = (accountSid: string): string => `${apiPath}/Accounts/${accountSid}`;
