import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { createHub } from '../../../src-main/hub/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const childPath = fileURLToPath(new URL('children/knock.ts', import.meta.url));

/** Its own authority, as the small office has it. */
async function makeCertificate() {
  const names = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
  ];
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: names },
    ],
  });
  return { cert, key };
}

/** By somebody who trusts this certificate and no other. */
const call = (url: string, name: string, body: object, ca: string, token?: string) =>
  new Promise<Record<string, string>>((resolve, reject) => {
    const asked = request(
      `${url}/api/v1/${name}`,
      {
        method: 'POST',
        ca,
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.once('end', () => resolve(JSON.parse(text) as Record<string, string>));
      },
    );
    asked.once('error', reject);
    asked.end(JSON.stringify(body));
  });

it('serves desks whose computer trusts its certificate, over both its doors, and nobody else', async () => {
  const folder = temporaryFolder();
  const { cert, key } = await makeCertificate();
  const tls = { cert: Buffer.from(cert), key: Buffer.from(key) };
  const hub = await createHub({
    configuration: { dataFolder: folder, databaseUrl: null, host: '127.0.0.1', port: 0, tls, samsara: null },
    version: '0.0.0-test',
    fetch,
    clock: systemClock,
  });
  onTestFinished(() => hub.stop());
  const { url, adminToken } = await hub.start();
  expect(url).toMatch(/^https:/);
  const { code } = await call(url, 'access/makeEnrolmentCode', {}, cert, adminToken ?? '');
  const { deskToken = '' } = await call(url, 'access/enrolDesk', { code, deskName: 'Desk' }, cert);

  const trusted = path.join(folder, 'authority.pem');
  writeFileSync(trusted, cert);
  const knock = async (environment: Readonly<Record<string, string>>) => {
    const { stdout } = await promisify(execFile)(process.execPath, [childPath, url, deskToken], {
      env: { ...process.env, ...environment },
    });
    return JSON.parse(stdout) as unknown;
  };
  // Where OpenSSL finds what the computer trusts.
  expect(await knock({ SSL_CERT_FILE: trusted })).toEqual({ state: 'live', code: null, desk: 'Desk' });
  expect(await knock({})).toEqual({ state: 'stale', code: 'http/untrusted-certificate', desk: null });
});
