/** One row an hour: the counts of every vehicle, see `bytesOfTally`, deflated. */
interface AccuracyHourTable {
  hour_start_ms: number;
  slot_count: number;
  sampled_seconds: number;
  blind_seconds: number;
  body: Uint8Array;
}

export interface AccuracyTables {
  accuracy_hour: AccuracyHourTable;
}
