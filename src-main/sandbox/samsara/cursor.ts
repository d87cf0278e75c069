import { hashText } from '../fleet/random.ts';
import { refusal } from './refusal.ts';

/** Where to go on. Opaque to clients; the numbers mean something only to the endpoint that gave it out. */
export interface Cursor {
  readonly kind: 'list' | 'feed-start' | 'feed-log' | 'history' | 'changes';
  /** Hash of everything else that was asked: a cursor belongs to one question. */
  readonly filter: number;
  readonly issuedAtMs: number;
  readonly position: readonly number[];
}

export const cursorLifeMs = 30 * 86_400_000;

export function encodeCursor({ kind, filter, issuedAtMs, position }: Cursor): string {
  const text = [kind, filter, issuedAtMs, ...position].join('|');
  return Buffer.from(`${text}|${hashText(text)}`).toString('base64url');
}

const isKind = (text: string | undefined): text is Cursor['kind'] =>
  ['list', 'feed-start', 'feed-log', 'history', 'changes'].some((kind) => kind === text);

function parse(encoded: string): Cursor | null {
  const parts = Buffer.from(encoded, 'base64url').toString('utf8').split('|');
  const check = parts.pop();
  if (check !== String(hashText(parts.join('|')))) return null;
  const [kind, ...numbers] = parts;
  const [filter, issuedAtMs, ...position] = numbers.map(Number);
  if (!isKind(kind) || filter === undefined || issuedAtMs === undefined) return null;
  return { kind, filter, issuedAtMs, position };
}

/**
 * Refuses (400) what is not a cursor, belongs to another question, is older than 30 days or was given out before
 * `notBeforeMs`. That the vendor answers 400 here is an assumption: its documents do not say.
 */
export function decodeCursor(encoded: string, filter: number, nowMs: number, notBeforeMs: number): Cursor {
  const cursor = parse(encoded);
  if (cursor === null || cursor.filter !== filter) throw refusal(400, 'Invalid cursor.');
  if (nowMs - cursor.issuedAtMs > cursorLifeMs || cursor.issuedAtMs < notBeforeMs) {
    throw refusal(400, 'Cursor has expired.');
  }
  return cursor;
}

/** The same question asked with its lists in another order is the same question. */
export const filterOf = (path: string, parts: ReadonlyArray<readonly string[]>): number =>
  hashText([path, ...parts.map((part) => [...part].sort().join(','))].join('?'));
