import tls from 'node:tls';

let isDone = false;

/**
 * From now on Node trusts what this computer trusts, besides the authorities it brings: the office's own hub has a
 * certificate of the office's own authority. Not at start, since hundreds of certificates take some megabytes. Chromium's
 * `fetch` does so by itself; Node's own `fetch` and WebSocket do not.
 */
export function trustSystemCertificates(): void {
  if (isDone) return;
  isDone = true;
  const all = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  tls.setDefaultCACertificates([...new Set(all)]);
}

/** OpenSSL's names in Node, BoringSSL's in Chromium's network stack. */
const words = /\bERR_CERT_|CERT_|_CERT\b|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECRYPT)_/;

/** Whether a failed `fetch` failed for the server's certificate: no time heals that, a person has to act. */
export function isCertificateFailure(error: unknown): boolean {
  for (let its = error, depth = 0; its instanceof Error && depth < 5; its = its.cause, depth += 1) {
    const code = 'code' in its ? String(its.code) : '';
    if (words.test(code) || /net::ERR_CERT_/.test(its.message)) return true;
  }
  return false;
}
