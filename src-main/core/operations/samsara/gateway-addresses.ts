import { z } from 'zod';
import type { HttpMethod } from '../../platform/http.ts';
import { isAppError } from '../../platform/errors.ts';
import type { AddressFact } from '../telematics/index.ts';
import type { GeofenceType } from '../telematics/geofences/geofence.wire.ts';
import { vendorWordsWith } from './address-type.ts';
import { addressSchema } from './list-schemas.ts';
import { parseAnswer } from './parse-answer.ts';

/** Under this name the vendor keeps our own id of a geofence, so that it can be found when an answer got lost. */
const ownIdName = 'switchyardGeofence';

export interface AddressChange {
  readonly ownId: string;
  readonly name: string;
  readonly type: GeofenceType;
  readonly area: Exclude<AddressFact['area'], { readonly kind: 'unplaced' }>;
  /** The vendor's ids. */
  readonly tagIds: readonly string[];
  readonly notes: string | null;
}

export interface AddressQuestions {
  /** Sends `body` as JSON, nothing for `undefined`. Resolves to the text of the answer. */
  ask(
    endpoint: string,
    method: HttpMethod,
    path: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<string>;
}

const answerSchema = z.object({ data: addressSchema });
const wordsSchema = z.object({
  data: z.object({ addressTypes: z.array(z.string()).nullish().catch(null) }),
});

const isMissing = (error: unknown): boolean => isAppError(error) && error.data.status === 404;

function geofenceOf(area: AddressChange['area']) {
  if (area.kind === 'polygon') return { polygon: { vertices: area.vertices } };
  const { latitude, longitude, radiusMeters } = area;
  // Whole meters, or the vendor refuses it.
  return { circle: { latitude, longitude, radiusMeters: Math.max(1, Math.round(radiusMeters)) } };
}

function centreOf(area: AddressChange['area']): { latitude: number; longitude: number } {
  if (area.kind === 'circle') return { latitude: area.latitude, longitude: area.longitude };
  const count = area.vertices.length;
  const sum = (pick: (vertex: { latitude: number; longitude: number }) => number) =>
    area.vertices.reduce((total, vertex) => total + pick(vertex), 0);
  return { latitude: sum((its) => its.latitude) / count, longitude: sum((its) => its.longitude) / count };
}

/** The vendor wants a street address. A drawn area has none: its coordinates are the honest answer. */
const addressText = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;

function bodyOf(change: AddressChange, presentWords: readonly string[]) {
  return {
    name: change.name,
    geofence: geofenceOf(change.area),
    addressTypes: vendorWordsWith(change.type, presentWords),
    tagIds: change.tagIds,
    notes: change.notes ?? '',
  };
}

/** The vendor's list of addresses, one by one. Throws as the rest of the gateway does. */
export function createAddressGateway({ ask }: AddressQuestions) {
  const pathOf = (reference: string) => `/addresses/${encodeURIComponent(reference)}`;

  async function fetchRaw(reference: string, signal?: AbortSignal): Promise<string | null> {
    try {
      return await ask('address', 'GET', pathOf(reference), undefined, signal);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async function fetchOne(reference: string, signal?: AbortSignal): Promise<AddressFact | null> {
    const answer = await fetchRaw(reference, signal);
    return answer === null ? null : parseAnswer(answerSchema, answer).data;
  }

  return {
    /** `null`: there is none. */
    fetchAddress: fetchOne,
    /** When an earlier attempt got through without our hearing of it, what it made is brought up to date instead. */
    async createAddress(change: AddressChange, signal?: AbortSignal): Promise<AddressFact> {
      const own = `${ownIdName}:${change.ownId}`;
      const made = await fetchOne(own, signal);
      const centre = centreOf(change.area);
      const body = { ...bodyOf(change, []), ...centre, externalIds: { [ownIdName]: change.ownId } };
      const answer =
        made === null
          ? await ask(
              'address-write',
              'POST',
              '/addresses',
              { ...body, formattedAddress: addressText(centre) },
              signal,
            )
          : await ask('address-write', 'PATCH', pathOf(made.id), body, signal);
      return parseAnswer(answerSchema, answer).data;
    },
    /** Leaves alone what we do not hold: street address, contacts, words for what it is that we do not have. */
    async updateAddress(
      addressId: string,
      change: AddressChange,
      signal?: AbortSignal,
    ): Promise<AddressFact> {
      const present = await fetchRaw(addressId, signal);
      const words = present === null ? [] : (parseAnswer(wordsSchema, present).data.addressTypes ?? []);
      const answer = await ask('address-write', 'PATCH', pathOf(addressId), bodyOf(change, words), signal);
      return parseAnswer(answerSchema, answer).data;
    },
    /** Also when it is gone already. */
    async deleteAddress(addressId: string, signal?: AbortSignal): Promise<void> {
      try {
        await ask('address-write', 'DELETE', pathOf(addressId), undefined, signal);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}
