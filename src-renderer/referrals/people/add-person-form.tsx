import { CloseButton, SegmentedControl } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FormEnd } from '../forms/form-end.tsx';
import classes from '../forms/forms.module.css';
import { noProfile, profileFaults, profileOf } from '../forms/profile-entry.ts';
import { ProfileFields } from '../forms/profile-fields.tsx';
import type { Person } from '../frame/referral-types.ts';
import { useCommand } from '../frame/use-command.ts';

const kinds = ['driver', 'recruiter', 'clerk'] as const satisfies readonly Person['kind'][];

interface AddPersonFormProps {
  readonly companyId: string;
  readonly onAdded: (personId: string) => void;
  readonly onCancel: () => void;
}

/** Somebody who is with the company and may refer. */
export function AddPersonForm({ companyId, onAdded, onCancel }: AddPersonFormProps) {
  const { t } = useTranslation('referrals');
  const [kind, setKind] = useState<Person['kind']>('driver');
  const [entry, setEntry] = useState(noProfile);
  const [isChecked, setChecked] = useState(false);
  // Kept for a second try: the same person, not one more.
  const [personId] = useState(() => crypto.randomUUID());
  const add = useCommand('addPerson');
  const faults = profileFaults(entry);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(faults).length > 0 || add.isRunning) return;
    const profile = profileOf(entry);
    const outcome = await add.run(
      { companyId, personId, kind, profile },
      t('people.added', { name: profile.name }),
    );
    if (outcome === 'accepted' || outcome === 'waiting') onAdded(personId);
  };
  return (
    <form
      className={classes.form}
      aria-label={t('people.add')}
      onSubmit={(event) => void onSubmit(event)}
      noValidate
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{t('people.add')}</h2>
        <CloseButton aria-label={t('form.close')} onClick={onCancel} />
      </div>
      <SegmentedControl
        size="xs"
        aria-label={t('people.kind')}
        data={kinds.map((value) => ({ value, label: t(`person.kind.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <ProfileFields
        entry={entry}
        faults={isChecked ? faults : {}}
        onChange={(next) => {
          setEntry(next);
          add.forget();
        }}
        isFirst
      />
      <FormEnd
        submitLabel={t('people.addSubmit')}
        problem={add.problem}
        isRunning={add.isRunning}
        onCancel={onCancel}
      />
    </form>
  );
}
