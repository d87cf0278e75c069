import { useHub } from '../platform/hub-store.ts';

/** Who is signed in at this desk; `null`: nobody, or it is not known yet. */
export const useActorId = (): string | null => useHub((state) => state.hub?.person?.id ?? null);
