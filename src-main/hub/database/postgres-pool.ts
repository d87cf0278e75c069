import type { PostgresPool } from 'kysely';
import { Pool, types, type PoolClient } from 'pg';
import type { Clock } from '../../core/platform/clock.ts';
import { AppError, assert } from '../../core/platform/errors.ts';
import type { Logger } from '../../core/platform/logger.ts';

/** Always kept, and as many more as there is work for. */
export const keptConnectionCount = 5;
export const overflowConnectionCount = 10;
/** A connection is replaced at this age: servers, balancers and firewalls forget old ones. */
export const connectionAgeSecondsMax = 1_800;

const waitMsMax = 5_000;
const idleOverflowMs = 10_000;
const statementMsMax = 30_000;
const idleInTransactionMsMax = 60_000;
/** Used this recently it is taken to be alive (HikariCP has the same exception, `aliveBypassWindowMs`). */
const trustedMs = 500;
const checkMsMax = 2_000;

/** Object ids of pg_type. 64-bit integers and sums of them would arrive as text. */
const int8 = 20;
const numeric = 1_700;

function toNumber(text: string): number {
  const value = Number(text);
  assert(!Number.isInteger(value) || Number.isSafeInteger(value), 'an integer of the database fits a number');
  return value;
}

const getTypeParser: typeof types.getTypeParser = (id: number, format?: unknown) =>
  id === int8 || id === numeric ? toNumber : types.getTypeParser(id, format as 'text');

/**
 * PostgreSQL connections: five kept and ten more under load, none older than half an hour, each asked whether it still
 * lives before it is used, so that a restarted server costs nobody a failed call.
 */
export function createPostgresPool(deps: {
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
}): PostgresPool & { readonly connectionCount: () => number } {
  const { url, clock, logger } = deps;
  const pool = new Pool({
    connectionString: url,
    application_name: 'switchyard-hub',
    min: keptConnectionCount,
    max: keptConnectionCount + overflowConnectionCount,
    maxLifetimeSeconds: connectionAgeSecondsMax,
    idleTimeoutMillis: idleOverflowMs,
    connectionTimeoutMillis: waitMsMax,
    statement_timeout: statementMsMax,
    idle_in_transaction_session_timeout: idleInTransactionMsMax,
    keepAlive: true,
    types: { getTypeParser },
  });
  const aliveAtMs = new WeakMap<object, number>();
  pool.on('connect', (client) => aliveAtMs.set(client, clock.nowMs()));
  pool.on('release', (_error, client) => aliveAtMs.set(client, clock.nowMs()));
  pool.on('error', (error) => logger.warn({ error }, 'an idle connection to PostgreSQL broke'));

  const isAlive = async (client: PoolClient): Promise<boolean> => {
    if (clock.nowMs() - (aliveAtMs.get(client) ?? 0) < trustedMs) return true;
    try {
      await client.query({ text: 'SELECT 1', query_timeout: checkMsMax } as { text: string });
      return true;
    } catch (error) {
      logger.warn({ error }, 'a connection to PostgreSQL was dead and is replaced');
      return false;
    }
  };

  const connect = async () => {
    // Every kept one may have died with the server; the next one is new.
    for (let attempt = 0; attempt <= keptConnectionCount + overflowConnectionCount; attempt += 1) {
      const client = await pool.connect();
      if (await isAlive(client)) return client;
      client.release(true);
    }
    throw new AppError('database/unreachable', 'PostgreSQL drops every connection');
  };

  return {
    options: pool.options,
    connect: connect as PostgresPool['connect'],
    end: () => pool.end(),
    connectionCount: () => pool.totalCount,
  };
}
