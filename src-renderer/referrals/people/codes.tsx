import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskFirst } from '../../settings/ask-first.tsx';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { codeDoubt } from '../board/new-referral.ts';
import { DeedForm } from '../forms/deed-form.tsx';
import { useRecords } from '../frame/record-store.ts';
import type { Code, Person } from '../frame/referral-types.ts';
import { useCommand } from '../frame/use-command.ts';
import referral from '../referral/referral.module.css';
import { readDayEnd } from './days.ts';
import classes from './people.module.css';

const codeShape = /^[\w-]{3,40}$/;
const campaignShape = /^[\w.:-]{1,64}$/;

interface CodeEntry {
  readonly text: string;
  readonly campaign: string;
  readonly lastDay: string;
  readonly useCountMax: number | string;
}

const noCode: CodeEntry = { text: '', campaign: '', lastDay: '', useCountMax: '' };

interface CodeFieldsProps {
  readonly entry: CodeEntry;
  readonly isChecked: boolean;
  readonly onChange: (part: Partial<CodeEntry>) => void;
}

const isCode = ({ text }: CodeEntry) => codeShape.test(text.trim());
const isCampaign = ({ campaign }: CodeEntry) => campaign.trim() === '' || campaignShape.test(campaign.trim());

function CodeFields({ entry, isChecked, onChange }: CodeFieldsProps) {
  const { t } = useTranslation('referrals');
  return (
    <>
      <TextInput
        size="xs"
        label={t('code.text')}
        required
        maxLength={40}
        value={entry.text}
        error={isChecked && !isCode(entry) ? t('code.textOdd') : undefined}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        autoFocus
      />
      <TextInput
        size="xs"
        label={t('code.campaign')}
        maxLength={64}
        value={entry.campaign}
        error={isChecked && !isCampaign(entry) ? t('code.campaignOdd') : undefined}
        onChange={(event) => onChange({ campaign: event.currentTarget.value })}
      />
      <div className={classes.fields}>
        <TextInput
          size="xs"
          type="date"
          label={t('code.lastDay')}
          value={entry.lastDay}
          onChange={(event) => onChange({ lastDay: event.currentTarget.value })}
        />
        <NumberInput
          size="xs"
          w={120}
          label={t('code.useCountMax')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={entry.useCountMax}
          onChange={(useCountMax) => onChange({ useCountMax })}
        />
      </div>
    </>
  );
}

function IssueForm({ person, onDone }: { readonly person: Person; readonly onDone: () => void }) {
  const { t } = useTranslation('referrals');
  const issue = useCommand('issueCode');
  const [entry, setEntry] = useState(noCode);
  const [isChecked, setChecked] = useState(false);
  const [codeId] = useState(() => crypto.randomUUID());
  const run = () => {
    setChecked(true);
    if (!isCode(entry) || !isCampaign(entry)) return null;
    const { text, campaign, lastDay, useCountMax } = entry;
    return issue.run(
      {
        companyId: person.companyId,
        codeId,
        text: text.trim(),
        personId: person.id,
        campaignId: campaign.trim() === '' ? null : campaign.trim(),
        startsAtMs: startOfMinute(Date.now()),
        expiresAtMs: readDayEnd(lastDay),
        useCountMax: typeof useCountMax === 'number' ? useCountMax : null,
      },
      t('code.issued', { code: text.trim() }),
    );
  };
  return (
    <DeedForm
      title={t('code.issue')}
      problem={issue.problem}
      isRunning={issue.isRunning}
      onRun={run}
      onDone={onDone}
    >
      <CodeFields entry={entry} isChecked={isChecked} onChange={(part) => setEntry({ ...entry, ...part })} />
    </DeedForm>
  );
}

/** The same command again has to be the same: a second try within the minute does not make another one. */
const startOfMinute = (timeMs: number): number => Math.floor(timeMs / 60_000) * 60_000;

function CodeLine({ code }: { readonly code: Code }) {
  const { t } = useTranslation('referrals');
  const nowMs = useMinuteMs();
  const close = useCommand('closeCode');
  const doubt = codeDoubt(code, nowMs);
  const { text, campaignId, expiresAtMs, useCount, useCountMax } = code;
  const facts = [
    doubt === null ? t('code.holds') : t(`newReferral.code.${doubt}`),
    campaignId,
    expiresAtMs === null || code.isClosed
      ? null
      : t('code.until', { time: formatMoment(expiresAtMs, nowMs) }),
    useCountMax === null
      ? t('code.used', { count: useCount, countText: formatCount(useCount) })
      : t('code.usedOf', { used: formatCount(useCount), max: formatCount(useCountMax) }),
  ].filter((fact) => fact !== null);
  return (
    <li className={classes.rowLine}>
      <span className={classes.grow}>
        <strong>{text}</strong> <span className={referral.quiet}>{facts.join(' · ')}</span>
        {close.problem !== null && (
          <span role="alert" className={referral.refused}>
            {' '}
            {close.problem}
          </span>
        )}
      </span>
      {!code.isClosed && (
        <AskFirst
          label={t('code.close')}
          question={t('code.closeQuestion', { code: text })}
          yes={t('code.close')}
          no={t('form.cancel')}
          onYes={() => void close.run({ codeId: code.id }, t('code.closed', { code: text }))}
        />
      )}
    </li>
  );
}

/** The codes somebody hands out, and a new one. */
export function Codes({ person }: { readonly person: Person }) {
  const { t } = useTranslation('referrals');
  const codes = useRecords('listCodes', person.companyId).items;
  const [isIssuing, setIssuing] = useState(false);
  const own = codes.filter(({ personId }) => personId === person.id);
  return (
    <>
      {own.length === 0 && <p className={referral.quiet}>{t('code.none')}</p>}
      {own.length > 0 && (
        <ul className={classes.rows} aria-label={t('code.title')}>
          {own.map((code) => (
            <CodeLine key={code.id} code={code} />
          ))}
        </ul>
      )}
      {isIssuing && <IssueForm person={person} onDone={() => setIssuing(false)} />}
      {!isIssuing && person.leftAtMs === null && (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setIssuing(true)}>
            {t('code.issue')}
          </Button>
        </div>
      )}
    </>
  );
}
