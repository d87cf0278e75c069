import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../src-main/core/operations/twilio/people/contract.ts';
import { ContactForm } from './contact-form.tsx';
import { dialNumber } from './phone-actions.ts';
import { useContacts } from './phone-stores.ts';
import classes from './softphone.module.css';

/** Keys first, in their order; then everybody else by name. */
const inOrder = (contacts: readonly Contact[]): readonly Contact[] =>
  [...contacts].sort((a, b) => (a.speedDial ?? 10) - (b.speedDial ?? 10) || a.name.localeCompare(b.name));

function ContactRow({ contact, onEdit }: { readonly contact: Contact; readonly onEdit: () => void }) {
  const { t } = useTranslation('softphone');
  const { name, number, numberText, company, speedDial } = contact;
  return (
    <li className={classes.contact}>
      <UnstyledButton
        className={classes.result}
        title={t('dial.callName', { name })}
        onClick={() => dialNumber(number)}
      >
        <span className={classes.speedKey} aria-hidden>
          {speedDial ?? ''}
        </span>
        <span className={classes.resultWords}>
          <span className={classes.cut}>{name}</span>
          <span className={classes.quiet}>{[numberText, company].filter(Boolean).join(' · ')}</span>
        </span>
      </UnstyledButton>
      <ActionIcon variant="subtle" color="gray" aria-label={t('speed.edit', { name })} onClick={onEdit}>
        <IconPencil size={16} />
      </ActionIcon>
    </li>
  );
}

/** The office's own contacts: a press calls, a pencil edits. */
export function SpeedDialTab() {
  const { t } = useTranslation('softphone');
  const contacts = useContacts((state) => state.contacts);
  const [edited, setEdited] = useState<Contact | 'new' | null>(null);
  if (edited !== null) {
    return <ContactForm contact={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />;
  }
  return (
    <div className={classes.dial}>
      {contacts.length === 0 ? (
        <p className={classes.quiet}>{t('speed.empty')}</p>
      ) : (
        <ul className={classes.results} aria-label={t('speed.label')}>
          {inOrder(contacts).map((contact) => (
            <ContactRow key={contact.id} contact={contact} onEdit={() => setEdited(contact)} />
          ))}
        </ul>
      )}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => setEdited('new')}
      >
        {t('speed.add')}
      </Button>
    </div>
  );
}
