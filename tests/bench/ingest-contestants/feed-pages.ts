/** mulberry32: small, fast, the same numbers on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const intervalMs = 5_000;
/** Of the vehicles on a page, this share also reports its engine, and as many its fuel. */
const otherReadingShare = 1 / 8;
const firstVehicleId = 281_474_977_000_000;

/**
 * Feed pages as the vendor sends them, as text: every vehicle drives and reports one point per page, with the keys a
 * real record has. `startMs` must not be in the future.
 */
export function createFeedPages(options: {
  readonly seed: number;
  readonly vehiclesPerPage: number;
  readonly pageCount: number;
  readonly startMs: number;
}): string[] {
  const random = createRandom(options.seed);
  const vehicles = Array.from({ length: options.vehiclesPerPage }, (_, index) => ({
    id: String(firstVehicleId + index * 7),
    name: `KW-${100 + index}`,
    latitude: 30 + random() * 15,
    longitude: -118 + random() * 40,
    heading: random() * 360,
  }));
  const textOf = (page: number) => {
    const timeOf = (jitterMs: number) =>
      new Date(options.startMs + page * intervalMs + jitterMs).toISOString();
    const data = vehicles.map((vehicle, index) => {
      vehicle.heading = (vehicle.heading + random() * 6 - 3 + 360) % 360;
      vehicle.latitude += Math.cos((vehicle.heading * Math.PI) / 180) * 0.0013;
      vehicle.longitude += Math.sin((vehicle.heading * Math.PI) / 180) * 0.0016;
      const time = timeOf(Math.floor(random() * 4_000));
      return {
        id: vehicle.id,
        name: vehicle.name,
        gps: [
          {
            time,
            latitude: Number(vehicle.latitude.toFixed(8)),
            longitude: Number(vehicle.longitude.toFixed(8)),
            headingDegrees: Number(vehicle.heading.toFixed(1)),
            speedMilesPerHour: Number((55 + random() * 15).toFixed(3)),
            isEcuSpeed: true,
            reverseGeo: { formattedLocation: `Interstate ${10 + (index % 80)}, County ${index % 97}, TX` },
          },
        ],
        ...(random() < otherReadingShare ? { engineStates: [{ time, value: 'On' }] } : {}),
        ...(random() < otherReadingShare
          ? { fuelPercents: [{ time, value: Math.floor(random() * 100) }] }
          : {}),
      };
    });
    return JSON.stringify({ data, pagination: { endCursor: `cursor-${page}`, hasNextPage: false } });
  };
  return Array.from({ length: options.pageCount }, (_, page) => textOf(page));
}
