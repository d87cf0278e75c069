import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HubAccount } from '../../../src-main/core/operations/hub-link/index.ts';
import { hubAccount, keepHubAccount } from '../../../src-main/shell/hub-account.ts';
import type { SecretStore } from '../../../src-main/shell/secrets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A keyring in memory, as a computer without one has it. */
function createSecrets() {
  const kept = new Map<string, string>();
  const store: SecretStore = {
    storage: 'session',
    read: (name) => kept.get(name) ?? null,
    set: (name, value) => kept.set(name, value),
    clear: (name) => kept.delete(name),
    describe: () => [],
  };
  return store;
}

const session: HubAccount['session'] = {
  ...{ token: 'session', expiresAtMs: 9, person: { id: 'p', name: 'Casey', roles: ['dispatcher'] } },
};
const own: HubAccount = {
  ...{ url: 'https://hub.example', token: 'own', tokenAtMs: 5, isFixed: false, session, demoAccounts: [] },
};

/** What is kept and then read again, as at the next start. */
function keptAndRead(account: HubAccount | null, environment: Parameters<typeof hubAccount>[1] = {}) {
  const secrets = createSecrets();
  keepHubAccount(secrets, account);
  return hubAccount(secrets.read('hubAccount'), environment);
}

function sandboxFile(content: string): string {
  const path = join(temporaryFolder(), 'given.json');
  writeFileSync(path, content);
  return path;
}
const demoAccounts = [{ name: 'Casey', password: 'pass' }];
const given = { url: 'http://127.0.0.1:7', token: 'given', demoAccounts };

describe("a desk's place at a hub", () => {
  it('is none before a person has let the desk in, and after it has left', () => {
    expect(hubAccount(null, {})).toBeNull();
    expect(keptAndRead(null)).toBeNull();
    expect(hubAccount('{"damaged', {})).toBeNull();
  });

  it('is kept whole over a restart, with who is signed in', () => {
    expect(keptAndRead(own)).toEqual(own);
  });

  it('is what the environment names, whose token is never kept but whose session is', () => {
    const environment = { hubUrl: 'http://127.0.0.1:7', hubToken: 'from-environment' };
    const fixed = { ...own, url: environment.hubUrl, token: environment.hubToken, isFixed: true };
    const read = keptAndRead(fixed, environment);
    expect(read).toEqual({ ...fixed, tokenAtMs: null });
    expect(keptAndRead(fixed, {})).toBeNull();
    expect(keptAndRead(fixed, { ...environment, hubUrl: 'http://127.0.0.1:8' })?.session).toBeNull();
  });

  it("is the sandbox's once its file is there, unless the desk has an own one", () => {
    const sandboxHubPath = sandboxFile(JSON.stringify(given));
    const fromFile = { ...given, tokenAtMs: null, isFixed: true, session: null };
    expect(hubAccount(null, { sandboxHubPath })).toEqual(fromFile);
    expect(keptAndRead(own, { sandboxHubPath })).toEqual(own);
    expect(hubAccount(null, { sandboxHubPath: `${sandboxHubPath}.not-yet` })).toBeNull();
    expect(hubAccount(null, { sandboxHubPath: sandboxFile('{"url":') })).toBeNull();
  });
});
