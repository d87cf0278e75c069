import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryText } from '../../../../src-main/tooling/test/summary.ts';

const suite = (name: string, passedCount: number, failedCount: number) => ({
  name,
  durationMs: 90_000,
  result: { passedCount, failedCount, failures: [] },
  remembered: false,
});

describe('the summary of npm test', () => {
  it('shows the minutes of each suite and ends with the total alone on the last line', () => {
    const lines = summaryText([suite('types', 3, 0), suite('unit', 140, 2)], 120_000)
      .trimEnd()
      .split('\n');
    expect(lines).toEqual([
      'suite  passed  failed  minutes',
      'types       3       0     1.50',
      'unit      140       2     1.50',
      'all       143       2     2.00',
      '143 passed, 2 failed',
    ]);
  });

  it('counts every check of every suite once', () => {
    const counts = fc.array(fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 5 })));
    fc.assert(
      fc.property(counts, (pairs) => {
        const text = summaryText(
          pairs.map(([passed, failed], index) => suite(`s${index}`, passed, failed)),
          1,
        );
        const sum = (pick: 0 | 1) => pairs.reduce((total, pair) => total + pair[pick], 0);
        expect(text.endsWith(`\n${sum(0)} passed, ${sum(1)} failed\n`)).toBe(true);
      }),
    );
  });
});
