import { createHash, randomBytes } from 'node:crypto';

/** Two capitals and 32 hex digits, as every id of Twilio's. Random, so that ids of two runs never meet in one ledger. */
export const newSid = (prefix: string): string => `${prefix}${randomBytes(16).toString('hex')}`;

/** The same for every run: nobody has to copy credentials about, and no secret stands in a source file. */
const derived = (purpose: string): string =>
  createHash('sha256').update(`switchyard sandbox ${purpose}`).digest('hex').slice(0, 32);

export interface Webhook {
  readonly url: string;
  readonly method: 'GET' | 'POST';
}

/** A TwiML application: what answers when a client calls. Fields change by REST. */
export interface Application {
  readonly sid: string;
  friendlyName: string;
  voice: Webhook | null;
  statusCallback: Webhook | null;
}

/** A telephone number of the office: what answers when a telephone calls it. */
export interface IncomingNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  friendlyName: string;
  voice: Webhook | null;
  statusCallback: Webhook | null;
  /** Wins over `voice` when set. */
  applicationSid: string | null;
}

export interface Account {
  readonly sid: string;
  readonly authToken: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  readonly applications: Map<string, Application>;
  /** By E.164. */
  readonly incomingNumbers: Map<string, IncomingNumber>;
}

/** 555-0100 to 555-0199 are kept free for fiction. */
const officeNumbers = ['+13125550100', '+13125550101'] as const;

/** `voiceUrl` is what the application and all numbers start with. */
export function createAccount(voiceUrl: string | null = null): Account {
  const voice: Webhook | null = voiceUrl === null ? null : { url: voiceUrl, method: 'POST' };
  const application: Application = {
    sid: `AP${derived('application')}`,
    friendlyName: 'Switchyard',
    voice,
    statusCallback: null,
  };
  const incomingNumbers = officeNumbers.map((phoneNumber): IncomingNumber => ({
    sid: `PN${derived(phoneNumber)}`,
    phoneNumber,
    friendlyName: phoneNumber,
    voice,
    statusCallback: null,
    applicationSid: null,
  }));
  return {
    sid: `AC${derived('account')}`,
    authToken: derived('auth token'),
    apiKeySid: `SK${derived('api key')}`,
    apiKeySecret: derived('api key secret'),
    applications: new Map([[application.sid, application]]),
    incomingNumbers: new Map(incomingNumbers.map((number) => [number.phoneNumber, number])),
  };
}
