import { describe, expect, it } from 'vitest';
import {
  areIdentities,
  areNumbers,
  isIdentity,
  isSid,
  listOf,
} from '../../../../src-renderer/settings/phone-entry.ts';

describe('what is entered about the telephone account', () => {
  it('knows an id by its capitals and its 32 digits', () => {
    const digits = '0123456789abcdef0123456789abcdef';
    expect(isSid('AC', `AC${digits}`)).toBe(true);
    expect(isSid('AC', `SK${digits}`)).toBe(false);
    expect(isSid('AC', `AC${digits.slice(1)}`)).toBe(false);
    expect(isSid('AC', `AC${digits.toUpperCase()}`)).toBe(false);
  });

  it('takes lists with commas, spaces and repetitions', () => {
    expect(listOf(' desk1, desk2,,desk1 ;desk3 ')).toEqual(['desk1', 'desk2', 'desk3']);
    expect(listOf('')).toEqual([]);
  });

  it('refuses names and numbers that the telephone service would refuse', () => {
    expect(isIdentity('night shift')).toBe(false);
    expect(areIdentities('desk1, night shift')).toBe(false);
    expect(areIdentities('desk1, ann@office.example')).toBe(true);
    expect(areNumbers('+13125550100, +13125550101')).toBe(true);
    expect(areNumbers('312 555 0100')).toBe(false);
    expect(areNumbers('')).toBe(true);
  });
});
