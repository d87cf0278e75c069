import { readFile, rm, writeFile } from 'node:fs/promises';
import { AppError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logger.ts';
import { createState, type State } from '../../../platform/state.ts';
import type { PhoneConfiguration } from '../account.ts';
import { officePhoneSchema, type OfficePhone } from './contract.ts';
import type { OfficePhoneClient } from './office-gateway.ts';

/** As much of the link to the hub as the telephone needs. */
interface Connection {
  client(): unknown;
  readonly ended: AbortSignal;
}

export interface OfficeLinkDeps {
  readonly connection: Pick<State<Connection | null>, 'get' | 'watch'>;
  /** What the hub said last: after a start it counts until the hub is reached. */
  readonly path: string;
  readonly logger: Logger;
}

/** `unknown`: never heard of. It is not the same as none: without an account calls that live are given up. */
export type KnownOfficePhone = OfficePhone | null | 'unknown';

async function readKnown(path: string): Promise<KnownOfficePhone> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return 'unknown';
  try {
    return officePhoneSchema.parse(JSON.parse(text));
  } catch {
    // Written by another version: the hub tells it again.
    return 'unknown';
  }
}

/** Keeps up with what the office's hub says of its telephone. */
export function createOfficeLink({ connection, path, logger }: OfficeLinkDeps) {
  const known = createState<KnownOfficePhone>('unknown');
  const stopping = new AbortController();
  let following: Promise<void> = Promise.resolve();
  const clientOf = (live: Connection) =>
    (live.client() as { readonly phoneOffice: OfficePhoneClient }).phoneOffice;

  async function take(next: OfficePhone | null): Promise<void> {
    known.set(next);
    if (next === null) await rm(path, { force: true });
    else await writeFile(path, JSON.stringify(next), { mode: 0o600 });
  }

  async function follow(live: Connection): Promise<void> {
    const { signal } = stopping;
    for await (const next of await clientOf(live).watchOfficePhone(undefined, { signal })) await take(next);
  }

  return {
    known,
    async start() {
      known.set(await readKnown(path));
      following = (async () => {
        for await (const live of connection.watch(stopping.signal)) {
          if (live === null) continue;
          await follow(live).catch((error: unknown) => {
            if (!live.ended.aborted && !stopping.signal.aborted)
              logger.warn({ error }, 'the hub did not say whether it has a telephone');
          });
        }
      })();
    },
    /** Throws `phone/unreachable` while there is no connection. */
    client(): OfficePhoneClient {
      const live = connection.get();
      if (live === null) throw new AppError('phone/unreachable', 'The office’s hub could not be asked.');
      return clientOf(live);
    },
    async stop() {
      stopping.abort();
      await following;
    },
  };
}

/** A desk's own configuration, with what its office decides. */
export function withOffice(own: PhoneConfiguration, office: OfficePhone): PhoneConfiguration {
  const { identity, deskGroup, callerIds, country, ringSeconds, recording, recordingNotice } = office;
  return {
    ...own,
    account: {
      accountSid: office.accountSid,
      apiKeySid: 'hub',
      apiKeySecret: '',
      authToken: null,
      applicationSid: office.applicationSid,
      apiBaseUrl: '',
      isSandbox: office.isSandbox,
      chunderw: office.chunderw,
      edge: office.edge,
    },
    policy: {
      ...own.policy,
      ...{ identity, deskGroup, callerIds, country, ringSeconds, recording, recordingNotice },
      servesCallFlow: false,
    },
  };
}
