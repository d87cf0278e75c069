import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { SandboxClock } from '../clock.ts';
import { SandboxError } from '../errors.ts';
import type { RoadNetwork } from '../fleet/road-network.ts';
import { faultCatalogue, faultRequestSchema, type Faults } from './faults.ts';
import { refusal } from './refusal.ts';

const bodyBytesMax = 64 * 1024;

const clockRequestSchema = z.object({
  advanceMs: z.number().nonnegative().optional(),
  speed: z.number().min(0).max(10_000).optional(),
});

export interface ControlDeps {
  readonly network: RoadNetwork;
  readonly faults: Faults;
  readonly clock: SandboxClock;
  readonly state: () => Readonly<Record<string, unknown>>;
}

/** Throws a refusal (400) for more than 64 KiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    byteCount += bytes.length;
    if (byteCount > bodyBytesMax) throw refusal(400, 'The body is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request);
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400, 'The body is not JSON.');
  }
}

async function parseBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(await readJson(request));
  if (!read.success) throw refusal(400, z.prettifyError(read.error));
  return read.data;
}

/** What the real service does not have: the roads to draw, and knobs for tests and people. */
export function createControl(deps: ControlDeps) {
  const { network, faults, clock, state } = deps;
  let roads: { readonly roads: unknown } | null = null;
  return {
    /** Answer to `METHOD /sandbox/…`; throws a refusal. */
    async answer(method: string, path: string, request: IncomingMessage): Promise<unknown> {
      switch (`${method} ${path}`) {
        case 'GET /sandbox/roads':
          roads ??= { roads: network.roads() };
          return roads;
        case 'GET /sandbox/state':
          return state();
        case 'GET /sandbox/faults':
          return { known: faultCatalogue, on: faults.names() };
        case 'POST /sandbox/faults': {
          const { name, on, setting, paths } = await parseBody(request, faultRequestSchema);
          try {
            if (on) {
              faults.switchOn(name, {
                ...(setting === undefined ? {} : { setting }),
                ...(paths === undefined ? {} : { paths }),
              });
            } else faults.switchOff(name);
          } catch (error) {
            if (error instanceof SandboxError) throw refusal(400, error.message);
            throw error;
          }
          return { on: faults.names() };
        }
        case 'POST /sandbox/clock': {
          const { advanceMs, speed } = await parseBody(request, clockRequestSchema);
          if (speed !== undefined) clock.setSpeed(speed);
          if (advanceMs !== undefined) clock.advance(advanceMs);
          return { nowMs: clock.nowMs(), speed: clock.speed() };
        }
        default:
          throw refusal(404, 'Not found.');
      }
    },
  };
}
