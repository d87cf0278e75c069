import { z } from 'zod';
import { AppError } from '../../core/platform/errors.ts';

const failureSchema = z.looseObject({ code: z.string() });
const answerSchema = z.looseObject({
  state: z.string().optional(),
  rejection: z.looseObject({ code: z.string() }).optional(),
});

/** Calls of a hub as one of its people; every command of the referral programme gets a key of its own. */
export interface HubClient {
  call(name: string, input: object): Promise<z.infer<typeof answerSchema>>;
  /** Throws when it was refused. */
  command(name: string, command: object): Promise<void>;
}

export function createHubClient(url: string, token: string | null): HubClient {
  const call: HubClient['call'] = async (name, input) => {
    const response = await fetch(`${url}/api/v1/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (response.ok) return answerSchema.parse(body);
    const { code } = failureSchema.parse(body);
    throw new AppError('tooling/hub-refused', `The hub refused ${name}: ${code}`);
  };
  return {
    call,
    command: async (name, command) => {
      const key = `demo-${crypto.randomUUID()}`;
      const { state, rejection } = await call(`referral/${name}`, { key, command });
      if (state === 'accepted') return;
      throw new AppError('tooling/hub-refused', `The hub refused ${name}: ${rejection?.code ?? state ?? ''}`);
    },
  };
}
