import type { LegEnding } from '../../src-main/shell/phone/contract.ts';

export interface VoiceFailure {
  readonly code: number;
  readonly message: string;
}

/** Codes of the SDK with `enableImprovedSignalingErrorPrecision` (its own error list, 2.18.5). */
const endingOfCode: Readonly<Record<number, LegEnding>> = {
  31401: 'microphoneDenied',
  31402: 'microphoneMissing',
  31486: 'busy',
  31600: 'busy',
  31603: 'declined',
  31480: 'noAnswer',
  31404: 'failed',
  31005: 'lost',
  31009: 'lost',
  31209: 'lost',
  53001: 'lost',
  53405: 'lost',
};

/** How a leg ended that the SDK says is disconnected, by the error that came with it. */
export function endingOf(failure: VoiceFailure | null, isHungUpHere: boolean): LegEnding {
  if (isHungUpHere) return 'hungUpHere';
  if (failure === null) return 'hungUpThere';
  return endingOfCode[failure.code] ?? 'failed';
}
