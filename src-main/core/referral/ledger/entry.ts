import { canonicalJson, type Canonical } from './canonical-json.ts';
import { sha256, type Hash } from './hash.ts';
import { isStep } from './step-shape.ts';
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

/** Steps and fact as they are written: needed twice, for the command's hash and for the body. */
export interface CommandTexts {
  readonly steps: string;
  readonly fact: string;
}

export const commandTexts = ({ steps, fact }: Pick<Command, 'steps' | 'fact'>): CommandTexts => ({
  steps: canonicalJson(plain(steps)),
  fact: fact === null ? 'null' : canonicalJson(plain(fact)),
});

const actorText = ({ userId, deskId }: Actor) => `[${canonicalJson(userId)},${canonicalJson(deskId)}]`;

function movesText(moves: readonly Move[]): string {
  let text = '[';
  for (const { from, to, amount } of moves) {
    if (text.length > 1) text += ',';
    text += `[${canonicalJson(from)},${canonicalJson(to)},${canonicalJson(amount)}]`;
  }
  return `${text}]`;
}

/** The text that is stored, hashed and sent: canonical JSON, its names written here in their order. */
export function entryBody(entry: Entry, texts: CommandTexts = commandTexts(entry)): string {
  const { seq, atMs, key, actor, reason, moves } = entry;
  const head = `{"actor":${actorText(actor)},"atMs":${canonicalJson(atMs)},"fact":${texts.fact}`;
  const middle = `"key":${canonicalJson(key)},"moves":${movesText(moves)},"reason":${canonicalJson(reason)}`;
  const tail = `"seq":${canonicalJson(seq)},"steps":${texts.steps},"v":${bodyVersion}}`;
  return `${head},${middle},${tail}`;
}

type Body = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

function readMoves(value: unknown): Move[] | null {
  if (!Array.isArray(value)) return null;
  const moves: Move[] = [];
  for (const move of value as readonly unknown[]) {
    if (!Array.isArray(move)) return null;
    const [from, to, amount] = move as readonly unknown[];
    if (!isText(from) || !isText(to) || !isWhole(amount)) return null;
    moves.push({ from, to, amount });
  }
  return moves;
}

function readActor(value: unknown): Actor | null {
  if (!Array.isArray(value)) return null;
  const [userId, deskId] = value as readonly unknown[];
  return isText(userId) && isTextOrNull(deskId) ? { userId, deskId } : null;
}

const isFact = (value: unknown): value is Fact | null =>
  typeof value === 'object' && (value === null || isText((value as Body)['type']));

function readBody(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null;
  const { v, atMs, fact, key, reason, seq, steps, ...rest } = value as Body;
  const actor = readActor(rest['actor']);
  const moves = readMoves(rest['moves']);
  if (v !== bodyVersion || actor === null || moves === null) return null;
  if (!isWhole(seq) || !isWhole(atMs) || !isText(key) || !isTextOrNull(reason) || !isFact(fact)) return null;
  if (!Array.isArray(steps) || !steps.every(isStep)) return null;
  return { seq, atMs, key, actor, reason, steps, fact, moves };
}

/** What a body that is known by its hash says; `null`: it has not the shape of an entry. */
export function readEntry(body: string): Entry | null {
  try {
    return readBody(JSON.parse(body));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** `null`: not the one text of an entry. Checked by writing it again, so nothing can hide in it. */
export function parseEntry(body: string): Entry | null {
  try {
    const entry = readEntry(body);
    return entry && entryBody(entry) === body ? entry : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
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
export function commandHash(command: Command, texts: CommandTexts = commandTexts(command)): Hash {
  const { actor, reason } = command;
  return sha256(`[${actorText(actor)},${canonicalJson(reason)},${texts.steps},${texts.fact}]`);
}
