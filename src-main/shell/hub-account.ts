import { readFileSync, watchFile, unwatchFile } from 'node:fs';
import { z } from 'zod';
import { roles } from '../core/platform/contract-base.ts';
import type { HubAccount } from '../core/operations/hub-link/index.ts';
import type { Environment } from './environment.ts';
import type { SecretStore } from './secrets.ts';

/** As it lies in the keyring: this desk's place at the hub, and who is signed in at it. */
const storedSchema = z.object({
  url: z.string(),
  /** Null: the token is given from outside, and only the session is kept. */
  token: z.string().nullable(),
  tokenAtMs: z.number().nullable(),
  session: z
    .object({
      token: z.string(),
      expiresAtMs: z.number(),
      person: z.object({ id: z.string(), name: z.string(), roles: z.array(z.enum(roles)) }),
    })
    .nullable(),
});

const givenSchema = z.object({
  url: z.url(),
  token: z.string().min(1),
  demoAccounts: z.array(z.object({ name: z.string(), password: z.string() })).default([]),
});

type Given = z.infer<typeof givenSchema>;
type Stored = z.infer<typeof storedSchema>;
type HubEnvironment = Partial<Pick<Environment, 'hubUrl' | 'hubToken' | 'sandboxHubPath'>>;

/** What `npm start` writes once its hub has let this desk in; null until then. */
function readGivenFile(path: string): Given | null {
  try {
    return givenSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function parseStored(json: string | null): Stored | null {
  try {
    return storedSchema.parse(JSON.parse(json ?? 'null'));
  } catch {
    return null;
  }
}

const fixedAccount = (given: Given, stored: Stored | null): HubAccount => ({
  ...given,
  tokenAtMs: null,
  isFixed: true,
  // Of the same hub: a session of another one is nobody's here.
  session: stored?.token === null && stored.url === given.url ? stored.session : null,
});

/** The environment wins (development only), then comes the desk's own enrolment, then the sandbox's hub. */
export function hubAccount(storedJson: string | null, environment: HubEnvironment): HubAccount | null {
  const { hubUrl: url, hubToken: token, sandboxHubPath } = environment;
  const stored = parseStored(storedJson);
  if (url !== undefined && token !== undefined) return fixedAccount({ url, token, demoAccounts: [] }, stored);
  if (stored !== null && stored.token !== null) {
    return { ...stored, token: stored.token, isFixed: false, demoAccounts: [] };
  }
  const given = sandboxHubPath === undefined ? null : readGivenFile(sandboxHubPath);
  return given && fixedAccount(given, stored);
}

/** Whether it could be kept is seen by what is read afterwards. */
export function keepHubAccount(secrets: SecretStore, account: HubAccount | null): void {
  if (account === null) {
    secrets.clear('hubAccount');
    return;
  }
  const { url, token, tokenAtMs, isFixed, session } = account;
  secrets.set('hubAccount', JSON.stringify({ url, token: isFixed ? null : token, tokenAtMs, session }));
}

const lookIntervalMs = 500;

/** The sandbox's hub is there later than this desk's window. */
export function followGivenHub(path: string | undefined, onChange: () => void): () => void {
  if (path === undefined) return () => undefined;
  watchFile(path, { interval: lookIntervalMs, persistent: false }, onChange);
  return () => unwatchFile(path, onChange);
}
