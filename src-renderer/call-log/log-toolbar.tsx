import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { callOutcomes, dispositions } from '../../src-main/core/operations/twilio/calls/call-status.wire.ts';
import { formatCount } from '../ui/format.ts';
import classes from './call-log-screen.module.css';
import { logSpans, logViews, noLogFilter, type LogFilter, type LogSpan, type LogView } from './log-filter.ts';

interface LogToolbarProps {
  readonly filter: LogFilter;
  readonly count: number;
  readonly hasMore: boolean;
  readonly onChange: (filter: LogFilter) => void;
}

function Toggle(props: { readonly label: string; readonly isOn: boolean; readonly onClick: () => void }) {
  const { label, isOn, onClick } = props;
  return (
    <Button size="compact-sm" variant={isOn ? 'filled' : 'default'} aria-pressed={isOn} onClick={onClick}>
      {label}
    </Button>
  );
}

interface ChoicesProps {
  readonly filter: LogFilter;
  readonly change: (part: Partial<LogFilter>) => void;
}

function Choices({ filter, change }: ChoicesProps) {
  const { t } = useTranslation('calls');
  return (
    <>
      <Select
        size="xs"
        w={128}
        aria-label={t('filter.span')}
        data={logSpans.map((value) => ({ value, label: t(`filter.${value}`) }))}
        value={filter.span}
        onChange={(span) => change({ span: (span ?? 'ever') as LogSpan })}
        allowDeselect={false}
      />
      <Select
        size="xs"
        w={146}
        aria-label={t('filter.outcome')}
        placeholder={t('filter.anyOutcome')}
        data={callOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        value={filter.outcome}
        onChange={(outcome) => change({ outcome })}
        clearable
      />
      <Select
        size="xs"
        w={146}
        aria-label={t('filter.disposition')}
        placeholder={t('filter.anyDisposition')}
        data={dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }))}
        value={filter.disposition}
        onChange={(disposition) => change({ disposition })}
        clearable
      />
    </>
  );
}

export function LogToolbar({ filter, count, hasMore, onChange }: LogToolbarProps) {
  const { t } = useTranslation('calls');
  const change = (part: Partial<LogFilter>) => onChange({ ...filter, ...part });
  const countText = formatCount(count);
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(noLogFilter);
  return (
    <div className={classes.toolbar} role="search" aria-label={t('search.label')}>
      <TextInput
        size="xs"
        className={classes.search}
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        leftSection={<IconSearch size={15} aria-hidden />}
        maxLength={80}
        value={filter.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
      />
      <SegmentedControl<LogView>
        size="xs"
        aria-label={t('filter.label')}
        data={logViews.map((value) => ({ value, label: t(`filter.${value}`) }))}
        value={filter.view}
        onChange={(view) => change({ view })}
      />
      <Choices filter={filter} change={change} />
      <Toggle
        label={t('filter.hasRecording')}
        isOn={filter.hasRecording}
        onClick={() => change({ hasRecording: !filter.hasRecording })}
      />
      <Toggle
        label={t('filter.hasNote')}
        isOn={filter.hasNote}
        onClick={() => change({ hasNote: !filter.hasNote })}
      />
      {isFiltered && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(noLogFilter)}>
          {t('filter.clear')}
        </Button>
      )}
      <span className={classes.count} role="status">
        {hasMore ? t('list.shownMore', { countText }) : t('list.shown', { count, countText })}
      </span>
    </div>
  );
}
