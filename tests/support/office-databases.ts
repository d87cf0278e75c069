import { Client } from 'pg';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import type { SqlDialect } from '../../src-main/core/database/dialect.ts';
import { systemClock } from '../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../src-main/core/platform/logger.ts';
import { systemRandom } from '../../src-main/core/platform/random.ts';
import { openOffice, type OfficeDatabase, type OfficeOptions } from '../../src-main/hub/database/index.ts';
import { startPostgres, type PostgresServer } from '../../src-main/tooling/runtime/postgres-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A place for one office, empty at first; what is opened in it is closed after the test. */
export interface OfficePlace {
  readonly options: Pick<OfficeOptions, 'databaseUrl' | 'dataFolder'>;
  open(overrides?: Partial<OfficeOptions>): Promise<OfficeDatabase>;
}

export interface OfficeRig {
  readonly dialect: SqlDialect;
  makePlace(): Promise<OfficePlace>;
  /** Of PostgreSQL's half only. */
  postgres(): PostgresServer;
}

async function createDatabase(server: PostgresServer, name: string): Promise<string> {
  const client = new Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return server.urlOf(name);
}

/** The same tests on a SQLite file and on a real PostgreSQL, which the first need of it provides. */
export function describeOffice(name: string, define: (rig: OfficeRig) => void): void {
  describe.each(['sqlite', 'postgres'] as const)(`${name} (%s)`, (dialect) => {
    let server: PostgresServer | null = null;
    let placeCount = 0;
    if (dialect === 'postgres') {
      beforeAll(async () => {
        server = await startPostgres();
      });
      afterAll(() => server?.stop());
    }
    const postgres = () => {
      if (server === null) throw new Error('this half has no PostgreSQL');
      return server;
    };
    const makePlace = async (): Promise<OfficePlace> => {
      placeCount += 1;
      const options = {
        databaseUrl: dialect === 'postgres' ? await createDatabase(postgres(), `office_${placeCount}`) : null,
        dataFolder: temporaryFolder(),
      };
      const open = async (overrides: Partial<OfficeOptions> = {}) => {
        const office = await openOffice({
          ...options,
          clock: systemClock,
          random: systemRandom,
          logger: createSilentLogger(),
          ...overrides,
        });
        onTestFinished(() => office.close());
        return office;
      };
      return { options, open };
    };
    define({ dialect, makePlace, postgres });
  });
}
