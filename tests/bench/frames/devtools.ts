import { z } from 'zod';

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  sessionId: z.string().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** One page over the DevTools protocol, with its workers as sessions of the same connection. */
export interface DevtoolsPage {
  send(method: string, parameters?: object, sessionId?: string): Promise<unknown>;
  on(method: string, listener: (parameters: unknown) => void): void;
  /** Runs an expression in the page, waits for its promise and returns its value. Throws what it throws. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

const answerTimeoutMs = 120_000;
const evaluationSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z
    .object({ text: z.string(), exception: z.object({ description: z.string().optional() }).optional() })
    .optional(),
});

export async function connectToPage(webSocketUrl: string): Promise<DevtoolsPage> {
  const socket = new WebSocket(webSocketUrl);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`no connection to ${webSocketUrl}`)), {
      once: true,
    });
  });
  const waiting = new Map<number, (message: z.infer<typeof messageSchema>) => void>();
  const listeners = new Map<string, ((parameters: unknown) => void)[]>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = messageSchema.parse(JSON.parse(String(data)));
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    for (const listener of listeners.get(message.method ?? '') ?? []) listener(message.params);
  });

  const send: DevtoolsPage['send'] = (method, parameters = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), answerTimeoutMs);
      waiting.set(id, ({ result, error }) => {
        clearTimeout(timer);
        waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      socket.send(JSON.stringify({ id, method, params: parameters, ...(sessionId ? { sessionId } : {}) }));
    });
  return {
    send,
    on(method, listener) {
      listeners.set(method, [...(listeners.get(method) ?? []), listener]);
    },
    async evaluate(expression) {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = evaluationSchema.parse(answer);
      if (exceptionDetails !== undefined) {
        throw new Error(`in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
      }
      return result.value;
    },
    close: () => socket.close(),
  };
}
