import { describe, expect, it } from 'vitest';
import {
  engineByEvidence,
  vehicleStatusOf,
  type MotionSigns,
} from '../../../../../src-main/core/operations/telematics/vehicle-status.ts';

const signs = (its: Partial<MotionSigns>): MotionSigns => ({
  fixTimeMs: 1_000,
  speedDeciMph: 0,
  engine: 'on',
  engineTimeMs: 500,
  ...its,
});

describe('vehicle status', () => {
  it('is unknown before the first fix, whatever the engine says', () => {
    expect(vehicleStatusOf(signs({ fixTimeMs: null, engine: 'on' }))).toBe('unknown');
  });

  it('moves above 3 mph and not at 3 mph', () => {
    expect(vehicleStatusOf(signs({ speedDeciMph: 31 }))).toBe('moving');
    expect(vehicleStatusOf(signs({ speedDeciMph: 30 }))).toBe('stopped');
  });

  it('is idle or off as the engine says while it stands', () => {
    expect(vehicleStatusOf(signs({ engine: 'idle' }))).toBe('idle');
    expect(vehicleStatusOf(signs({ engine: 'off' }))).toBe('off');
  });

  it('believes a fix that moves over an older Off', () => {
    const moving = signs({ engine: 'off', engineTimeMs: 500, fixTimeMs: 1_000, speedDeciMph: 550 });
    expect(engineByEvidence(moving)).toBe('on');
    expect(vehicleStatusOf(moving)).toBe('moving');
  });

  it('believes an Off that is newer than a fix that moved', () => {
    expect(
      vehicleStatusOf(signs({ engine: 'off', engineTimeMs: 2_000, fixTimeMs: 1_000, speedDeciMph: 550 })),
    ).toBe('off');
  });

  it('does not guess at a speed that was not told', () => {
    expect(vehicleStatusOf(signs({ speedDeciMph: null }))).toBe('unknown');
    expect(vehicleStatusOf(signs({ speedDeciMph: null, engine: 'idle' }))).toBe('idle');
  });
});
