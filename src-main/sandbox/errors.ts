/** The sandbox's own error: it shares no code with the product, or both would be wrong together. */
export class SandboxError extends Error {
  /** HTTP status to answer with; `null` when no request is at fault. */
  readonly status: number | null;

  constructor(message: string, status: number | null = null) {
    super(message);
    this.name = 'SandboxError';
    this.status = status;
  }
}

/** What to tell a person who runs the sandbox; the stack where nobody expected the error. */
export function failureWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof SandboxError) return error.message;
  if (!('code' in error) || error.code !== 'EADDRINUSE') return error.stack ?? error.message;
  const port = 'port' in error ? String(error.port) : '';
  return `port ${port} is taken by another program; choose another one, or 0 for any that is free`;
}
