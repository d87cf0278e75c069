import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import { AppError } from '../../../platform/errors.ts';
import type { AddressFact } from '../facts.ts';
import {
  reviewSpanMsMax,
  type NearVehicle,
  type Review,
  type ReviewArea,
  type ReviewVehicle,
  type TrackAnswer,
} from './contract.ts';
import { searchNear } from './near-search.ts';
import { createPlaceNames, type PlaceNames } from './place-names.ts';
import { readAddresses, readDriverSpans, readVehicleNames, type DriverSpan } from './repository.ts';
import { findStops, type Stop } from './stops.ts';
import { checkSpan, encodeTrack, readWhole, type Span } from './track-reader.ts';
import type { TrackSource } from './track-source.ts';
import { cutTrips, joinTrips, type StoredTrip, type Trip } from './trips.ts';

export interface ReviewDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db'>;
  readonly source: TrackSource;
  /** Vehicle id → slot. */
  readonly slots: ReadonlyMap<string, number>;
  /** Newest fix of a vehicle; 0: never. */
  readonly newestFixMs: (slot: number) => number;
  /** Spans that history is still to fill. */
  readonly missing: () => readonly Span[];
  /** The vendor's trips that touch a span, oldest first. */
  readonly readTrips: (vehicleId: string, fromMs: number, toMs: number) => Promise<readonly StoredTrip[]>;
}

export interface ReviewInput extends Span {
  readonly vehicleIds: readonly string[];
  readonly pointCountMax: number;
}

interface Words {
  readonly names: ReadonlyMap<string, string>;
  readonly placeNameOf: PlaceNames;
}

export const driverAt = (spans: readonly DriverSpan[], timeMs: number): string | null =>
  spans.findLast(({ fromMs, toMs }) => fromMs <= timeMs && timeMs <= (toMs ?? Number.POSITIVE_INFINITY))
    ?.driverName ?? null;

/** Throws `telematics/unknown-vehicle`. */
export function slotOf(slots: ReadonlyMap<string, number>, vehicleId: string): number {
  const slot = slots.get(vehicleId);
  if (slot === undefined)
    throw new AppError('telematics/unknown-vehicle', 'No vehicle with this id is known.');
  return slot;
}

function describeStops(stops: readonly Stop[], drivers: readonly DriverSpan[], { placeNameOf }: Words) {
  return stops.map(({ fromRow: _from, toRow: _to, ...stop }) => ({
    ...stop,
    placeName: placeNameOf(stop),
    driverName: driverAt(drivers, stop.arrivedAtMs),
  }));
}

function describeTrips(trips: readonly Trip[], drivers: readonly DriverSpan[], { placeNameOf }: Words) {
  return trips.map((trip) => ({
    ...trip,
    fromPlaceName: placeNameOf(trip.from),
    toPlaceName: placeNameOf(trip.to),
    driverName: trip.driverName ?? driverAt(drivers, (trip.fromMs + trip.toMs) / 2),
  }));
}

async function readVehicle(
  deps: ReviewDeps,
  input: ReviewInput,
  words: Words,
  vehicleId: string,
): Promise<ReviewVehicle> {
  const { database, source, slots, newestFixMs } = deps;
  const { fromMs, toMs } = input;
  const slot = slotOf(slots, vehicleId);
  const track = await readWhole(source, slot, input);
  const stops = findStops(track);
  const drivers = await readDriverSpans(database.db, vehicleId, fromMs, toMs);
  const stored = await deps.readTrips(vehicleId, fromMs, toMs);
  const trips = joinTrips(track, stored, cutTrips(track, stops), { fromMs, toMs });
  return {
    vehicleId,
    name: words.names.get(vehicleId) ?? vehicleId,
    ...encodeTrack(track, stops, input.pointCountMax),
    before: await source.readBefore(slot, fromMs),
    newestFixMs: newestFixMs(slot) || null,
    stops: describeStops(stops, drivers, words),
    trips: describeTrips(trips, drivers, words),
    drivers,
  };
}

/** Answers about the past, from what is stored alone: nothing here asks the network. */
export function createReview(deps: ReviewDeps) {
  const { database, source, slots } = deps;

  async function readWords(): Promise<Words> {
    const addresses = (await readAddresses(database.db)).map(({ name, area }) => ({
      name,
      // Bytes of our own table become a type here.
      area: JSON.parse(area) as AddressFact['area'],
    }));
    return { names: await readVehicleNames(database.db), placeNameOf: createPlaceNames(addresses) };
  }

  function asOfMs(): number | null {
    let newestMs = 0;
    for (const slot of slots.values()) newestMs = Math.max(newestMs, deps.newestFixMs(slot));
    return newestMs || null;
  }

  return {
    async getReview(input: ReviewInput): Promise<Review> {
      checkSpan(input, reviewSpanMsMax);
      for (const vehicleId of input.vehicleIds) slotOf(slots, vehicleId);
      const words = await readWords();
      const vehicles: ReviewVehicle[] = [];
      for (const vehicleId of new Set(input.vehicleIds)) {
        vehicles.push(await readVehicle(deps, input, words, vehicleId));
      }
      const touches = ({ fromMs, toMs }: Span) => fromMs <= input.toMs && toMs >= input.fromMs;
      return { asOfMs: asOfMs(), missing: deps.missing().filter(touches), vehicles };
    },
    async getTrack(
      input: Span & { readonly vehicleId: string; readonly pointCountMax: number },
    ): Promise<TrackAnswer> {
      checkSpan(input, reviewSpanMsMax);
      const track = await readWhole(source, slotOf(slots, input.vehicleId), input);
      return encodeTrack(track, findStops(track), input.pointCountMax);
    },
    async findNear({
      area,
      ...span
    }: Span & { readonly area: ReviewArea }): Promise<{ asOfMs: number | null; vehicles: NearVehicle[] }> {
      const names = await readVehicleNames(database.db);
      return { asOfMs: asOfMs(), vehicles: await searchNear({ source, slots, names }, area, span) };
    },
  };
}

export type ReviewService = ReturnType<typeof createReview>;
