import { notifications } from '@mantine/notifications';
import type { AreaProblem } from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';
import { areaProblems } from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';
import { text } from '../app/text.ts';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { readForm, type FormProblem, type GeofenceForm } from './geofence-form.ts';
import { useGeofenceView } from './geofence-view-store.ts';

export type SaveOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'problem'; readonly problem: FormProblem }
  | { readonly kind: 'failed'; readonly sentence: string };

/** What the core found wrong with the area. */
function areaProblemOf(error: unknown): AreaProblem | null {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null;
  const problem = typeof data === 'object' && data !== null && 'problem' in data ? data.problem : null;
  return areaProblems.find((known) => known === problem) ?? null;
}

export async function saveForm(form: GeofenceForm): Promise<SaveOutcome> {
  const read = readForm(form);
  if ('problem' in read) return { kind: 'problem', problem: read.problem };
  const { draft } = read;
  try {
    const { id } = await coreClient.telematics.saveGeofence({ id: form.id, draft });
    useGeofenceView.getState().select(id);
    notifications.show({ message: text.t('geofences:form.saved', { name: draft.name }) });
    return { kind: 'saved' };
  } catch (error) {
    const kind = areaProblemOf(error);
    if (kind !== null) return { kind: 'problem', problem: { field: 'area', kind } };
    return { kind: 'failed', sentence: failureText(error) };
  }
}
