import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { CallDetail } from './call-detail.tsx';
import { CallList } from './call-list.tsx';
import classes from './call-log-screen.module.css';
import { noLogFilter } from './log-filter.ts';
import { LogToolbar } from './log-toolbar.tsx';
import { useCallPages } from './use-call-pages.ts';

/** Every call of this desk and its group, newest first; beside it what is known of the chosen one. */
export function CallLogScreen() {
  const { t } = useTranslation('calls');
  const [filter, setFilter] = useState(noLogFilter);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const { calls, nextCursor, isLoading, failure, loadMore, retry } = useCallPages(filter);
  const selected = calls.find(({ id }) => id === selectedId) ?? null;
  const isEmpty = calls.length === 0 && failure === null;
  const isPlain = filter === noLogFilter;
  return (
    <div className={classes.screen}>
      <h1 className={classes.title}>{t('title')}</h1>
      <LogToolbar filter={filter} count={calls.length} hasMore={nextCursor !== null} onChange={setFilter} />
      <div className={classes.columns}>
        <div className={classes.list}>
          {failure !== null && (
            <EmptyState
              title={t('empty.failed')}
              body={failure}
              action={{ label: t('empty.retry'), onClick: retry }}
            />
          )}
          {isEmpty && isLoading && <p className={classes.loading}>{t('empty.loading')}</p>}
          {isEmpty && !isLoading && (
            <EmptyState
              title={t(isPlain ? 'empty.title' : 'empty.noneFitTitle')}
              body={t(isPlain ? 'empty.body' : 'empty.noneFitBody')}
            />
          )}
          {calls.length > 0 && (
            <CallList calls={calls} selectedId={selectedId} onSelect={setSelectedId} onEndNear={loadMore} />
          )}
        </div>
        {selected !== null && (
          <div className={classes.aside}>
            <CallDetail key={selected.id} call={selected} onClose={() => setSelectedId(null)} />
          </div>
        )}
      </div>
    </div>
  );
}
