import type { City } from './cities.ts';
import { hash32, hashText, unitOf } from './random.ts';
import { offsetBy, type Position } from './road-geometry.ts';
import type { RoadNetwork } from './road-network.ts';

/** A yard or a customer's dock: where trucks stand beside the road, several in rows. */
export interface Place {
  readonly id: string;
  readonly kind: 'terminal' | 'customer';
  readonly name: string;
  readonly city: City;
  readonly street: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly radiusMeters: number;
  readonly createdAtMs: number;
}

const terminalLabels = [
  'Chicago, IL',
  'Dallas, TX',
  'Atlanta, GA',
  'Denver, CO',
  'Omaha, NE',
  'Kansas City, MO',
  'Indianapolis, IN',
  'Columbus, OH',
  'Nashville, TN',
  'Memphis, TN',
  'Harrisburg, PA',
  'Charlotte, NC',
  'Phoenix, AZ',
  'Salt Lake City, UT',
  'Portland, OR',
  'Los Angeles, CA',
  'Stockton, CA',
  'Albuquerque, NM',
  'Oklahoma City, OK',
  'St. Louis, MO',
  'Minneapolis, MN',
  'Toledo, OH',
  'Newark, NJ',
  'Jacksonville, FL',
] as const;

const customerNames = [
  'Meridian Paper',
  'Bluestem Foods',
  'Cascade Building Supply',
  'Great Lakes Cold Storage',
  'Ironwood Steel',
  'Lone Star Beverage',
  'Prairie Grain Cooperative',
  'Summit Home Goods',
  'Tri-County Distribution Center',
  'Northfield Dairy',
  'Harbor Freightways Cross-Dock',
  'Sunbelt Produce',
] as const;

const streets = ['Industrial Pkwy', 'Commerce Dr', 'Freight Ave', 'Terminal Rd', 'Logistics Way', 'Depot St'];
const knownSinceMs = Date.UTC(2021, 2, 1);

function placeAt(city: City, kind: Place['kind'], name: string, number: number): Place {
  const key = hash32(hashText(city.label), number, kind === 'terminal' ? 1 : 2);
  const bearing = unitOf(key, 1) * 2 * Math.PI;
  const metersAway = 260 + 180 * unitOf(key, 2);
  const [longitude, latitude] = offsetBy(
    [city.longitude, city.latitude],
    Math.sin(bearing) * metersAway,
    Math.cos(bearing) * metersAway,
  );
  return {
    id: String(90_000_000 + city.index * 100 + number + (kind === 'terminal' ? 0 : 10)),
    kind,
    name,
    city,
    street: `${100 + (key % 8900)} ${streets[key % streets.length] ?? 'Depot St'}`,
    longitude,
    latitude,
    radiusMeters: kind === 'terminal' ? 220 : 160,
    createdAtMs: knownSinceMs + (key % 1000) * 86_400_000,
  };
}

export interface Places {
  readonly terminals: readonly Place[];
  /** One customer per city. */
  readonly customers: readonly Place[];
  readonly all: readonly Place[];
}

const longSuffix = ', Cold Storage Annex and Drop Yard (use the north entrance)';

export function createPlaces(network: RoadNetwork, hasLongNames = false): Places {
  const suffix = hasLongNames ? longSuffix : '';
  const terminals = terminalLabels.map((label) => {
    const city = network.cities.find((candidate) => candidate.label === label);
    if (city === undefined) throw new Error(`terminal in an unknown city: ${label}`);
    return placeAt(city, 'terminal', `${city.name} Terminal${suffix}`, 0);
  });
  const customers = network.cities.map((city) => {
    const name = customerNames[hashText(city.label) % customerNames.length] ?? customerNames[0];
    return placeAt(city, 'customer', `${name} – ${city.name}${suffix}`, 1);
  });
  return { terminals, customers, all: [...terminals, ...customers] };
}

/** Spot `number` of a yard: rows of twelve, five metres between trucks, thirty between rows, centred on the place. */
export function spotAt(place: Place, number: number): Position {
  const column = number % 12;
  const row = Math.floor(number / 12) % 5;
  return offsetBy([place.longitude, place.latitude], (column - 5.5) * 5, (row - 2) * 30);
}
