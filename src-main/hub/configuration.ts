import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { AppError } from '../core/platform/errors.ts';
import type { OfficePhoneConfiguration } from '../core/operations/twilio/index.ts';
import { isLoopback } from '../core/platform/loopback.ts';

export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface HubConfiguration {
  readonly dataFolder: string;
  /** `null`: a SQLite file in the data folder. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** `null`: this computer alone is served, in the clear. */
  readonly tls: TlsFiles | null;
  readonly samsara: { readonly baseUrl: string; readonly token: string } | null;
  /** Left out or `null`: there is no telephone account; each desk uses its own, if it has one. */
  readonly phone?: HubPhoneConfiguration | null;
}

export interface HubPhoneConfiguration extends OfficePhoneConfiguration {
  /** Where the telephone service reaches this hub; `null`: at its own address, for a service on this computer. */
  readonly publicUrl: string | null;
}

/** As given by a person: arguments, with their names, and the environment. */
export interface HubArguments {
  readonly dataFolder?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

export const defaultPort = 7460;
const samsaraBaseUrl = 'https://api.samsara.com';

function defaultDataFolder(environment: NodeJS.ProcessEnv): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'switchyard-hub');
  if (process.platform === 'darwin')
    return path.join(homedir(), 'Library', 'Application Support', 'switchyard-hub');
  const base =
    XDG_DATA_HOME && path.isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : path.join(homedir(), '.local', 'share');
  return path.join(base, 'switchyard-hub');
}

const wrong = (message: string) => new AppError('hub/wrong-arguments', message);

function readPort(text: string | undefined): number {
  const port = text === undefined ? defaultPort : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrong('--port is a number from 0 to 65535');
  return port;
}

async function readTls({ certificate, key }: HubArguments): Promise<TlsFiles | null> {
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined || key === undefined) throw wrong('--certificate and --key go together');
  try {
    return { cert: await readFile(certificate), key: await readFile(key) };
  } catch (error) {
    throw new AppError('hub/wrong-arguments', 'the certificate or its key cannot be read', { cause: error });
  }
}

const present = (value: string | undefined): string | null =>
  value === undefined || value === '' ? null : value;

function readPublicUrl(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url === null || !isSafe) throw wrong('SWITCHYARD_PUBLIC_URL begins with https://');
  return url.href.replace(/\/+$/, '');
}

const vendorUrl = 'https://api.twilio.com';

/**
 * By the address that the service reaches this hub at: without one the account's variables are a desk's own. With it all of
 * the account is needed: half of it is a mistake that would show only when somebody calls.
 */
function readPhone(environment: NodeJS.ProcessEnv): HubPhoneConfiguration | null {
  const read = (name: string) => present(environment[name]);
  const apiBaseUrl = read('TWILIO_BASE_URL') ?? vendorUrl;
  const publicUrl = readPublicUrl(read('SWITCHYARD_PUBLIC_URL'));
  const isHere = isLoopback(new URL(apiBaseUrl).hostname);
  if (publicUrl === null && !isHere) return null;
  const need = (name: string): string => {
    const value = read(name);
    if (value === null) throw wrong(`the telephone needs ${name}`);
    return value;
  };
  const account = {
    accountSid: need('TWILIO_ACCOUNT_SID'),
    apiKeySid: need('TWILIO_API_KEY'),
    apiKeySecret: need('TWILIO_API_SECRET'),
    authToken: need('TWILIO_AUTH_TOKEN'),
    applicationSid: need('TWILIO_APPLICATION_SID'),
  };
  return {
    account: {
      ...account,
      apiBaseUrl,
      isSandbox: isHere,
      chunderw: isHere ? new URL(apiBaseUrl).host : null,
      edge: read('TWILIO_EDGE'),
    },
    publicUrl,
    policy: {
      callerIds: (read('TWILIO_CALLER_IDS') ?? '').split(',').flatMap((number) => number.trim() || []),
      country: read('SWITCHYARD_COUNTRY') ?? 'US',
      ...phonePolicy,
    },
  };
}

const phonePolicy = {
  ringSeconds: 25,
  recording: 'onDemand',
  recordingNotice: true,
  recordingKeptDays: 30,
} as const;

/** Throws `hub/wrong-arguments` with a sentence for the person who started it. */
export async function readConfiguration(
  given: HubArguments,
  environment: NodeJS.ProcessEnv,
): Promise<HubConfiguration> {
  const tls = await readTls(given);
  const host = given.host ?? (tls === null ? '127.0.0.1' : '0.0.0.0');
  if (tls === null && !isLoopback(host)) {
    throw wrong(
      'without --certificate and --key only this computer is served: passwords would cross the network in the clear',
    );
  }
  const token = present(environment['SAMSARA_API_TOKEN']);
  return {
    dataFolder: path.resolve(given.dataFolder ?? defaultDataFolder(environment)),
    databaseUrl: present(environment['DATABASE_URL']),
    host,
    port: readPort(given.port),
    tls,
    phone: readPhone(environment),
    samsara:
      token === null ? null : { token, baseUrl: present(environment['SAMSARA_BASE_URL']) ?? samsaraBaseUrl },
  };
}
