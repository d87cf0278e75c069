import type { Migration } from '../migration.ts';
import { migration0010 } from './0010-fleet.ts';
import { migration0020 } from './0020-geofence-visit.ts';
import { migration0060 } from './0060-assignment-history.ts';
import { migration0070 } from './0070-track.ts';
import { migration0080 } from './0080-duty-log.ts';
import { migration0090 } from './0090-trip.ts';
import { migration0100 } from './0100-accuracy-hour.ts';
import { migration0110 } from './0110-track-rows.ts';
import { migration0120 } from './0120-co-driver.ts';

export const telematicsMigrations: readonly Migration[] = [
  migration0010,
  migration0020,
  migration0060,
  migration0070,
  migration0080,
  migration0090,
  migration0100,
  migration0110,
  migration0120,
];
