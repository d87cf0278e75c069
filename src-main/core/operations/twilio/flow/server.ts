import { readFile, writeFile } from 'node:fs/promises';
import { listenOnLoopback, type HeardRequest, type HttpReply } from '../../../platform/http-listener.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { PhoneGateway } from '../gateway.ts';
import type { FlowAnswer, FlowRequest } from './flow-request.ts';
import type { Order } from './orders.ts';

/** Where the telephone service asks. */
export interface FlowDoor {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** `target` is the path and query below `baseUrl`. */
export type HearWebhook = (request: HeardRequest) => Promise<HttpReply>;
export type OpenFlowDoor = (hear: HearWebhook) => Promise<FlowDoor>;

export interface FlowServerDeps {
  readonly openDoor: OpenFlowDoor;
  readonly logger: Logger;
  readonly gateway: () => PhoneGateway | null;
  readonly answer: (request: FlowRequest) => Promise<FlowAnswer>;
  readonly carryOut: (orders: readonly Order[]) => Promise<void>;
}

const formType = 'application/x-www-form-urlencoded';

async function readPort(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '0');
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

/** The call flow behind a door: webhooks without the vendor's signature are refused. */
export async function serveFlow({ openDoor, logger, gateway, answer, carryOut }: FlowServerDeps) {
  const hear: HearWebhook = async ({ target, headers, body }) => {
    if (headers['content-type']?.startsWith(formType) !== true) return { status: 415 };
    const form = Object.fromEntries(new URLSearchParams(body));
    const signature = headers['x-twilio-signature'] ?? '';
    const isSigned = await gateway()?.isSigned(signature, `${door.baseUrl}${target}`, form);
    if (isSigned !== true) {
      logger.warn({ path: target.split('?', 1)[0] }, 'a webhook without the right signature was refused');
      return { status: 403 };
    }
    const url = new URL(target, 'http://flow.invalid');
    const request = { path: url.pathname, query: Object.fromEntries(url.searchParams), form };
    const { twiml, orders } = await answer(request);
    void carryOut(orders);
    return twiml === null ? { status: 204 } : { status: 200, contentType: 'text/xml', body: twiml };
  };
  const door = await openDoor(hear);
  return door;
}

/**
 * On this computer, for a telephone service that runs on it too: the sandbox. The port is remembered in a file, since
 * calls that outlive this process go on telling the next one.
 */
export function loopbackDoor(portPath: string, logger: Logger): OpenFlowDoor {
  return async (hear) => {
    const onBug = (error: unknown) => logger.error({ error }, 'bug in the call flow');
    const listener = await listenOnLoopback(hear, onBug, await readPort(portPath));
    await writeFile(portPath, String(listener.port));
    return listener;
  };
}
