import type { AnyContractRouter } from '@orpc/contract';
import { implement, ORPCError, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import type { ProcedureMeta, Role } from './contract-base.ts';
import { isAppError } from './errors.ts';
import type { Logger } from './logger.ts';

/** Who is asking. Made by whoever accepts the connection, never by the one who asks. */
export interface Session {
  readonly userId: string;
  readonly roles: readonly Role[];
  /** The enrolled desk that asks through a hub. */
  readonly deskId?: string;
}

export interface RequestContext {
  readonly session: Session;
  readonly logger: Logger;
}

/** Any error as what crosses the wire: an expected one keeps its code, everything else is a bug and is logged with its stack. */
function toWireError(error: unknown, path: readonly string[], logger: Logger): unknown {
  if (isAppError(error)) return new ORPCError(error.code, { message: error.message, data: error.data });
  if (error instanceof ORPCError) {
    if (error.code !== 'BAD_REQUEST') return error;
    return new ORPCError('platform/bad-input', {
      message: 'The request does not fit the contract.',
      data: error.data,
    });
  }
  if (error instanceof Error && error.name === 'AbortError') return error;
  logger.error({ error, procedure: path.join('.') }, 'bug in a procedure');
  return new ORPCError('platform/bug', {
    message: 'Switchyard made a mistake. It has been written to the log.',
  });
}

function isStream(value: unknown): value is AsyncGenerator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* withWireErrors(
  stream: AsyncGenerator<unknown, unknown, void>,
  path: readonly string[],
  logger: Logger,
): AsyncGenerator<unknown, unknown, void> {
  try {
    return yield* stream;
  } catch (error) {
    throw toWireError(error, path, logger);
  }
}

/**
 * Start of every router: `implementContract(contract).someCall.handler(…)`. Checks the role the contract names before
 * the input is looked at, and turns whatever is thrown, also in the middle of a stream, into an error with a code.
 */
export function implementContract<
  T extends Record<string, AnyContractRouter>,
  C extends RequestContext = RequestContext,
>(contract: T): ImplementerInternalWithMiddlewares<T, C, C> {
  const start = implement<Record<string, AnyContractRouter>>(contract).$context<RequestContext>();
  const guarded = start.use(async ({ context, procedure, path, next }) => {
    const { role } = procedure['~orpc'].meta as ProcedureMeta;
    if (role !== null && !context.session.roles.includes(role)) {
      throw new ORPCError('platform/forbidden', {
        message: `This needs the role "${role}".`,
        data: { role },
      });
    }
    try {
      const result = await next();
      if (!isStream(result.output)) return result;
      return { ...result, output: withWireErrors(result.output, path, context.logger) };
    } catch (error) {
      throw toWireError(error, path, context.logger);
    }
  });
  // oRPC's types cannot follow a contract that is a type parameter through `use`; the value is what the type says.
  return guarded as unknown as ImplementerInternalWithMiddlewares<T, C, C>;
}
