import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { SandboxError } from '../errors.ts';
import type { Exchange } from './exchange/index.ts';
import { faultRequestSchema, twilioFaultCatalogue, type TwilioFaults } from './faults.ts';
import { NobodyThere, phoneBehaviors, phoneToneHz, type Telephones } from './media/index.ts';
import type { InsightsPost } from './signalling/index.ts';

const bodyBytesMax = 64 * 1024;

const phoneRequestSchema = z.object({
  number: z.string(),
  behavior: z.enum(phoneBehaviors).optional(),
  ringMs: z.number().nonnegative().optional(),
  talkMs: z.number().nonnegative().optional(),
  saysTone: z.boolean().optional(),
});
const callInRequestSchema = z.object({ from: z.string().optional(), to: z.string().optional() });
const rateRequestSchema = z.object({ callsPerHour: z.number().min(0).max(36_000) });

export interface ControlDeps {
  readonly exchange: Exchange;
  readonly faults: TwilioFaults;
  readonly telephones: Telephones;
  registered(): Readonly<Record<string, number>>;
  insights(): readonly InsightsPost[];
}

const refusal = (status: number, message: string) => new SandboxError(message, status);

async function readBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    byteCount += bytes.length;
    if (byteCount > bodyBytesMax) throw refusal(400, 'The body is too large.');
    chunks.push(bytes);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
  } catch {
    throw refusal(400, 'The body is not JSON.');
  }
  const read = schema.safeParse(value);
  if (!read.success) throw refusal(400, z.prettifyError(read.error));
  return read.data;
}

/** Without keys whose value is `undefined`: what is left out stays as it was. */
const given = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));

function stateOf({ exchange, faults, telephones, registered }: ControlDeps) {
  return {
    faults: faults.names(),
    registered: registered(),
    calls: exchange.calls().map((call) => call.facts()),
    conferences: exchange.conferences().map((conference) => ({
      ...conference.facts(),
      participants: conference.participants().map((participant) => participant.facts()),
    })),
    recordings: exchange.recordings().map((recording) => recording.facts()),
    digitsHeard: telephones.digitsHeard(),
  };
}

/** Knobs for tests and people that the real service does not have. Throws refusals. */
export function createControl(deps: ControlDeps) {
  const { faults, telephones } = deps;
  const changeFault = async (request: IncomingMessage) => {
    const { name, on, setting } = await readBody(request, faultRequestSchema);
    try {
      if (on) faults.switchOn(name, setting);
      else faults.switchOff(name);
    } catch (error) {
      if (error instanceof SandboxError) throw refusal(400, error.message);
      throw error;
    }
    return { on: faults.names() };
  };
  const callIn = async (request: IncomingMessage) => {
    const asked = await readBody(request, callInRequestSchema);
    try {
      return telephones.callers.callIn(given(asked)).facts();
    } catch (error) {
      if (error instanceof NobodyThere) throw refusal(409, error.message);
      throw error;
    }
  };
  return {
    async answer(method: string, path: string, request: IncomingMessage): Promise<unknown> {
      switch (`${method} ${path}`) {
        case 'GET /sandbox/state':
          return stateOf(deps);
        case 'GET /sandbox/insights':
          return { posts: deps.insights() };
        case 'GET /sandbox/faults':
          return { known: twilioFaultCatalogue, on: faults.names() };
        case 'POST /sandbox/faults':
          return changeFault(request);
        case 'POST /sandbox/phones': {
          const { number, ...plan } = await readBody(request, phoneRequestSchema);
          telephones.phones.change(number, given(plan));
          return { number, toneHz: phoneToneHz(number), ...telephones.phones.plan(number) };
        }
        case 'POST /sandbox/calls':
          return callIn(request);
        case 'POST /sandbox/call-rate': {
          const { callsPerHour } = await readBody(request, rateRequestSchema);
          telephones.callers.setRate(callsPerHour);
          return { callsPerHour };
        }
        default:
          throw refusal(404, 'Not found.');
      }
    },
  };
}
