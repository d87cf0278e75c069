import { z } from 'zod';
import type { Area } from '../fleet/area.ts';
import type { Fleet, Place } from '../fleet/index.ts';
import type { RoadNetwork } from '../fleet/road-network.ts';
import { createVisits, type Visits } from '../fleet/visits.ts';
import { refusal } from './refusal.ts';

const latitudeSchema = z.number().min(-90).max(90);
const longitudeSchema = z.number().min(-180).max(180);
const geofenceSchema = z
  .strictObject({
    circle: z
      .strictObject({
        latitude: latitudeSchema.optional(),
        longitude: longitudeSchema.optional(),
        radiusMeters: z.int().positive(),
      })
      .optional(),
    polygon: z
      .strictObject({
        vertices: z.array(z.strictObject({ latitude: latitudeSchema, longitude: longitudeSchema })).min(3),
      })
      .optional(),
    settings: z.strictObject({ showAddresses: z.boolean().optional() }).optional(),
  })
  .refine(({ circle, polygon }) => (circle === undefined) !== (polygon === undefined), {
    message: 'geofence must be either a circle or a polygon',
  });

const addressTypes = [
  'yard',
  'shortHaul',
  'workforceSite',
  'riskZone',
  'industrialSite',
  'alertsOnly',
  'agricultureSource',
  'avoidanceZone',
  'knownGPSJammingZone',
  'authorizedZone',
  'unauthorizedZone',
  'vendor',
  'inventory',
] as const;

const changeSchema = z.strictObject({
  name: z.string().min(1).max(255).optional(),
  formattedAddress: z.string().min(1).optional(),
  geofence: geofenceSchema.optional(),
  addressTypes: z.array(z.enum(addressTypes)).optional(),
  notes: z.string().max(280).optional(),
  latitude: latitudeSchema.optional(),
  longitude: longitudeSchema.optional(),
  tagIds: z.array(z.string()).optional(),
  contactIds: z.array(z.string()).optional(),
  externalIds: z.record(z.string(), z.string()).optional(),
});
type Change = z.infer<typeof changeSchema>;
const requiredNames = ['name', 'formattedAddress', 'geofence'] as const;

/** One entry of the customer's address book. */
export interface AddressRecord {
  readonly id: string;
  readonly name: string;
  readonly formattedAddress: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly addressTypes: readonly string[];
  readonly geofence: z.infer<typeof geofenceSchema>;
  readonly tagIds: readonly string[];
  readonly notes: string | null;
  readonly externalIds: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  readonly area: Area;
}

export interface AddressBook {
  list(): readonly AddressRecord[];
  /** By id or `key:value` of an external id. Throws a refusal (404). */
  find(reference: string): AddressRecord;
  /** Throws a refusal (400). */
  create(body: unknown, nowMs: number): AddressRecord;
  /** Names what changes; lists and the geofence are replaced whole. Throws a refusal (400, 404). */
  update(reference: string, body: unknown): AddressRecord;
  remove(reference: string): void;
  /** Who is at which address when; of the book as it is now. */
  visits(): Visits<AddressRecord>;
}

function readChange(body: unknown): Change {
  const read = changeSchema.safeParse(body);
  if (!read.success) throw refusal(400, z.prettifyError(read.error));
  return read.data;
}

function areaOf({ circle, polygon }: AddressRecord['geofence'], centre: readonly [number, number]): Area {
  if (polygon !== undefined) {
    return {
      kind: 'polygon',
      corners: polygon.vertices.map((its) => [its.longitude, its.latitude] as const),
    };
  }
  return {
    kind: 'circle',
    centre: [circle?.longitude ?? centre[0], circle?.latitude ?? centre[1]],
    radiusMeters: circle?.radiusMeters ?? 1,
  };
}

/** Yards are circles; of the customers' docks every third is a square. */
function recordOf(place: Place, tagIds: readonly string[]): AddressRecord {
  const { latitude: north, longitude: east, radiusMeters } = place;
  const half = (radiusMeters * 1.1) / 111_000;
  const wide = half / Math.cos((north * Math.PI) / 180);
  const corners = [
    [-1, -1],
    [-1, 1],
    [1, 1],
    [1, -1],
  ] as const;
  const isPolygon = place.kind === 'customer' && place.city.index % 3 === 0;
  const shape = isPolygon
    ? {
        polygon: {
          vertices: corners.map(([y, x]) => ({ latitude: north + y * half, longitude: east + x * wide })),
        },
      }
    : { circle: { latitude: north, longitude: east, radiusMeters } };
  const geofence = { ...shape, settings: { showAddresses: true } };
  return {
    id: place.id,
    name: place.name,
    formattedAddress: `${place.street}, ${place.city.label}`,
    latitude: north,
    longitude: east,
    addressTypes: [place.kind === 'terminal' ? 'yard' : 'industrialSite'],
    geofence,
    tagIds,
    notes: null,
    externalIds: {},
    createdAtMs: place.createdAtMs,
    area: areaOf(geofence, [east, north]),
  };
}

/** A circle may come without coordinates: the vendor looks the text up. We know cities only. */
function locate(
  change: Change,
  cities: RoadNetwork['cities'],
): readonly [longitude: number, latitude: number] {
  const { latitude: north, longitude: east, geofence, formattedAddress = '' } = change;
  if (north !== undefined && east !== undefined) return [east, north];
  const { circle, polygon } = geofence ?? {};
  if (circle?.latitude !== undefined && circle.longitude !== undefined) {
    return [circle.longitude, circle.latitude];
  }
  const corner = polygon?.vertices[0];
  if (corner !== undefined) return [corner.longitude, corner.latitude];
  const city = cities.find(({ label }) => formattedAddress.includes(label));
  if (city === undefined) throw refusal(400, 'The address could not be found on the map.');
  return [city.longitude, city.latitude];
}

function newRecord(
  id: string,
  change: Change,
  cities: RoadNetwork['cities'],
  createdAtMs: number,
): AddressRecord {
  const missing = requiredNames.find((name) => change[name] === undefined);
  const { name, formattedAddress, geofence } = change;
  if (name === undefined || formattedAddress === undefined || geofence === undefined) {
    throw refusal(400, `Invalid value for parameter. ${missing ?? 'name'}: it is required`);
  }
  const [longitude, latitude] = locate(change, cities);
  return {
    id,
    name,
    formattedAddress,
    latitude,
    longitude,
    addressTypes: change.addressTypes ?? [],
    geofence,
    tagIds: change.tagIds ?? [],
    notes: change.notes ?? null,
    externalIds: change.externalIds ?? {},
    createdAtMs,
    area: areaOf(geofence, [longitude, latitude]),
  };
}

const firstNewId = 95_000_001;

/** The address book begins as the fleet's places; what clients write is kept in memory until the sandbox ends. */
export function createAddressBook(fleet: Fleet, tagIdsOf: (place: Place) => readonly string[]): AddressBook {
  const records = new Map(fleet.places.all.map((place) => [place.id, recordOf(place, tagIdsOf(place))]));
  const { cities } = fleet.network;
  let nextId = firstNewId;
  let visits: Visits<AddressRecord> | null = null;

  function find(reference: string): AddressRecord {
    const byId = records.get(reference);
    if (byId !== undefined) return byId;
    const [key = '', ...value] = reference.split(':');
    const record = [...records.values()].find(({ externalIds }) => externalIds[key] === value.join(':'));
    if (record === undefined || value.length === 0) throw refusal(404, 'Address not found.');
    return record;
  }

  function keep(record: AddressRecord): AddressRecord {
    records.set(record.id, record);
    visits = null;
    return record;
  }

  return {
    list: () => [...records.values()],
    find,
    create(body, nowMs) {
      return keep(newRecord(String(nextId++), readChange(body), cities, nowMs));
    },
    update(reference, body) {
      const known = find(reference);
      const { contactIds: _, ...change } = readChange(body);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const geofence = change.geofence ?? known.geofence;
      const isMoved = change.geofence !== undefined || change.latitude !== undefined;
      const [east, north] = isMoved
        ? locate({ formattedAddress: known.formattedAddress, ...given, geofence }, cities)
        : [known.longitude, known.latitude];
      const changed = { ...known, ...given, geofence, latitude: north, longitude: east };
      return keep({ ...changed, area: areaOf(geofence, [east, north]) });
    },
    remove(reference) {
      records.delete(find(reference).id);
      visits = null;
    },
    visits: () => (visits ??= createVisits(fleet.network, [...records.values()])),
  };
}
