import Sqlite from 'better-sqlite3';
import { AppError } from '../platform/errors.ts';
import { fileBytes, readStart } from './files.ts';
import type { DatabaseKind } from './schema.ts';
import { applicationIds, isDamage, readVersion } from './sqlite.ts';

export type Inspection =
  | { readonly state: 'absent' }
  | { readonly state: 'ours'; readonly wasClosedCleanly: boolean }
  | { readonly state: 'damaged'; readonly reason: string };

/** https://www.sqlite.org/fileformat.html §1.3: magic, user_version at 60, application_id at 68, big-endian. */
const headerBytes = 100;
const magic = 'SQLite format 3\0';

function refuseNewer(version: number, versionMax: number, path: string) {
  if (version <= versionMax) return;
  throw new AppError(
    'database/newer-schema',
    `the file has schema ${version}, this version knows ${versionMax}`,
    {
      data: { path, version, versionMax },
    },
  );
}

/** A newer program that was killed may have its schema version only in the -wal yet. Reading it changes neither file. */
function readVersionThroughWal(path: string): number | null {
  try {
    const raw = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      return readVersion(raw);
    } finally {
      raw.close();
    }
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

/**
 * Looks at a database file before anything opens it for writing.
 * Throws `database/newer-schema` for one that a newer version of this program has written.
 */
export async function inspectFile(path: string, kind: DatabaseKind, versionMax: number): Promise<Inspection> {
  const bytes = await fileBytes(path);
  const walBytes = (await fileBytes(`${path}-wal`)) ?? 0;
  if (bytes === null) {
    return walBytes === 0 ? { state: 'absent' } : { state: 'damaged', reason: 'only the -wal file is there' };
  }
  if (bytes === 0) return { state: 'damaged', reason: 'the file is empty' };

  const header = await readStart(path, headerBytes);
  if (header.length < headerBytes) return { state: 'damaged', reason: 'the file is cut off' };
  if (header.toString('latin1', 0, magic.length) !== magic) return { state: 'damaged', reason: 'not SQLite' };
  const applicationId = header.readUInt32BE(68);
  if (applicationId !== applicationIds[kind]) {
    return { state: 'damaged', reason: `a file of another application (${applicationId.toString(16)})` };
  }

  refuseNewer(header.readUInt32BE(60), versionMax, path);
  if (walBytes > 0) refuseNewer(readVersionThroughWal(path) ?? 0, versionMax, path);
  return { state: 'ours', wasClosedCleanly: walBytes === 0 };
}
