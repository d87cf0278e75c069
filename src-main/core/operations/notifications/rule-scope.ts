import type { Scope } from './rule-schemas.ts';

/** A test of vehicles, made once per rule: lists of a thousand are looked up, not searched. */
export function scopeTest(scope: Scope): (vehicle: ScopedVehicle) => boolean {
  if (scope.kind === 'all') return () => true;
  if (scope.kind === 'vehicles') {
    const ids = new Set(scope.vehicleIds);
    return ({ id }) => ids.has(id);
  }
  const tagIds = new Set(scope.tagIds);
  return ({ tags }) => tags.some(({ id }) => tagIds.has(id));
}

export interface ScopedVehicle {
  readonly id: string;
  readonly tags: readonly { readonly id: string }[];
}
