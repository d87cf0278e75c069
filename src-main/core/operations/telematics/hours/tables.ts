/** What the driver's log says, by the beginning of each status. */
interface DutyLogEntryTable {
  driver_id: string;
  start_ms: number;
  /** `null`: still going on when it was told. */
  end_ms: number | null;
  status: string;
  vehicle_id: string | null;
  remark: string | null;
}

/** When each driver's log was last told, vendor's clock. */
interface DutyLogToldTable {
  driver_id: string;
  as_of_ms: number;
}

interface DutyViolationTable {
  driver_id: string;
  type: string;
  start_ms: number;
  end_ms: number;
  description: string | null;
}

export interface HoursTables {
  duty_log_entry: DutyLogEntryTable;
  duty_log_told: DutyLogToldTable;
  duty_violation: DutyViolationTable;
}
