/** `module/reason`: stable, machine-readable; the sentence for people is looked up by it in resources/text. */
export type ErrorCode = `${string}/${string}`;

/**
 * The one error of the product for what is expected to go wrong. Thrown at a gateway, a repository or a rule;
 * crosses process boundaries as `{code, message, data}`. Anything else thrown is a bug (`platform/bug`).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { data?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.data = options.data ?? {};
  }
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError;

/** For what cannot happen: fails loudly and is logged as a bug with its stack. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
