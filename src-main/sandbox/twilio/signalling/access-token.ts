import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Account } from '../exchange/index.ts';

/** What a client may do, as its access token says. */
export interface Grants {
  readonly identity: string;
  readonly applicationSid: string | null;
  /** Sent to the application with every call, whatever the client says. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly isIncomingAllowed: boolean;
  readonly expiresAtMs: number;
}

/** The codes the gateway sends; the SDK turns them into 20151, 20101 and 20104. */
export const authenticationFailed = 31_201;
export const tokenInvalid = 31_204;
export const tokenExpired = 31_205;

export class TokenRefused extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = 'TokenRefused';
    this.code = code;
  }
}

const headerSchema = z.object({ alg: z.literal('HS256'), typ: z.literal('JWT') });
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  grants: z.object({
    identity: z.string().min(1),
    voice: z
      .object({
        incoming: z.object({ allow: z.boolean().default(false) }).optional(),
        outgoing: z
          .object({ application_sid: z.string(), params: z.record(z.string(), z.string()).optional() })
          .optional(),
      })
      .optional(),
  }),
});

/** Twilio refuses identities with other characters, and tokens that live longer than a day. */
const identityShape = /^[\w.\-@+]{1,121}$/;
const lifeSecondsMax = 86_400;

function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    throw new TokenRefused(tokenInvalid, 'AccessTokenInvalid: not JSON');
  }
}

function isSignedBy(secret: string, signed: string, signature: string): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Checks a token as the vendor does: signature of the account's API key, life, grants. Throws `TokenRefused`. */
export function readAccessToken(token: string, account: Account, nowMs: number): Grants {
  const [header = '', claims = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || signature === '') throw new TokenRefused(tokenInvalid, 'AccessTokenInvalid: no JWT');
  const isHeaderRight = headerSchema.safeParse(readPart(header)).success;
  const read = claimsSchema.safeParse(readPart(claims));
  if (!isHeaderRight || !read.success)
    throw new TokenRefused(tokenInvalid, 'AccessTokenInvalid: wrong shape');
  const { iss, sub, exp, nbf, grants } = read.data;
  if (iss !== account.apiKeySid || sub !== account.sid) {
    throw new TokenRefused(authenticationFailed, 'AuthenticationFailed: unknown key or account');
  }
  if (!isSignedBy(account.apiKeySecret, `${header}.${claims}`, signature)) {
    throw new TokenRefused(tokenInvalid, 'AccessTokenInvalid: signature');
  }
  if (exp * 1_000 <= nowMs) throw new TokenRefused(tokenExpired, 'AccessTokenExpired');
  const isTooLong = exp - nowMs / 1_000 > lifeSecondsMax + 60;
  const isEarly = nbf !== undefined && nbf * 1_000 > nowMs + 60_000;
  if (isTooLong || isEarly || !identityShape.test(grants.identity)) {
    throw new TokenRefused(tokenInvalid, 'AccessTokenInvalid: life or identity');
  }
  return {
    identity: grants.identity,
    applicationSid: grants.voice?.outgoing?.application_sid ?? null,
    parameters: grants.voice?.outgoing?.params ?? {},
    isIncomingAllowed: grants.voice?.incoming?.allow ?? false,
    expiresAtMs: exp * 1_000,
  };
}
