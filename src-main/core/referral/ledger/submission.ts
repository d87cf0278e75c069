import { commandHash, commandTexts, type Command, type CommandTexts } from './entry.ts';
import type { EntryPlace } from './decide.ts';
import type { Hash } from './hash.ts';
import type { Rejection } from './rejection.ts';
import type { Database } from './repository.ts';

/** What came of a command; the same for whoever asks again with the same key. */
export type Answer =
  | { readonly state: 'accepted'; readonly seq: number; readonly atMs: number }
  | { readonly state: 'rejected'; readonly rejection: Rejection };

/** Worked out, with the texts that its fact names by their hash. */
export type PlannedCommand = Omit<Command, 'key'> & { readonly attachments: readonly string[] };
export type Plan = (trx: Database, place: EntryPlace) => Promise<PlannedCommand | Rejection>;

/** What is asked of the ledger. */
export interface Submission {
  readonly key: string;
  /** Of what was asked for, whatever is made of it: a plan may come out differently the next day. */
  readonly hash: Hash;
  /** Ready, or worked out inside the transaction, where what it looks at cannot change. */
  readonly work: Command | Plan;
  /** Of a command that is ready. */
  readonly texts?: CommandTexts;
}

export function submissionOf(command: Command): Submission {
  const texts = commandTexts(command);
  return { key: command.key, hash: commandHash(command, texts), work: command, texts };
}

export const isPlanned = ({ work }: Submission): boolean => typeof work === 'function';
