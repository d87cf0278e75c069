import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldTime, readFieldTime } from '../../review/review-time.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { useCommand } from '../frame/use-command.ts';
import classes from '../office.module.css';
import type { Config } from '../frame/referral-types.ts';
import { ProblemLine } from '../problem-line.tsx';

/** From now on, or from a moment that is to come: never for the past. */
export function PublishForm({ version }: { readonly version: Config }) {
  const { t } = useTranslation('referralOffice');
  const { run, isRunning, problem } = useCommand('publishConfig');
  const [time, setTime] = useState('');
  const minuteMs = useMinuteMs();
  const publish = () => {
    const nowMs = Date.now();
    const atMs = time === '' ? nowMs : readFieldTime(time);
    void run({ configId: version.id, effectiveAtMs: Math.max(nowMs, atMs) }, t('rules.published'));
  };
  return (
    <form
      className={classes.buttons}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) publish();
      }}
    >
      <TextInput
        size="xs"
        type="datetime-local"
        label={t('rules.effectiveFrom')}
        min={fieldTime(minuteMs)}
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
      <Button size="compact-sm" type="submit" loading={isRunning} style={{ alignSelf: 'flex-end' }}>
        {t(time === '' ? 'rules.publishNow' : 'rules.publish')}
      </Button>
      <p className={classes.quiet}>{t('rules.publishAbout')}</p>
      <ProblemLine problem={problem} />
    </form>
  );
}
