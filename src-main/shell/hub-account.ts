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

type HubEnvironment = Partial<Pick<Environment, 'hubUrl' | 'hubToken' | 'sandboxHubPath'>>;

/** What `npm start` writes once its hub has let this desk in; null until then. */
function readGivenFile(path: string): z.infer<typeof givenSchema> | null {
  try {
    return givenSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function givenHub({ hubUrl, hubToken, sandboxHubPath }: HubEnvironment) {
  if (hubUrl !== undefined && hubToken !== undefined) {
    return { url: hubUrl, token: hubToken, demoAccounts: [] };
  }
  return sandboxHubPath === undefined ? null : readGivenFile(sandboxHubPath);
}

function parseStored(json: string | null) {
  try {
    return storedSchema.parse(JSON.parse(json ?? 'null'));
  } catch {
    return null;
  }
}

/** The desk's own enrolment comes first, then what is given from outside (never in a packaged app). */
export function hubAccount(storedJson: string | null, environment: HubEnvironment): HubAccount | null {
  const stored = parseStored(storedJson);
  const given = givenHub(environment);
  if (given !== null) {
    const session = stored?.token === null && stored.url === given.url ? stored.session : null;
    return { ...given, tokenAtMs: null, isFixed: true, session };
  }
  if (stored === null || stored.token === null) return null;
  return { ...stored, token: stored.token, isFixed: false, demoAccounts: [] };
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
