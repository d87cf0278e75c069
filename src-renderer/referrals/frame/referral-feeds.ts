import { followStream } from '../../platform/follow-stream.ts';
import { useLedgerSize } from './ledger-size.ts';
import { useLedgerSync } from './ledger-sync.ts';
import { useOutbox } from './outbox-store.ts';
import { referralClient } from './referral-client.ts';

/** The writers of the stores that tell what this desk's copy of the ledger is worth and what waits to get into it. */
export function startReferralFeeds(): void {
  followStream({
    open: (signal) => referralClient.watchReferralSync(undefined, { signal }),
    onItem: (sync) => useLedgerSync.setState({ sync }),
  });
  followStream({
    open: (signal) => referralClient.watchOutbox(undefined, { signal }),
    onItem: ({ rows, rowCount }) => useOutbox.setState({ rows, rowCount }),
  });
  followStream({
    open: (signal) => referralClient.watchReferralChanges(undefined, { signal }),
    onItem: ({ size }) => useLedgerSize.setState({ size }),
  });
}
