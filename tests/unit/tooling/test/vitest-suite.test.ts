import { describe, expect, it } from 'vitest';
import { countReport, slowFiles } from '../../../../src-main/tooling/test/vitest-suite.ts';

const file = (status: string, assertions: readonly string[]) => ({
  name: '/x/fleet.test.ts',
  status,
  message: 'cannot find module',
  assertionResults: assertions.map((assertionStatus) => ({
    status: assertionStatus,
    fullName: 'a fleet moves',
  })),
});

describe('counting a vitest report', () => {
  it('takes the tests as vitest counted them', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [file('failed', ['passed', 'failed', 'passed'])],
    };
    expect(countReport(report)).toMatchObject({ passedCount: 2, failedCount: 1 });
  });

  it('counts a file that could not be loaded as a failure, though it holds no test', () => {
    const report = { numPassedTests: 0, numFailedTests: 0, testResults: [file('failed', [])] };
    expect(countReport(report).failedCount).toBe(1);
  });

  it('counts a failed hook behind passed tests as a failure', () => {
    const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('failed', ['passed'])] };
    expect(countReport(report).failedCount).toBe(1);
  });
});

describe('where the minutes of a suite go', () => {
  const timed = (name: string, durationMs: number) => ({
    ...file('passed', ['passed']),
    name: `/x/${name}`,
    startTime: 1_000,
    endTime: 1_000 + durationMs,
  });

  it('names the slow files, slowest first, and no others', () => {
    const testResults = [
      timed('quick.test.ts', 900),
      timed('map.test.ts', 20_400),
      timed('phone.test.ts', 61_000),
    ];
    expect(slowFiles({ numPassedTests: 3, numFailedTests: 0, testResults })).toBe(
      'phone.test.ts 61 s, map.test.ts 20 s',
    );
  });

  it('says nothing where nothing is slow or no times are told', () => {
    expect(
      slowFiles({ numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', ['passed'])] }),
    ).toBe('');
  });
});
