import { lazy, Suspense } from 'react';
import { ErrorBoundary } from '../app/error-boundary.tsx';
import { useLiveCalls, useSoftphone } from './phone-stores.ts';
import { usePhoneView } from './phone-view-store.ts';
import { RingAnnouncer } from './ring-announcer.tsx';

/** A desk without calls does not load the phone's code. */
const SoftphonePanel = lazy(async () => ({
  default: (await import('./softphone-panel.tsx')).SoftphonePanel,
}));

/** Open when a person wants it, and as long as a call rings, goes on, or waits for a word: a call is never out of sight. */
function useIsShown(): boolean {
  const isPinned = usePhoneView((view) => view.isPinned);
  const hasWrapUp = usePhoneView((view) => view.wrapUps.length > 0);
  const hasCall = useSoftphone(
    ({ softphone }) => softphone?.calls.some(({ leg }) => leg.kind !== 'ended') === true,
  );
  const hasRejoinable = useLiveCalls(({ calls }) => calls.some(({ canRejoin }) => canRejoin));
  return isPinned || hasWrapUp || hasCall || hasRejoinable;
}

export function PhoneDock() {
  const isShown = useIsShown();
  return (
    <>
      <RingAnnouncer />
      {isShown && (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <SoftphonePanel />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  );
}
