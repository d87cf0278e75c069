import { implementContract } from '../../../platform/implementer.ts';
import type { CatalogView } from './catalog.ts';
import { geofenceContract, type GeofenceDraft, type GeofenceVisit } from './contract.ts';
import type { Presence } from './index.ts';
import type { VisitQuestion } from './visit-repository.ts';

export interface GeofenceRouterDeps {
  watchList(signal?: AbortSignal): AsyncGenerator<CatalogView, void, void>;
  /** Wakes when somebody came or went. */
  watchPresence(signal?: AbortSignal): AsyncGenerator<number, void, void>;
  readPresence(): Presence;
  save(id: string | null, draft: GeofenceDraft): Promise<string>;
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  resolve(id: string, keep: 'mine' | 'theirs'): Promise<void>;
  readVisits(question: VisitQuestion): Promise<GeofenceVisit[]>;
}

export function createGeofenceRouter(deps: GeofenceRouterDeps) {
  const base = implementContract(geofenceContract);

  async function* watchList(signal?: AbortSignal) {
    for await (const { geofences, knownTags } of deps.watchList(signal)) {
      yield { geofences: [...geofences], knownTags: [...knownTags] };
    }
  }

  async function* watchPresence(signal?: AbortSignal) {
    for await (const _version of deps.watchPresence(signal)) {
      const { inside, events } = deps.readPresence();
      yield { inside: [...inside], events: [...events] };
    }
  }

  return base.router({
    watchGeofences: base.watchGeofences.handler(({ signal }) => watchList(signal)),
    watchGeofencePresence: base.watchGeofencePresence.handler(({ signal }) => watchPresence(signal)),
    saveGeofence: base.saveGeofence.handler(async ({ input }) => ({
      id: await deps.save(input.id, input.draft),
    })),
    deleteGeofence: base.deleteGeofence.handler(({ input }) => deps.remove(input.id)),
    restoreGeofence: base.restoreGeofence.handler(({ input }) => deps.restore(input.id)),
    resolveGeofenceConflict: base.resolveGeofenceConflict.handler(({ input }) =>
      deps.resolve(input.id, input.keep),
    ),
    getGeofenceVisits: base.getGeofenceVisits.handler(({ input }) => deps.readVisits(input)),
  });
}
