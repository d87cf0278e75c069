import { SandboxError } from '../errors.ts';

/** The message of the vendor's own example; clients are told not to rely on it. */
export const invalidParameterMessage = 'Invalid value for parameter.';

/** An answer other than 200, thrown by an endpoint: `{message, requestId}` with this status. */
export const refusal = (status: number, message: string): SandboxError => new SandboxError(message, status);

export const invalidParameter = (name: string, why: string): SandboxError =>
  refusal(400, `${invalidParameterMessage} ${name}: ${why}`);
