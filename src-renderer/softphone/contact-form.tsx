import { Button, Select, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../src-main/core/operations/twilio/people/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { AskFirst } from '../settings/ask-first.tsx';
import classes from './softphone.module.css';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

interface ContactFormProps {
  /** `null`: a new one. */
  readonly contact: Contact | null;
  readonly onDone: () => void;
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isFirst?: boolean;
}

function Field({ label, value, onChange, isFirst = false }: FieldProps) {
  return (
    <TextInput
      size="xs"
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoFocus={isFirst}
    />
  );
}

export function ContactForm({ contact, onDone }: ContactFormProps) {
  const { t } = useTranslation('softphone');
  const [name, setName] = useState(contact?.name ?? '');
  const [number, setNumber] = useState(contact?.numberText ?? '');
  const [company, setCompany] = useState(contact?.company ?? '');
  const [key, setKey] = useState<string | null>(contact?.speedDial?.toString() ?? null);
  const [failure, setFailure] = useState<string | null>(null);

  const save = async () => {
    try {
      await coreClient.phone.saveContact({
        contactId: contact?.id ?? null,
        name,
        number,
        company: company.trim() === '' ? null : company,
        speedDial: key === null ? null : Number(key),
      });
      onDone();
    } catch (error) {
      setFailure(failureText(error));
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') setFailure(t('speed.nameMissing'));
    else if (number.trim() === '') setFailure(t('speed.numberMissing'));
    else void save();
  };
  const remove = async () => {
    if (contact !== null) await coreClient.phone.deleteContact({ contactId: contact.id });
    onDone();
  };
  return (
    <form className={classes.dial} onSubmit={onSubmit} noValidate>
      <Field label={t('speed.name')} value={name} onChange={setName} isFirst />
      <Field label={t('speed.number')} value={number} onChange={setNumber} />
      <Field label={t('speed.company')} value={company} onChange={setCompany} />
      <Select
        size="xs"
        label={t('speed.speedKey')}
        placeholder={t('speed.noKey')}
        data={keys}
        value={key}
        onChange={setKey}
        clearable
      />
      {failure !== null && (
        <p role="alert" className={classes.bad}>
          {failure}
        </p>
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm">
          {t('speed.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t('speed.cancel')}
        </Button>
      </div>
      {contact !== null && (
        <AskFirst
          label={t('speed.delete')}
          question={t('speed.deleteConfirm', { name: contact.name })}
          yes={t('speed.delete')}
          no={t('speed.deleteNo')}
          onYes={() => void attempt(remove)}
        />
      )}
    </form>
  );
}
