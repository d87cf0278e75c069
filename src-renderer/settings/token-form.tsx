import { Button, PasswordInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-main/shell/contract.ts';
import { coreClient, shellClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import classes from './settings-screen.module.css';
import { tokenFault } from './token-entry.ts';

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'saved'; readonly organization: string };

interface TokenFormProps {
  readonly baseUrl: Settings['samsaraBaseUrl'];
  readonly willBeStoredIn: 'keyring' | 'session';
}

/** A token is saved only after Samsara has said whose it is, and is forgotten here as soon as it is. */
export function TokenForm({ baseUrl, willBeStoredIn }: TokenFormProps) {
  const { t } = useTranslation('settings');
  const [entered, setEntered] = useState('');
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });

  const save = async (token: string) => {
    setOutcome({ kind: 'checking' });
    try {
      const { organizationName } = await coreClient.samsara.checkAccess({ baseUrl, token });
      await shellClient.setSecret({ name: 'samsaraToken', value: token });
      setEntered('');
      setOutcome({ kind: 'saved', organization: organizationName });
    } catch (error) {
      setOutcome({ kind: 'refused', sentence: failureText(error) });
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const fault = tokenFault(entered);
    if (fault === null) void save(entered.trim());
    else setOutcome({ kind: 'refused', sentence: t(`samsara.${fault}`) });
  };

  return (
    <form className={classes.row} onSubmit={onSubmit} noValidate>
      <PasswordInput
        className={classes.whole}
        label={t('samsara.token')}
        description={t('samsara.tokenHint')}
        placeholder={t('samsara.tokenPlaceholder')}
        autoComplete="off"
        spellCheck={false}
        value={entered}
        onChange={(event) => {
          setEntered(event.currentTarget.value);
          setOutcome({ kind: 'none' });
        }}
        error={outcome.kind === 'refused' ? outcome.sentence : undefined}
        visibilityToggleButtonProps={{ 'aria-label': t('samsara.tokenShow') }}
        inputWrapperOrder={['label', 'description', 'input']}
      />
      <Button type="submit" loading={outcome.kind === 'checking'}>
        {t('samsara.check')}
      </Button>
      <div role="status" className={classes.whole}>
        {outcome.kind === 'checking' && <p className={classes.quiet}>{t('samsara.checking')}</p>}
        {outcome.kind === 'refused' && <p className={classes.bad}>{outcome.sentence}</p>}
        {outcome.kind === 'saved' && (
          <p className={classes.good}>{t('samsara.accepted', { organization: outcome.organization })}</p>
        )}
        {outcome.kind !== 'saved' && willBeStoredIn === 'session' && (
          <p className={classes.quiet}>{t('samsara.storageSession')}</p>
        )}
      </div>
    </form>
  );
}
