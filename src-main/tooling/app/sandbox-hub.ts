import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Supervisor } from '../process/supervisor.ts';
import { demoPeople, foundDemoOffice } from './demo-office.ts';
import { createHubClient } from './hub-client.ts';
import { startHub } from './hub-process.ts';
import type { SandboxAddress } from './sandbox-process.ts';

/** What is remembered of the sandbox's office, in its own folder: tokens and passwords of invented people. */
const memorySchema = z.object({
  deskToken: z.string(),
  demoAccounts: z.array(z.object({ name: z.string(), password: z.string() })),
});
type OfficeMemory = z.infer<typeof memorySchema>;

export interface SandboxHub {
  readonly url: string;
  readonly demoAccounts: OfficeMemory['demoAccounts'];
}

/** As Electron chooses it for an app of this name (src-main/shell/index.ts). */
function userDataFolder(): string {
  const given = process.env['SWITCHYARD_USER_DATA'];
  if (given) return given;
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32' && APPDATA) return path.join(APPDATA, 'Switchyard');
  if (process.platform === 'darwin')
    return path.join(homedir(), 'Library', 'Application Support', 'Switchyard');
  return path.join(XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'Switchyard');
}

/** The office's hub and the desk's copy of its ledger belong together, so they lie in one profile. */
export const sandboxHubFolder = (profileFolder: string = userDataFolder()): string =>
  path.join(profileFolder, 'sandbox-hub');

/** Read by the app (src-main/shell/hub-account.ts): there once the hub has let this desk in. */
const givenPath = (folder: string) => path.join(folder, 'given.json');
const memoryPath = (folder: string) => path.join(folder, 'office.json');

export const hubEnvironment = (folder: string): Readonly<Record<string, string>> => ({
  SWITCHYARD_SANDBOX_HUB: givenPath(folder),
});

const makePassword = () => randomBytes(6).toString('hex');
const writePrivately = (filePath: string, content: unknown) =>
  writeFile(filePath, JSON.stringify(content), { mode: 0o600 });

async function readMemory(folder: string): Promise<OfficeMemory | null> {
  const text = await readFile(memoryPath(folder), 'utf8').catch(() => null);
  if (text === null) return null;
  return memorySchema.safeParse(JSON.parse(text)).data ?? null;
}

async function foundOffice(url: string, adminToken: string, sandbox: SandboxAddress): Promise<OfficeMemory> {
  const admin = createHubClient(url, adminToken);
  const anybody = createHubClient(url, null);
  const clients = [];
  const demoAccounts = [];
  for (const { name, roles } of demoPeople) {
    const password = makePassword();
    await admin.call('access/addPerson', { name, roles, password });
    const { sessionToken } = await anybody.call('access/signIn', { name, password });
    clients.push(createHubClient(url, z.string().parse(sessionToken)));
    demoAccounts.push({ name, password });
  }
  const [clerk, approver] = clients;
  if (clerk && approver) await foundDemoOffice({ clerk, approver, sandbox });
  const { code } = await admin.call('access/makeEnrolmentCode', {});
  const { deskToken } = await anybody.call('access/enrolDesk', { code, deskName: 'This desk' });
  return { deskToken: z.string().parse(deskToken), demoAccounts };
}

/**
 * The hub of the sandbox's office: founded at the first start, gone on with at the next. An office whose founding broke
 * off has no memory, so it is founded anew.
 */
export async function startSandboxHub(input: {
  readonly supervisor: Supervisor;
  readonly folder: string;
  readonly sandbox: SandboxAddress;
}): Promise<SandboxHub> {
  const { supervisor, folder, sandbox } = input;
  await rm(givenPath(folder), { force: true });
  const known = await readMemory(folder);
  if (known === null) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { url, adminToken } = await startHub(supervisor, { dataFolder: path.join(folder, 'data') });
  const memory = known ?? (await foundOffice(url, adminToken ?? '', sandbox));
  if (known === null) await writePrivately(memoryPath(folder), memory);
  const { deskToken: token, demoAccounts } = memory;
  await writePrivately(givenPath(folder), { url, token, demoAccounts });
  return { url, demoAccounts };
}
