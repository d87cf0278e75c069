import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';

/** Throws AppError `samsara/unexpected-answer`. */
export function parseAnswer<T>(schema: z.ZodType<T>, text: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('samsara/unexpected-answer', 'the answer is not JSON', {
      data: { bodyStart: text.slice(0, 200) },
      cause,
    });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError('samsara/unexpected-answer', 'the answer has another shape than documented', {
    data: { issues: z.prettifyError(parsed.error).slice(0, 500) },
  });
}
