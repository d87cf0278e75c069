import type { InferContractRouterErrorMap } from '@orpc/contract';
import type { V1Contract } from '../../src-main/core/api/v1-contract.ts';
import type { ShellContract } from '../../src-main/shell/contract.ts';
import { catalogue, text } from '../app/text.ts';

type CodesOf<ErrorMap> = ErrorMap extends unknown ? keyof ErrorMap & string : never;

/** Every code that a procedure of the contracts declares. */
export type ContractErrorCode =
  CodesOf<InferContractRouterErrorMap<V1Contract>> | CodesOf<InferContractRouterErrorMap<ShellContract>>;

type WordedCode = keyof typeof catalogue.errors;

/** `satisfies`: a code in a contract without a sentence in resources/text/en/errors.json does not compile. */
const sentences: Readonly<Record<string, string>> = catalogue.errors satisfies Record<
  ContractErrorCode,
  string
>;

/** oRPC's own codes, for what its transport and its door refuse. */
const transportCodes: Readonly<Record<string, WordedCode>> = {
  BAD_REQUEST: 'platform/bad-request',
  FORBIDDEN: 'platform/forbidden',
  UNAUTHORIZED: 'platform/forbidden',
  NOT_FOUND: 'platform/unavailable',
  SERVICE_UNAVAILABLE: 'platform/unavailable',
  TIMEOUT: 'platform/unavailable',
  INTERNAL_SERVER_ERROR: 'platform/bug',
};

function codeOf(failure: unknown): string {
  const isCoded = typeof failure === 'object' && failure !== null && 'code' in failure;
  return isCoded && typeof failure.code === 'string' ? failure.code : 'platform/bug';
}

const isWorded = (code: string): code is WordedCode => Object.hasOwn(sentences, code);

/**
 * What happened and what to do, as a sentence. Takes a thrown error or the `failure` of a state. A code that nobody
 * has worded gets a general sentence that names it, so that the person on the telephone can read it out.
 */
export function failureText(failure: unknown): string {
  const code = codeOf(failure);
  const worded = transportCodes[code] ?? code;
  return isWorded(worded) ? text.t(`errors:${worded}`) : text.t('errors:platform/unknown', { code });
}
