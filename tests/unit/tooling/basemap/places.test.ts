import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankOfPopulation, rankPlaces, type City } from '../../../../src-main/tooling/basemap/places.ts';

const city = (
  name: string,
  population: number,
  at: readonly [number, number],
  rest: Partial<City> = {},
): City => ({
  name,
  population,
  country: 'US',
  featureCode: 'PPL',
  loc: { coordinates: at },
  ...rest,
});

const zoomOf = (cities: readonly City[], name: string): number | undefined =>
  rankPlaces(cities).find((place) => place.city.name === name)?.fromZoom;

test('districts and places that no longer exist are left out', () => {
  const cities = ['PPLX', 'PPLQ', 'PPLH'].map((featureCode) =>
    city(featureCode, 90_000, [-90, 40], { featureCode }),
  );
  expect(rankPlaces(cities)).toEqual([]);
});

test('a metropolis appears before the suburb beside it', () => {
  const cities = [city('Suburb', 80_000, [-87.7, 41.9]), city('Metropolis', 2_700_000, [-87.65, 41.88])];
  expect(zoomOf(cities, 'Metropolis')).toBeLessThan(zoomOf(cities, 'Suburb') ?? 0);
});

test('a lonely town appears earlier than one of its size beside a city', () => {
  const lonely = [city('Lonely', 18_000, [-115.8, 40.8])];
  const crowded = [...lonely, city('City', 900_000, [-115.9, 40.9])];
  expect(zoomOf(lonely, 'Lonely')).toBeLessThan(zoomOf(crowded, 'Lonely') ?? 0);
});

test('small towns far away are left out, at home all are in', () => {
  const cities = [city('Away', 5_000, [10, 50], { country: 'DE' }), city('Home', 0, [-90, 40])];
  expect(rankPlaces(cities).map((place) => place.city.name)).toEqual(['Home']);
});

test('a national capital comes before a larger city beside it', () => {
  const cities = [
    city('Washington', 600_000, [-77.03, 38.9], { featureCode: 'PPLC' }),
    city('Baltimore', 1_000_000, [-76.9, 38.9]),
  ];
  expect(zoomOf(cities, 'Washington')).toBeLessThan(zoomOf(cities, 'Baltimore') ?? 0);
});

const anyCity = fc
  .record({
    population: fc.nat({ max: 9_000_000 }),
    x: fc.double({ min: -125, max: -70, noNaN: true }),
    y: fc.double({ min: 20, max: 55, noNaN: true }),
  })
  .map(({ population, x, y }) => city(`${population}`, population, [x, y]));

test('every town at home is placed exactly once, whatever the order of the input', () => {
  fc.assert(
    fc.property(fc.array(anyCity, { maxLength: 60 }), (cities) => {
      const placed = rankPlaces(cities);
      expect(placed).toHaveLength(cities.length);
      const zoomByCity = (of: typeof placed) =>
        new Map(of.map(({ city: at, fromZoom }) => [JSON.stringify(at), fromZoom]));
      expect(zoomByCity(rankPlaces([...cities].reverse()))).toEqual(zoomByCity(placed));
    }),
  );
});

test('rank grows with population', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2e7 }), fc.nat({ max: 2e7 }), (a, b) => {
      expect(Math.sign(rankOfPopulation(a) - rankOfPopulation(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(
        0,
      );
    }),
  );
  expect([rankOfPopulation(0), rankOfPopulation(1e7)]).toEqual([1, 8]);
});
