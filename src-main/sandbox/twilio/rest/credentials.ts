import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../exchange/index.ts';
import { RestError } from './rest-error.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted));

/** Account and auth token, or API key and secret. Throws 20003. */
export function checkCredentials(authorization: string | undefined, account: Account): void {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const secret = rest.join(':');
  const isAccount = isSame(name, account.sid) && isSame(secret, account.authToken);
  const isKey = isSame(name, account.apiKeySid) && isSame(secret, account.apiKeySecret);
  if (!isAccount && !isKey) throw new RestError(401, 20_003, 'Authenticate');
}
