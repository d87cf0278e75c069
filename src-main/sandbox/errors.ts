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
