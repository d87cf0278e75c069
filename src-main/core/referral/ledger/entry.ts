import { canonicalJson, type Canonical } from './canonical-json.ts';
import { sha256, type Hash } from './hash.ts';
import type { Move, Step } from './step.ts';

/** Who did it and from where, as the hub has established it. */
export interface Actor {
  readonly userId: string;
  /** `null`: at the hub itself. */
  readonly deskId: string | null;
}

/** What happened besides points: a referral was made, a config was published. Read by its own module. */
export interface Fact {
  readonly type: string;
  readonly [name: string]: Canonical;
}

/** What somebody wants, named by a key that the one who asks has made and kept before asking. */
export interface Command {
  readonly key: string;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly steps: readonly Step[];
  readonly fact: Fact | null;
}

/** One line of the log: what was asked, and what came of it. Never changed. */
export interface Entry extends Command {
  readonly seq: number;
  /** By the hub's clock, never before the entry before it. */
  readonly atMs: number;
  readonly moves: readonly Move[];
}

/** Version of the format of a body; part of what is hashed. */
const bodyVersion = 1;

// Only plain data goes in; the types of steps say so, but not in a way that the compiler can compare.
const plain = (value: unknown) => value as Canonical;

/** The text that is stored, hashed and sent. */
export function entryBody(entry: Entry): string {
  const { seq, atMs, key, actor, reason, steps, fact, moves } = entry;
  const moved = moves.map(({ from, to, amount }) => [from, to, amount] as const);
  return canonicalJson(
    plain({
      actor: [actor.userId, actor.deskId],
      atMs,
      fact,
      key,
      moves: moved,
      reason,
      seq,
      steps,
      v: bodyVersion,
    }),
  );
}

interface Body {
  readonly v: number;
  readonly actor: readonly [string, string | null];
  readonly atMs: number;
  readonly fact: Fact | null;
  readonly key: string;
  readonly moves: readonly (readonly [string, string, number])[];
  readonly reason: string | null;
  readonly seq: number;
  readonly steps: readonly Step[];
}

/** `null`: not the one text of an entry. Checked by writing it again, so nothing can hide in it. */
export function parseEntry(body: string): Entry | null {
  try {
    const { v, actor, atMs, fact, key, moves, reason, seq, steps } = JSON.parse(body) as Body;
    if (v !== bodyVersion) return null;
    const entry: Entry = {
      seq,
      atMs,
      key,
      actor: { userId: actor[0], deskId: actor[1] },
      reason,
      steps,
      fact,
      moves: moves.map(([from, to, amount]) => ({ from, to, amount })),
    };
    return entryBody(entry) === body ? entry : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return null;
    throw error;
  }
}

/** The leaf of a body: U+0000 is written as the one byte 0 that marks a leaf, so this needs no copy. */
export const entryLeaf = (body: string): Hash => sha256(`\0${body}`);

export const attachmentHash = (text: string): string => sha256(text).toString('hex');

/** Texts that belong to an entry and stand beside the log, by their hashes. */
export function attachmentHashes({ fact }: Command): readonly string[] {
  const hashes: Canonical = fact?.['attachments'] ?? [];
  return Array.isArray(hashes) ? hashes.filter((hash) => typeof hash === 'string') : [];
}

/** Tells whether the same key comes with the same wish. */
export function commandHash({ actor, reason, steps, fact }: Command): Hash {
  return sha256(canonicalJson(plain({ actor: [actor.userId, actor.deskId], reason, steps, fact })));
}
