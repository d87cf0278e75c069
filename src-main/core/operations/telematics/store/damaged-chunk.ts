import { AppError } from '../../../platform/errors.ts';

/** What is thrown for bytes that no writer of ours has written. */
export const damagedChunk = (reason: string, cause?: unknown) =>
  new AppError('telematics/damaged-chunk', `stored telematics cannot be read: ${reason}`, {
    data: { reason },
    ...(cause === undefined ? {} : { cause }),
  });
