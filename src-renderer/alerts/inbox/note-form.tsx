import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { alertLimits } from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { addNote } from '../alert-actions.ts';
import { useAlertsView } from '../alerts-view-store.ts';
import classes from './alert-detail.module.css';

/** Use it under a `key` of the alert: another alert begins with an empty field. */
export function NoteForm({ alertId }: { readonly alertId: string }) {
  const { t } = useTranslation('alerts');
  const [note, setNote] = useState('');
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const focusCount = useAlertsView((view) => view.noteFocusCount);
  const seenCount = useRef(focusCount);
  useEffect(() => {
    if (focusCount === seenCount.current) return;
    seenCount.current = focusCount;
    fieldRef.current?.focus();
  }, [focusCount]);

  const words = note.trim();
  const send = () => {
    if (words === '') return;
    setNote('');
    void addNote(alertId, words);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={classes.noteForm}>
      <Textarea
        ref={fieldRef}
        size="xs"
        label={t('actions.note')}
        placeholder={t('actions.notePlaceholder')}
        value={note}
        maxLength={alertLimits.noteLength}
        autosize
        minRows={1}
        maxRows={4}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button size="xs" variant="default" disabled={words === ''} onClick={send}>
        {t('actions.addNote')}
      </Button>
    </div>
  );
}
