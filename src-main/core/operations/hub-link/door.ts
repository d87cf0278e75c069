import { z } from 'zod';
import { roles } from '../../platform/contract-base.ts';
import { AppError, isAppError, type ErrorCode } from '../../platform/errors.ts';
import type { HttpClient } from '../../platform/http.ts';
import { isLoopback } from '../../platform/loopback.ts';
import { trustSystemCertificates } from '../../platform/tls-trust.ts';
import type { HubAccount } from './account.ts';

const role = z.enum(roles);
const myselfSchema = z.object({
  desk: z.object({ id: z.string(), name: z.string() }).nullable(),
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  roles: z.array(role),
});
const enrolledSchema = z.object({ deskToken: z.string().min(1) });
const signedInSchema = z.object({
  sessionToken: z.string().min(1),
  expiresAtMs: z.number(),
  person: z.object({ id: z.string(), name: z.string(), roles: z.array(role) }),
});

export type Myself = z.infer<typeof myselfSchema>;
type Place = Pick<HubAccount, 'url'> & Partial<Pick<HubAccount, 'token' | 'session'>>;

const requestMsMax = 15_000;

/** A token in the clear could be read by anybody on the way, so only this computer is talked to without TLS. */
export function checkAddress(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return;
  throw new AppError('hub/unsafe-address', 'the address of a hub begins with https://');
}

/** Who asks: the desk, and whoever is signed in at it. */
export const tokenHeaders = ({ token, session }: Partial<Place>): Record<string, string> => ({
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  ...(session ? { 'switchyard-session': session.token } : {}),
});

/** The hub's own codes; what stands in front of it (a proxy, another server) has none. */
const codePattern = /"code":"((?:access|hub|platform)\/[a-z-]+)"/;

function failureOf(error: unknown): unknown {
  if (error instanceof SyntaxError || error instanceof z.ZodError) {
    return new AppError('hub/unreachable', 'there is no hub at this address');
  }
  if (!isAppError(error)) return error;
  const code = codePattern.exec(String(error.data['bodyStart'] ?? ''))?.[1] as ErrorCode | undefined;
  if (code === 'hub/unknown-token') return new AppError('hub/refused', 'the hub does not know this desk');
  if (code !== undefined) return new AppError(code, `the hub says ${code}`, { cause: error });
  return error.code === 'http/status' ? new AppError('hub/unreachable', error.message) : error;
}

/** Calls of the hub by HTTP: whoever is not let in learns why, which a socket does not say. */
export function createDoor(http: HttpClient) {
  async function ask<T>(
    place: Place,
    name: string,
    body: object,
    answer: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    checkAddress(place.url);
    // The socket that is opened after a knock is Node's.
    if (place.url.startsWith('https:')) trustSystemCertificates();
    try {
      const { text } = await http.request({
        method: 'POST',
        url: new URL(`/api/v1/access/${name}`, place.url).href,
        headers: { ...tokenHeaders(place), 'content-type': 'application/json', 'switchyard-versions': '1' },
        body: JSON.stringify(body),
        endpoint: 'hub',
        timeoutMs: requestMsMax,
        signal,
      });
      return answer.parse(text === '' ? undefined : JSON.parse(text));
    } catch (error) {
      throw failureOf(error);
    }
  }

  return {
    /** Whether the desk is known, and who is at it. Throws `hub/refused`, `hub/unreachable`, `hub/unsafe-address`, `http/…`. */
    async knock(account: HubAccount, signal: AbortSignal): Promise<Myself> {
      const myself = await ask(account, 'getMyself', {}, myselfSchema, signal);
      if (myself.desk !== null) return myself;
      throw new AppError('hub/refused', 'the hub does not know this desk');
    },
    enrol: (url: string, code: string, deskName: string) =>
      ask({ url }, 'enrolDesk', { code, deskName }, enrolledSchema),
    nextToken: (account: HubAccount) =>
      ask({ ...account, session: null }, 'rotateDeskToken', {}, enrolledSchema),
    signIn: (account: HubAccount, name: string, password: string) =>
      ask({ ...account, session: null }, 'signIn', { name, password }, signedInSchema),
    signOut: (account: HubAccount) => ask(account, 'signOut', {}, z.unknown()),
  };
}

export type Door = ReturnType<typeof createDoor>;
