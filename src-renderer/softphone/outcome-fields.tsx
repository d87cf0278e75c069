import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  callLimits,
  dispositions,
  type Disposition,
} from '../../src-main/core/operations/twilio/calls/call-status.wire.ts';

interface OutcomeFieldsProps {
  readonly disposition: Disposition | null;
  readonly onDisposition: (disposition: Disposition | null) => void;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly placeholder?: string;
}

/** What came of a phone call: in the wrap-up, and for as long as the call is in the log. */
export function OutcomeFields({ disposition, onDisposition, note, onNote, placeholder }: OutcomeFieldsProps) {
  const { t } = useTranslation('calls');
  return (
    <>
      <Select
        size="xs"
        label={t('detail.result')}
        data={dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }))}
        value={disposition}
        onChange={onDisposition}
        clearable
      />
      <Textarea
        size="xs"
        label={t('detail.note')}
        placeholder={placeholder}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={callLimits.noteLength}
        value={note}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
    </>
  );
}
