import type { EngineState, VehicleStatus } from './fleet-frame.wire.ts';

/** Above this a vehicle moves: below it GPS noise and creeping in a dock look the same. */
export const movingAboveDeciMph = 30;

export interface MotionSigns {
  /** `null`: no fix yet. */
  readonly fixTimeMs: number | null;
  readonly speedDeciMph: number | null;
  readonly engine: EngineState;
  readonly engineTimeMs: number | null;
}

/**
 * The engine as far as the newest evidence tells: a fix that moves outranks an older Off or Idle, whose On may still be
 * on its way.
 */
export function engineByEvidence(signs: MotionSigns): EngineState {
  const isMoving = signs.speedDeciMph !== null && signs.speedDeciMph > movingAboveDeciMph;
  if (!isMoving || signs.fixTimeMs === null) return signs.engine;
  if (signs.engineTimeMs === null || signs.fixTimeMs > signs.engineTimeMs) return 'on';
  return signs.engine;
}

export function vehicleStatusOf(signs: MotionSigns): VehicleStatus {
  if (signs.fixTimeMs === null) return 'unknown';
  const engine = engineByEvidence(signs);
  if (engine === 'off' || engine === 'idle') return engine;
  if (signs.speedDeciMph === null) return 'unknown';
  return signs.speedDeciMph > movingAboveDeciMph ? 'moving' : 'stopped';
}
