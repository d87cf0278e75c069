import { describe, expect, it } from 'vitest';
import { shiftDay, zoneTime } from '../../../../src-renderer/hours/zone-time.ts';

describe('times at the home terminal', () => {
  const timeMs = Date.parse('2026-11-22T18:00:00Z');

  it('are those of its time zone, whatever this computer’s is', () => {
    expect(zoneTime('America/Chicago', timeMs).time(timeMs)).toMatch(/^12:00.PM$/);
    expect(zoneTime('America/Los_Angeles', timeMs).time(timeMs)).toMatch(/^10:00.AM$/);
    expect(zoneTime('America/Chicago', timeMs).name).toBe('Central Time');
  });

  it('name the day that was asked for', () => {
    expect(zoneTime('Pacific/Auckland', timeMs).day('2026-11-22')).toBe('Sunday, November 22, 2026');
  });

  it('step over the ends of months and years', () => {
    expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01');
    expect(shiftDay('2024-03-01', -1)).toBe('2024-02-29');
  });
});
