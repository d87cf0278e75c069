import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attempt } from '../../app/desk-actions.ts';
import { text } from '../../app/text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { Beside } from '../beside.tsx';
import { referralClient } from '../frame/referral-client.ts';
import type { LedgerEntry } from '../frame/referral-types.ts';
import classes from '../office.module.css';
import { useRecordNames } from '../record-names.ts';
import { EntryDetail } from './entry-detail.tsx';
import { EntryList } from './entry-list.tsx';
import { noLedgerFilter } from './ledger-filter.ts';
import { LedgerToolbar } from './ledger-toolbar.tsx';
import { useLedgerEntries, type LedgerEntries } from './use-ledger-entries.ts';
import { VerifyStrip } from './verify-strip.tsx';

/** Why no entry is in sight. */
function NoEntries({ ledger }: { readonly ledger: LedgerEntries }) {
  const { t } = useTranslation('referralOffice');
  const { failure, retry, isLoading, isFiltered, isWhole, lowestSeq, setFilter } = ledger;
  if (failure !== null) {
    return (
      <EmptyState
        title={t('ledger.failedTitle')}
        body={failure}
        action={{ label: t('ledger.retry'), onClick: retry }}
      />
    );
  }
  if (isLoading)
    return <p className={classes.loading}>{t(isFiltered ? 'ledger.searching' : 'ledger.loading')}</p>;
  if (!isFiltered) return <EmptyState title={t('ledger.emptyTitle')} body={t('ledger.emptyBody')} />;
  const body = isWhole
    ? t('ledger.noneFitBody')
    : t('ledger.noneFitYetBody', { seq: formatCount(lowestSeq ?? 0) });
  const clear = { label: t('ledger.clearFilter'), onClick: () => setFilter(noLedgerFilter) };
  return <EmptyState title={t('ledger.noneFitTitle')} body={body} action={clear} />;
}

/** An entry that a finding is about, wherever it stands in the ledger. */
const showEntry = (seq: number, onRead: (entry: LedgerEntry) => void): Promise<void> =>
  attempt(async () => {
    const [entry] = await referralClient.listEntries({ beforeSeq: seq + 1, countMax: 1 });
    if (entry?.seq === seq) onRead(entry);
    else
      notifications.show({
        message: text.t('referralOffice:ledger.entry.unreadable', { seq: formatCount(seq) }),
      });
  });

/** The log itself, newest first, and the proof that nobody has touched it. */
export function LedgerPanel() {
  const names = useRecordNames();
  const ledger = useLedgerEntries(names);
  const { shown } = ledger;
  const [selected, select] = useState<LedgerEntry | null>(null);
  const selectedSeq = selected?.seq ?? null;
  return (
    <>
      <VerifyStrip nameOf={names.person} onShow={(seq) => void showEntry(seq, select)} />
      <Beside
        aside={
          selected === null ? null : (
            <EntryDetail entry={selected} names={names} onClose={() => select(null)} />
          )
        }
      >
        <LedgerToolbar ledger={ledger} />
        {shown.length === 0 ? (
          <NoEntries ledger={ledger} />
        ) : (
          <EntryList
            entries={shown}
            selectedSeq={selectedSeq}
            names={names}
            onSelect={select}
            onEndNear={ledger.onEndNear}
          />
        )}
      </Beside>
    </>
  );
}
