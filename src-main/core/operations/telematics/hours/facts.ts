import type { DutyStatus } from '../contract.ts';

/** A driver's log in a window, as the vendor has it now. Entries may come in any order. */
export interface DutyLogFact {
  readonly driverId: string;
  readonly entries: readonly {
    readonly status: DutyStatus;
    readonly startMs: number;
    /** `null`: still going on. */
    readonly endMs: number | null;
    readonly vehicleId: string | null;
    readonly remark: string | null;
  }[];
}

export interface DutyViolationFact {
  readonly driverId: string;
  /** The vendor's word, e.g. "shiftDrivingHours". */
  readonly type: string;
  readonly startMs: number;
  /** So far, if it goes on. */
  readonly endMs: number;
  readonly description: string | null;
}

/** What was asked for: entries that touch [fromMs, toMs), violations that begin in it. */
export interface DutyWindow {
  readonly fromMs: number;
  readonly toMs: number;
}
