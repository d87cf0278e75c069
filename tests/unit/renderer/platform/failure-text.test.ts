import { beforeAll, describe, expect, it } from 'vitest';
import { v1Contract } from '../../../../src-main/core/api/v1-contract.ts';
import { shellContract } from '../../../../src-main/shell/contract.ts';
import { catalogue, startText } from '../../../../src-renderer/app/text.ts';
import { failureText } from '../../../../src-renderer/platform/failure-text.ts';

beforeAll(startText);

const worded = Object.keys(catalogue.errors);

/** oRPC keeps what a procedure declares under `~orpc`. */
function contractCodes(contract: object): readonly string[] {
  if ('~orpc' in contract) {
    const { errorMap } = contract['~orpc'] as { errorMap: object };
    return Object.keys(errorMap);
  }
  return Object.values(contract).flatMap((inner: object) => contractCodes(inner));
}

/** Codes of AppErrors made anywhere in what runs behind the window; the tooling and the sandbox talk to a terminal. */
function thrownCodes(): readonly string[] {
  const sources = import.meta.glob<string>('../../../../src-main/{core,shell}/**/*.ts', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  const pattern = /new AppError\(\s*'([a-z-]+\/[a-z-]+)'/g;
  return Object.values(sources).flatMap((source) =>
    [...source.matchAll(pattern)].map(([, code]) => code ?? ''),
  );
}

describe('sentences for failures', () => {
  it('exist for every code that a contract declares', () => {
    const codes = [...contractCodes(v1Contract), ...contractCodes(shellContract)];
    expect(codes).toContain('samsara/unauthorized');
    expect(codes.filter((code) => !worded.includes(code))).toEqual([]);
  });

  it('exist for every code that is thrown behind the window', () => {
    const codes = thrownCodes();
    expect(codes.length).toBeGreaterThan(10);
    expect([...new Set(codes)].filter((code) => !worded.includes(code))).toEqual([]);
  });

  it('are sentences', () => {
    for (const sentence of Object.values(catalogue.errors)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('name a code that nobody has worded', () => {
    expect(failureText({ code: 'future/surprise' })).toContain('future/surprise');
  });

  it('take a thrown error, the failure of a state and anything else', () => {
    expect(failureText(Object.assign(new Error('x'), { code: 'samsara/forbidden' }))).toBe(
      catalogue.errors['samsara/forbidden'],
    );
    expect(failureText({ code: 'BAD_REQUEST' })).toBe(catalogue.errors['platform/bad-request']);
    expect(failureText(new TypeError('x is not a function'))).toBe(catalogue.errors['platform/bug']);
    expect(failureText(undefined)).toBe(catalogue.errors['platform/bug']);
    expect(failureText({ code: 'constructor' })).toContain('constructor');
  });
});
