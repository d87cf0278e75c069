import { CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { useMemo, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMinuteMs } from '../../ui/ticker.ts';
import { FormEnd } from '../forms/form-end.tsx';
import classes from '../forms/forms.module.css';
import { PersonPicker } from '../forms/person-picker.tsx';
import { noProfile, profileFaults, profileOf } from '../forms/profile-entry.ts';
import { ProfileFields } from '../forms/profile-fields.tsx';
import { usePersonName } from '../frame/people.ts';
import { useRecords } from '../frame/record-store.ts';
import type { Code } from '../frame/referral-types.ts';
import { useCommand } from '../frame/use-command.ts';
import { candidateDoubts, codeDoubt, type Doubt, type NewReferral } from './new-referral.ts';

const noReferral: NewReferral = { by: 'code', code: '', referrerId: null, candidate: noProfile };

/** What the office will want to look at, in words. */
function Doubts({ doubts }: { readonly doubts: readonly Doubt[] }) {
  const { t } = useTranslation('referrals');
  const textOf = (doubt: Doubt): string => {
    if (doubt.kind === 'alreadyReferred') return t('newReferral.alreadyReferred', { name: doubt.name });
    if (doubt.kind !== 'samePerson') return t(`newReferral.${doubt.kind}`);
    return t(doubt.hasLeft ? 'newReferral.hasLeft' : 'newReferral.samePerson', { name: doubt.name });
  };
  if (doubts.length === 0) return null;
  return (
    <ul className={classes.doubts} aria-label={t('newReferral.doubts')}>
      {doubts.map((doubt) => (
        <li key={textOf(doubt)}>{textOf(doubt)}</li>
      ))}
    </ul>
  );
}

interface CodeFieldProps {
  readonly text: string;
  readonly code: Code | undefined;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

/** The code, and whose it is or why it may not hold. */
function CodeField({ text, code, error, onChange }: CodeFieldProps) {
  const { t } = useTranslation('referrals');
  const nameOf = usePersonName();
  const doubt = codeDoubt(code, useMinuteMs());
  const known = code === undefined ? '' : t('newReferral.codeOf', { name: nameOf(code.personId) });
  const description = doubt === null ? known : t(`newReferral.code.${doubt}`);
  return (
    <TextInput
      size="xs"
      label={t('newReferral.codeLabel')}
      description={text.trim() === '' ? undefined : description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maxLength={40}
      value={text}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoFocus
    />
  );
}

interface ReferrerProps {
  readonly entry: NewReferral;
  readonly code: Code | undefined;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<NewReferral>) => void;
}

/** By a code or by name. */
function Referrer({ entry, code, error, onChange }: ReferrerProps) {
  const { t } = useTranslation('referrals');
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('newReferral.by')}
        data={[
          { value: 'code', label: t('newReferral.byCode') },
          { value: 'person', label: t('newReferral.byPerson') },
        ]}
        value={entry.by}
        onChange={(by) => onChange({ by: by as NewReferral['by'] })}
      />
      {entry.by === 'code' ? (
        <CodeField
          text={entry.code}
          code={code}
          error={error}
          onChange={(text) => onChange({ code: text })}
        />
      ) : (
        <PersonPicker
          label={t('newReferral.referrer')}
          personId={entry.referrerId}
          error={error}
          onChange={(referrerId) => onChange({ referrerId })}
        />
      )}
    </>
  );
}

function useKnown(companyId: string, entry: NewReferral) {
  const people = useRecords('listPeople', companyId).items;
  const referrals = useRecords('listReferrals', companyId).items;
  const codes = useRecords('listCodes', companyId).items;
  const codeText = entry.code.trim();
  const code = codes.find(({ text }) => text === codeText);
  const referrerId = entry.by === 'code' ? (code?.personId ?? null) : entry.referrerId;
  const doubts = useMemo(
    () => candidateDoubts(entry.candidate, referrerId, { people, referrals }),
    [entry.candidate, referrerId, people, referrals],
  );
  return { code, doubts };
}

interface NewReferralFormProps {
  readonly companyId: string;
  /** Told the id of the one that was made. */
  readonly onMade: (referralId: string) => void;
  readonly onCancel: () => void;
}

/** A candidate and who has brought them. What the office will doubt is said while it can still be corrected. */
export function NewReferralForm({ companyId, onMade, onCancel }: NewReferralFormProps) {
  const { t } = useTranslation('referrals');
  const [entry, setEntry] = useState(noReferral);
  const [isChecked, setChecked] = useState(false);
  // Kept for a second try: the same referral, not one more.
  const [referralId] = useState(() => crypto.randomUUID());
  const make = useCommand('makeReferral');
  const { code, doubts } = useKnown(companyId, entry);
  const faults = profileFaults(entry.candidate);
  const isNamed = entry.by === 'code' ? entry.code.trim() !== '' : entry.referrerId !== null;
  const missing = isChecked && !isNamed ? t(`newReferral.${entry.by}Missing`) : undefined;
  const change = (part: Partial<NewReferral>) => {
    setEntry({ ...entry, ...part });
    make.forget();
  };

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isNamed || Object.keys(faults).length > 0 || make.isRunning) return;
    const outcome = await make.run(
      {
        companyId,
        referralId,
        code: entry.by === 'code' ? entry.code.trim() : null,
        referrerId: entry.by === 'person' ? entry.referrerId : null,
        candidate: profileOf(entry.candidate),
      },
      t('newReferral.done'),
    );
    if (outcome === 'accepted' || outcome === 'waiting') onMade(referralId);
  };

  return (
    <form
      className={classes.form}
      aria-label={t('newReferral.title')}
      onSubmit={(event) => void onSubmit(event)}
      noValidate
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{t('newReferral.title')}</h2>
        <CloseButton aria-label={t('form.close')} onClick={onCancel} />
      </div>
      <Referrer entry={entry} code={code} error={missing} onChange={change} />
      <h3 className={classes.heading}>{t('newReferral.candidate')}</h3>
      <ProfileFields
        entry={entry.candidate}
        faults={isChecked ? faults : {}}
        onChange={(candidate) => change({ candidate })}
      />
      <Doubts doubts={doubts} />
      <FormEnd
        submitLabel={t('newReferral.submit')}
        problem={make.problem}
        isRunning={make.isRunning}
        onCancel={onCancel}
      />
    </form>
  );
}
