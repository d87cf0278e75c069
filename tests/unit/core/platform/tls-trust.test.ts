import { expect, it } from 'vitest';
import { isCertificateFailure } from '../../../../src-main/core/platform/tls-trust.ts';

const failed = (cause: Error) => new TypeError('fetch failed', { cause });
const coded = (code: string) => Object.assign(new Error('no'), { code });

it.each([
  failed(coded('DEPTH_ZERO_SELF_SIGNED_CERT')),
  failed(coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')),
  failed(coded('CERT_HAS_EXPIRED')),
  failed(coded('ERR_TLS_CERT_ALTNAME_INVALID')),
  new Error('net::ERR_CERT_AUTHORITY_INVALID'),
])('knows a certificate that is not trusted: %o', (error) => {
  expect(isCertificateFailure(error)).toBe(true);
});

it.each([
  failed(coded('ECONNREFUSED')),
  failed(coded('ENOTFOUND')),
  new Error('net::ERR_CONNECTION_RESET'),
  new Error('the certificate of birth'),
  'CERT_HAS_EXPIRED',
])('takes nothing else for one: %o', (error) => {
  expect(isCertificateFailure(error)).toBe(false);
});
