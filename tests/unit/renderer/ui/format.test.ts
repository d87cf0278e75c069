import { describe, expect, it } from 'vitest';
import {
  formatCoordinates,
  formatMiles,
  formatMoment,
  formatOffset,
  formatPercent,
  formatPhone,
  formatSpeed,
} from '../../../../src-renderer/ui/format.ts';

describe('numbers and units', () => {
  it('are written as American dispatchers read them', () => {
    expect(formatSpeed(61.6)).toBe('62 mph');
    expect(formatMiles(1_609_344)).toBe('1,000 mi');
    expect(formatPercent(7)).toBe('7%');
    expect(formatCoordinates(41.123456, -87.1)).toBe('41.12346, -87.10000');
    expect(formatOffset(-300)).toBe('-0.3s');
  });

  it('leave a phone number of another country as it came', () => {
    expect(formatPhone('+19165550101')).toBe('(916) 555-0101');
    expect(formatPhone('+52 55 1234 5678')).toBe('+52 55 1234 5678');
  });

  it('name the day of a moment that is not today', () => {
    const nowMs = new Date(2026, 10, 23, 12, 0).getTime();
    expect(formatMoment(nowMs - 60_000, nowMs)).toMatch(/^11:59.AM$/);
    expect(formatMoment(nowMs - 3 * 86_400_000, nowMs)).toMatch(/^Nov 20, 12:00.PM$/);
    // Yesterday evening would read as this evening.
    expect(formatMoment(nowMs - 13 * 3_600_000, nowMs)).toMatch(/^Nov 22, 11:00.PM$/);
  });
});
