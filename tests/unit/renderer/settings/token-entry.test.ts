import { describe, expect, it } from 'vitest';
import { tokenFault } from '../../../../src-renderer/settings/token-entry.ts';

describe('a token as typed', () => {
  it('may have blanks around it from copying', () => {
    expect(tokenFault('  samsara_api_0123456789\n')).toBeNull();
  });

  it.each([
    ['', 'tokenEmpty'],
    [' \n', 'tokenEmpty'],
    ['short', 'tokenShort'],
    ['Token: samsara_api_0123', 'tokenSpaces'],
  ])('"%s" is not tried', (entered, fault) => {
    expect(tokenFault(entered)).toBe(fault);
  });
});
