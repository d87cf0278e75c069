import { Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { isHubAddress } from './hub-entry.ts';
import classes from './settings-screen.module.css';

/** Address, code, name. The hub gives this desk a token for them, which no window ever sees. */
export function EnrolForm() {
  const { t } = useTranslation('hub');
  const [url, setUrl] = useState('');
  const [code, setCode] = useState('');
  const [deskName, setDeskName] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const fault = (): string | null => {
    if (!isHubAddress(url.trim())) return t('settings.urlInvalid');
    if (code.trim() === '') return t('settings.codeMissing');
    return deskName.trim() === '' ? t('settings.deskNameMissing') : null;
  };
  const enrol = async () => {
    setAsking(true);
    try {
      await coreClient.hub.enrolDesk({ url: url.trim(), code: code.trim(), deskName: deskName.trim() });
    } catch (error) {
      setProblem(failureText(error));
    } finally {
      setAsking(false);
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const sentence = fault();
    setProblem(sentence);
    if (sentence === null) void enrol();
  };
  const plain = { autoComplete: 'off', spellCheck: false, className: classes.whole ?? '' } as const;
  return (
    <form className={classes.row} onSubmit={onSubmit} noValidate>
      <TextInput
        {...plain}
        label={t('settings.url')}
        description={t('settings.urlHint')}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TextInput
        {...plain}
        label={t('settings.code')}
        description={t('settings.codeHint')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <TextInput
        {...plain}
        label={t('settings.deskName')}
        description={t('settings.deskNameHint')}
        value={deskName}
        onChange={(event) => setDeskName(event.currentTarget.value)}
      />
      <Button type="submit" loading={isAsking}>
        {t('settings.enrol')}
      </Button>
      <div role="status" className={classes.whole}>
        {problem !== null && <p className={classes.bad}>{problem}</p>}
      </div>
    </form>
  );
}
