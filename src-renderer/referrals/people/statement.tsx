import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { formatCount, formatDated } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { useLedgerSync } from '../frame/ledger-sync.ts';
import { pointsText } from '../frame/points-text.ts';
import { referralClient } from '../frame/referral-client.ts';
import type { Person, Statement } from '../frame/referral-types.ts';
import { saveText } from '../frame/save-text.ts';
import { useAnswer } from '../frame/use-answer.ts';
import { factWords } from '../ledger/entry-words.ts';
import referral from '../referral/referral.module.css';
import { BalanceFigures } from './balances.tsx';
import { dayText, daySpan, readDayEnd, readDayStart, spanChoices, type DaySpan } from './days.ts';
import classes from './people.module.css';
import { statementCsv } from './statement-csv.ts';
import { useWho } from '../referral/who.ts';

function Lines({ statement }: { readonly statement: Statement }) {
  const { t } = useTranslation('referrals');
  const who = useWho();
  const end = (name: 'opening' | 'closing') => (
    <tr>
      <td colSpan={3}>{t(`statement.${name}`)}</td>
      <td data-number="true" />
      <td data-number="true">{pointsText(statement[name])}</td>
    </tr>
  );
  return (
    <table className={classes.statement} aria-label={t('statement.title')}>
      <thead>
        <tr>
          <th>{t('statement.entry')}</th>
          <th>{t('statement.time')}</th>
          <th>{t('statement.what')}</th>
          <th data-number="true">{t('statement.points')}</th>
          <th data-number="true">{t('statement.balance')}</th>
        </tr>
      </thead>
      <tbody>
        {end('opening')}
        {statement.lines.map((line) => (
          <tr key={line.seq}>
            <td>{line.seq}</td>
            <td>{formatDated(line.atMs)}</td>
            <td>
              {factWords(line.what)}{' '}
              <span className={referral.quiet}>{t('event.by', { name: who(line.by) })}</span>
              {line.reason !== null && <div className={referral.quiet}>{line.reason}</div>}
            </td>
            <td data-number="true">
              {line.amount > 0 ? `+${formatCount(line.amount)}` : formatCount(line.amount)}
            </td>
            <td data-number="true">{formatCount(line.balanceAfter)}</td>
          </tr>
        ))}
        {end('closing')}
      </tbody>
    </table>
  );
}

interface SpanFieldsProps {
  readonly span: DaySpan;
  readonly isBackwards: boolean;
  readonly onChange: (span: DaySpan) => void;
}

function SpanFields({ span, isBackwards, onChange }: SpanFieldsProps) {
  const { t } = useTranslation('referrals');
  const nowMs = useMinuteMs();
  return (
    <>
      <div className={classes.chips}>
        {spanChoices.map((choice) => {
          const its = daySpan(choice, nowMs);
          const isOn = its.firstDay === span.firstDay && its.lastDay === span.lastDay;
          return (
            <FilterChip
              key={choice}
              isOn={isOn}
              label={t(`statement.span.${choice}`)}
              onToggle={() => onChange(its)}
            />
          );
        })}
      </div>
      <div className={classes.fields}>
        <TextInput
          size="xs"
          type="date"
          label={t('statement.firstDay')}
          value={span.firstDay}
          error={isBackwards ? t('statement.backwards') : undefined}
          onChange={(event) => onChange({ ...span, firstDay: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          type="date"
          label={t('statement.lastDay')}
          value={span.lastDay}
          onChange={(event) => onChange({ ...span, lastDay: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

/**
 * A span that reaches past what this copy of the ledger has seen of the office ends there: up to then everything is
 * known. One that lies wholly behind it stays as it is, and is unknown.
 */
function knownEnd(fromMs: number, toMs: number): number {
  const seenMs = useLedgerSync.getState().sync?.asOfMs ?? null;
  return seenMs === null || seenMs <= fromMs ? toMs : Math.min(toMs, seenMs + 1);
}

interface StatementOfProps {
  readonly person: Person;
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
}

function StatementOf({ person, name, fromMs, toMs }: StatementOfProps) {
  const { t } = useTranslation('referrals');
  const who = useWho();
  const { id: personId, companyId } = person;
  const ask = useCallback(
    (signal: AbortSignal) =>
      referralClient.getStatement({ companyId, personId, fromMs, toMs: knownEnd(fromMs, toMs) }, { signal }),
    [companyId, personId, fromMs, toMs],
  );
  const { answer, failure } = useAnswer(ask);
  if (failure !== null) return <p className={referral.refused}>{failure}</p>;
  if (answer === null) return <p className={referral.quiet}>{t('empty.loading')}</p>;
  const save = () =>
    saveText({
      suggestedName: t('statement.fileName', { name, day: dayText(toMs - 1) }),
      format: 'csv',
      text: statementCsv(answer, { fromMs, toMs }, { whatText: factWords, nameOf: who }),
    });
  return (
    <>
      <Lines statement={answer} />
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => void save()}
        >
          {t('statement.export')}
        </Button>
      </div>
    </>
  );
}

/** A person's points over any span, and what was there at the end of it. */
export function StatementView({ person, name }: { readonly person: Person; readonly name: string }) {
  const { t } = useTranslation('referrals');
  const [span, setSpan] = useState(() => daySpan('month', Date.now()));
  const fromMs = readDayStart(span.firstDay);
  const endMs = readDayEnd(span.lastDay);
  const today = dayText(useMinuteMs());
  const isBackwards = fromMs !== null && endMs !== null && fromMs >= endMs;
  const isPast = span.lastDay < today;
  return (
    <>
      <SpanFields span={span} isBackwards={isBackwards} onChange={setSpan} />
      {fromMs !== null && endMs !== null && !isBackwards && (
        <>
          <StatementOf person={person} name={name} fromMs={fromMs} toMs={endMs} />
          {isPast && (
            <>
              <h3 className={referral.quiet}>{t('statement.atEnd')}</h3>
              <BalanceFigures person={person} atMs={endMs - 1} />
            </>
          )}
        </>
      )}
    </>
  );
}
