import { byteOrderMark, csvLine } from '../../../src-main/core/platform/csv.wire.ts';
import { text } from '../../app/text.ts';
import type { Statement } from '../frame/referral-types.ts';

export interface StatementWords {
  readonly whatText: (what: string | null) => string;
  readonly nameOf: (userId: string) => string;
}

type Cell = string | number | null;
/** Unknown is said in words: an empty cell would be summed as 0. */
const cellOf = (points: Statement['opening']): Cell =>
  points.state === 'known' ? points.points : text.t(`referrals:points.${points.reason}`);
const timeOf = (atMs: number): string => new Date(atMs).toISOString();

/** A statement for a spreadsheet: its span, what was there before, each entry, what was there after. */
export function statementCsv(
  statement: Statement,
  span: { readonly fromMs: number; readonly toMs: number },
  { whatText, nameOf }: StatementWords,
): string {
  const heads = ['entry', 'time', 'what', 'by', 'reason', 'points', 'balance'] as const;
  const lines: readonly (readonly Cell[])[] = [
    heads.map((head) => text.t(`referrals:statement.${head}`)),
    [
      null,
      timeOf(span.fromMs),
      text.t('referrals:statement.opening'),
      null,
      null,
      null,
      cellOf(statement.opening),
    ],
    ...statement.lines.map(({ seq, atMs, what, by, reason, amount, balanceAfter }) => [
      ...[seq, timeOf(atMs), whatText(what), nameOf(by), reason],
      ...[amount, balanceAfter],
    ]),
    [
      null,
      timeOf(span.toMs),
      text.t('referrals:statement.closing'),
      null,
      null,
      null,
      cellOf(statement.closing),
    ],
  ];
  return byteOrderMark + lines.map((line) => csvLine(line)).join('');
}
