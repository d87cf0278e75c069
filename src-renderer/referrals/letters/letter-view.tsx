import { Button, CopyButton, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import formClasses from '../forms/forms.module.css';
import { saveText } from '../frame/save-text.ts';
import referral from '../referral/referral.module.css';
import type { Letter } from './letters.ts';

/** What a mail program takes: the subject as its first line. */
const whole = (subject: string, body: string): string => `${subject}\n\n${body}\n`;

/** A letter as it will be read; it can be changed before it is copied or saved, and is kept nowhere. */
function Preview({ letter }: { readonly letter: Letter }) {
  const { t } = useTranslation('referrals');
  const [subject, setSubject] = useState(letter.subject);
  const [body, setBody] = useState(letter.body);
  return (
    <>
      <TextInput
        size="xs"
        label={t('letter.subject')}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        size="xs"
        label={t('letter.body')}
        autosize
        minRows={6}
        maxRows={18}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <div className={formClasses.buttons}>
        <CopyButton value={whole(subject, body)}>
          {({ copied, copy }) => (
            <Button size="compact-sm" onClick={copy}>
              {t(copied ? 'letter.copied' : 'letter.copy')}
            </Button>
          )}
        </CopyButton>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            void saveText({ suggestedName: letter.label, format: 'txt', text: whole(subject, body) })
          }
        >
          {t('letter.save')}
        </Button>
      </div>
    </>
  );
}

/** The letters there is something to write about now, and one of them filled in. */
export function LetterView({ letters }: { readonly letters: readonly Letter[] }) {
  const { t } = useTranslation('referrals');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = letters.find(({ id }) => id === chosenId) ?? null;
  if (letters.length === 0) return <p className={referral.quiet}>{t('letter.none')}</p>;
  return (
    <>
      <Select
        size="xs"
        label={t('letter.which')}
        placeholder={t('letter.choose')}
        data={letters.map(({ id, label }) => ({ value: id, label }))}
        value={chosenId}
        onChange={setChosenId}
        limit={60}
        searchable
        clearable
      />
      {chosen !== null && <Preview key={`${chosen.id} ${chosen.body}`} letter={chosen} />}
    </>
  );
}
