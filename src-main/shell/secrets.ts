import { randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';
import Store from 'electron-store';
import type { CoreSecrets } from './core-configuration.ts';
import { secretNames, type SecretName, type ShellState } from './contract.ts';

/** What people enter, and what nobody ever sees: the key of recordings, this desk's place at its hub. */
type StoredName = SecretName | 'recordingKey' | 'hubAccount';

export interface SecretStore {
  /** The plain value, or `null` when it was never set or cannot be decrypted on this machine. */
  read(name: StoredName): string | null;
  set(name: StoredName, value: string): void;
  clear(name: StoredName): void;
  describe(): ShellState['secrets'];
  /** Where a secret set now would be kept. */
  readonly storage: 'keyring' | 'session';
}

interface StoredSecret {
  /** The keyring that made the ciphertext; another one cannot read it. */
  readonly backend: string;
  readonly ciphertextBase64: string;
}

/** Linux only, and only since Electron 26. `basic_text` is a fixed password: no protection at all. */
function backendName(safeStorage: SafeStorage): string {
  if (process.platform !== 'linux') return process.platform;
  return typeof safeStorage.getSelectedStorageBackend === 'function'
    ? safeStorage.getSelectedStorageBackend()
    : 'unnamed';
}

function isProtected(safeStorage: SafeStorage): boolean {
  return safeStorage.isEncryptionAvailable() && backendName(safeStorage) !== 'basic_text';
}

/** Secrets live in the keyring of the operating system; where there is none they live in memory, for this session only. */
export function openSecrets(folder: string, safeStorage: SafeStorage): SecretStore {
  const store = new Store<Partial<Record<StoredName, StoredSecret>>>({
    cwd: folder,
    name: 'secrets',
    clearInvalidConfig: true,
  });
  const sessionSecrets = new Map<StoredName, string>();
  const storage = isProtected(safeStorage) ? 'keyring' : 'session';

  const decrypt = (stored: StoredSecret): string | null => {
    if (storage === 'session' || stored.backend !== backendName(safeStorage)) return null;
    try {
      return safeStorage.decryptString(Buffer.from(stored.ciphertextBase64, 'base64'));
    } catch {
      // The keyring was replaced or the file was altered: the person enters the secret again.
      return null;
    }
  };
  const read = (name: StoredName): string | null => {
    const inMemory = sessionSecrets.get(name);
    if (inMemory !== undefined) return inMemory;
    const stored = store.get(name);
    return stored ? decrypt(stored) : null;
  };

  return {
    storage,
    read,
    set: (name, value) => {
      if (storage === 'session') {
        sessionSecrets.set(name, value);
        return;
      }
      const ciphertextBase64 = safeStorage.encryptString(value).toString('base64');
      store.set(name, { backend: backendName(safeStorage), ciphertextBase64 });
    },
    clear: (name) => {
      sessionSecrets.delete(name);
      store.delete(name);
    },
    describe: () => secretNames.map((name) => ({ name, isSet: read(name) !== null, storage })),
  };
}

const recordingKeyBytes = 32;

/** For the core. The key of recordings is made when it is first asked for; without a keyring it is another in every run. */
export function readCoreSecrets(secrets: SecretStore): CoreSecrets {
  const known = secrets.read('recordingKey');
  const base64 = known ?? randomBytes(recordingKeyBytes).toString('base64');
  if (known === null) secrets.set('recordingKey', base64);
  return {
    samsaraToken: secrets.read('samsaraToken'),
    hubAccount: secrets.read('hubAccount'),
    phoneApiKeySecret: secrets.read('phoneApiKeySecret'),
    phoneAuthToken: secrets.read('phoneAuthToken'),
    recordingKey: { base64, isSessionOnly: secrets.storage === 'session' },
  };
}
