import { create } from 'zustand';
import type { LiveCall } from '../../src-main/core/operations/twilio/calls/contract.ts';
import type { Contact } from '../../src-main/core/operations/twilio/people/contract.ts';
import type { PhoneState } from '../../src-main/core/operations/twilio/tokens/contract.ts';
import type { Softphone } from '../../src-main/shell/phone/contract.ts';
import { coreClient, shellClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';

/** Account, reception, numbers to show; `null` until the core's first word. Written by its feed only. */
export const usePhoneState = create<{ readonly phone: PhoneState | null }>(() => ({ phone: null }));

/** This desk's legs and devices; `null` until the shell's first word. Written by its feed only. */
export const useSoftphone = create<{ readonly softphone: Softphone | null }>(() => ({ softphone: null }));

/** Calls that are not over, of every desk. Written by its feed only. */
export const useLiveCalls = create<{ readonly calls: readonly LiveCall[] }>(() => ({ calls: [] }));

/** The office's own contacts. Written by its feed only. */
export const useContacts = create<{ readonly contacts: readonly Contact[] }>(() => ({ contacts: [] }));

/** `onSoftphone` is told of every change, with what was known before it (`null`: nothing). */
export function startPhoneFeeds(onSoftphone: (before: Softphone | null, now: Softphone) => void): void {
  followStream({
    open: (signal) => shellClient.phone.watchSoftphone(undefined, { signal }),
    onItem: (softphone) => {
      const before = useSoftphone.getState().softphone;
      useSoftphone.setState({ softphone });
      onSoftphone(before, softphone);
    },
    needsCore: false,
  });
  followStream({
    open: (signal) => coreClient.phone.watchPhone(undefined, { signal }),
    onItem: (phone) => usePhoneState.setState({ phone }),
  });
  followStream({
    open: (signal) => coreClient.phone.watchLiveCalls(undefined, { signal }),
    onItem: (calls) => useLiveCalls.setState({ calls }),
  });
  followStream({
    open: (signal) => coreClient.phone.watchContacts(undefined, { signal }),
    onItem: (contacts) => useContacts.setState({ contacts }),
  });
}
