/** Who was assigned to a vehicle from when to when. */
interface AssignmentHistoryTable {
  vehicle_id: string;
  since_ms: number;
  driver_id: string;
  driver_name: string | null;
  /** `null`: still. */
  until_ms: number | null;
}

export interface ReviewTables {
  assignment_history: AssignmentHistoryTable;
}
