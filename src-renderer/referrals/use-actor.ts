import type { HubState } from '../../src-main/core/operations/hub-link/contract.ts';
import { useHub } from '../platform/hub-store.ts';

type Person = NonNullable<HubState['person']>;

/** Who is signed in at this desk; `null`: nobody, or it is not known yet. */
export const useActorId = (): string | null => useHub((state) => state.hub?.person?.id ?? null);

/** The same with what they may do. */
export const useActor = (): Person | null => useHub((state) => state.hub?.person ?? null);
