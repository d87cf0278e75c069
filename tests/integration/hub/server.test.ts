import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { generateDocument } from '../../../src-main/hub/api/document.ts';
import type { HubConfiguration } from '../../../src-main/hub/configuration.ts';
import { createHub } from '../../../src-main/hub/index.ts';
import { keptFolder } from '../../support/temporary-folder.ts';

const megabyte = 1_048_576;
/** Answers without anybody signed in, by design. */
const open = new Set(
  ['enrolDesk', 'rotateDeskToken', 'signIn', 'signOut', 'getMyself', 'changePassword'].map(
    (name) => `/access/${name}`,
  ),
);

describe('a hub on HTTP', () => {
  const folder = keptFolder();
  let url = '';
  let adminToken = '';
  let stop = async () => {};

  const startHub = async (change: Partial<HubConfiguration> = {}) => {
    const hub = await createHub({
      configuration: {
        dataFolder: folder.path,
        databaseUrl: null,
        host: '127.0.0.1',
        port: 0,
        tls: null,
        samsara: null,
        ...change,
      },
      version: '0.0.0-test',
      fetch,
      clock: systemClock,
    });
    return { ...hub, ...(await hub.start()) };
  };

  beforeAll(async () => {
    const hub = await startHub();
    url = hub.url;
    adminToken = hub.adminToken ?? '';
    stop = hub.stop;
  });
  afterAll(async () => {
    await stop();
    folder.remove();
  });

  const post = async (call: string, body: unknown = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api/${call}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, text, json };
  };
  const asAdmin = () => ({ authorization: `Bearer ${adminToken}` });

  it('sends security headers and a request id of its own with everything', async () => {
    for (const target of ['/health', '/api/v2', '/nowhere', '/api/v1/openapi.json']) {
      const { headers } = await fetch(url + target, { headers: { 'x-request-id': 'mine' } });
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|http|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it.each([1, 2] as const)('refuses every call of version %i to who is not signed in', async (version) => {
    const { paths = {} } = await generateDocument(version);
    const guarded = Object.keys(paths).filter((call) => !open.has(call));
    expect(guarded.length).toBeGreaterThan(80);
    const answers = await Promise.all(guarded.map((call) => post(`v${version}${call}`)));
    expect(answers.filter(({ json }) => json['code'] !== 'platform/forbidden')).toEqual([]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]));
  });

  it('refuses a token that is not good, instead of taking it for none', async () => {
    for (const token of ['swyadmin_x', 'anything', `${adminToken}x`]) {
      const { status, json } = await post('v1/access/getMyself', {}, { authorization: `Bearer ${token}` });
      expect([status, json['code']]).toEqual([401, 'hub/unknown-token']);
    }
    expect((await post('v1/access/getMyself', {}, asAdmin())).json['roles']).toContain('admin');
  });

  it('pages by offset in version 1 and by cursor in version 2, over the same entries', async () => {
    for (let count = 0; count < 3; count += 1) await post('v1/access/makeEnrolmentCode', {}, asAdmin());
    const byOffset = (await post('v1/audit/listAudit', { offset: 1, countMax: 2 }, asAdmin())).json;
    const first = (await post('v2/audit/listAudit', { countMax: 1 }, asAdmin())).json;
    const byCursor = (
      await post('v2/audit/listAudit', { cursor: first['nextCursor'], countMax: 2 }, asAdmin())
    ).json;
    expect(byCursor['entries']).toEqual(byOffset['entries']);
    expect(byOffset).toMatchObject({ totalCount: 4 });
    expect((await post('v2/audit/listAudit', { cursor: '?' }, asAdmin())).json['code']).toBe(
      'audit/bad-cursor',
    );
  });

  it('speaks the version that the client speaks, or says that it cannot', async () => {
    const both = await post('v1/access/getMyself', {}, { 'switchyard-versions': '1, 2' });
    expect([both.status, both.headers.get('switchyard-version')]).toEqual([200, '1']);
    const { status, json } = await post('v1/access/getMyself', {}, { 'switchyard-versions': '7' });
    expect([status, json['code']]).toEqual([400, 'hub/no-common-version']);
  });

  it('refuses what is too large, broken, of another kind or nowhere, and tells nothing of its inside', async () => {
    const cases: [
      Promise<{ status: number; text: string; json: Record<string, unknown> }>,
      number,
      string,
    ][] = [
      [post('v1/access/signIn', `"${'x'.repeat(megabyte)}"`), 413, 'hub/too-large'],
      [post('v1/access/signIn', '{"name"'), 400, 'platform/bad-input'],
      [post('v1/access/signIn', { name: 'x' }), 400, 'platform/bad-input'],
      [post('v1/access/signIn', 'x', { 'content-type': 'text/html' }), 415, 'platform/bad-input'],
      [post('v1/access/signIn', '{"__proto__":{"x":1}}'), 400, 'platform/bad-input'],
      [post('v1/access/noSuchCall'), 404, 'hub/not-found'],
      [post('v3/access/getMyself'), 404, 'hub/not-found'],
    ];
    for (const [answer, status, code] of cases) {
      const { json, text, ...rest } = await answer;
      expect([rest.status, json['code']]).toEqual([status, code]);
      expect(text).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
    }
  });

  it('streams the present state first, and ends the stream when it stops', async () => {
    const response = await fetch(`${url}/api/v1/system/watchCoreStatus`, {
      method: 'POST',
      headers: asAdmin(),
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    let seen = '';
    for await (const chunk of response.body!) {
      seen += Buffer.from(chunk).toString();
      if (seen.includes('"databases"')) break;
    }
    expect(seen).toContain('"name":"ledger"');
  });

  it('slows down who asks too much, and who guesses far earlier', async () => {
    const guesses = Array.from({ length: 25 }, () =>
      post('v1/access/enrolDesk', { code: 'AAAAA-AAAAA', deskName: 'x' }),
    );
    const codes = (await Promise.all(guesses)).map(({ json }) => json['code']);
    expect(codes.filter((code) => code === 'hub/rate-limited').length).toBeGreaterThanOrEqual(3);
    const requests = Array.from({ length: 900 }, () =>
      fetch(`${url}/health`).then(({ status, headers }) => [status, headers.get('retry-after')]),
    );
    const refused = (await Promise.all(requests)).filter(([status]) => status === 429);
    expect(refused.length).toBeGreaterThan(100);
    expect(Number(refused[0]?.[1])).toBeGreaterThanOrEqual(1);
  });

  it('has a page for people without script, and leaves nothing behind but its data', async () => {
    // The limit of the test before lets one through every 20 ms.
    await expect.poll(async () => (await fetch(`${url}/api/v2`)).status).toBe(200);
    const page = await (await fetch(`${url}/api/v2`)).text();
    expect(page).toContain('<code>/audit/listAudit</code>');
    expect(page).not.toMatch(/<script|style=|https?:/);
    const unfinished = await fetch(`${url}/api/v1/system/watchCoreStatus`, {
      method: 'POST',
      headers: asAdmin(),
    });
    await stop();
    await unfinished.text().catch(() => 'cut off');
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    const names = (await readdir(folder.path)).filter((name) => !/-(wal|shm)$/.test(name));
    expect(names.sort()).toEqual(['ledger.db', 'logs', 'office.db', 'signing-key.pem', 'telematics.db']);
    const log = await readFile(path.join(folder.path, 'logs', 'hub.log'), 'utf8');
    expect(log).not.toContain(adminToken);
    const again = await startHub();
    expect(again.adminToken).toBeNull();
    await again.stop();
  });
});
