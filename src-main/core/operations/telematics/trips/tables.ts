/** Trips as the vendor cut them. A trip under way has no end yet, and comes again. */
interface TripTable {
  vehicle_id: string;
  start_ms: number;
  end_ms: number | null;
  updated_at_ms: number;
  start_latitude_e7: number | null;
  start_longitude_e7: number | null;
  end_latitude_e7: number | null;
  end_longitude_e7: number | null;
}

export interface TripTables {
  trip: TripTable;
}
