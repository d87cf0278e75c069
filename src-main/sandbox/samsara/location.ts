import type { Vehicle } from '../fleet/index.ts';
import type { World } from './lists.ts';

/** Where a truck was, as the newer endpoints say it. */
export function locationView({ addresses }: World, { truck }: Vehicle, atMs: number) {
  const motion = truck.motionAt(atMs);
  const { place } = motion.segment;
  const [city, state] = (place?.city.label ?? motion.nearCity).split(', ');
  const fence = addresses.visits().areaAt([motion.longitude, motion.latitude]);
  return {
    latitude: Math.round(motion.latitude * 1e7) / 1e7,
    longitude: Math.round(motion.longitude * 1e7) / 1e7,
    headingDegrees: Math.round(motion.headingDegrees) % 360,
    address: {
      street: place?.street ?? motion.highway.replaceAll('I-', 'Interstate '),
      ...(city === undefined ? {} : { city }),
      ...(state === undefined ? {} : { state }),
      country: 'US',
    },
    ...(fence === null ? {} : { geofence: { id: fence.id } }),
  };
}
