/** A refusal with a code of the contract; the desk words it. */
export class OrderError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'OrderError';
    this.code = code;
  }
}

export const unknownCall = () =>
  new OrderError('softphone/unknown-call', 'This desk has no such phone call.');
export const notNow = () =>
  new OrderError('softphone/not-possible-now', 'The phone call is not in a state that allows this.');

/** Any failure as what the shell hands to the desk: errors of the core keep their code. */
export function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  const message = error instanceof Error ? error.message : String(error);
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  const code =
    hasCode && typeof error.code === 'string' && error.code.includes('/') ? error.code : 'softphone/failed';
  return { code: code.slice(0, 80), message: message.slice(0, 500) };
}

/** Rejects when it takes longer: what hangs is treated as failed. */
export async function within<T>(limitMs: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
