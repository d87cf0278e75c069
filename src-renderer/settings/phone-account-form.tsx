import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-main/shell/contract.ts';
import { coreClient, shellClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { formatCount } from '../ui/format.ts';
import { isSid } from './phone-entry.ts';
import classes from './settings-screen.module.css';

type Outcome =
  | { readonly kind: 'none' | 'checking' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'accepted'; readonly name: string; readonly numberCount: number };

interface Entered {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly secret: string;
}

/** Stores it, then asks the telephone service with it: the core can ask only with what it was given. */
async function saveAndCheck({ accountSid, apiKeySid, secret }: Entered): Promise<Outcome> {
  await shellClient.updateSettings({ phoneAccountSid: accountSid, phoneApiKeySid: apiKeySid });
  if (secret !== '') await shellClient.setSecret({ name: 'phoneApiKeySecret', value: secret });
  const { accountName, numberCount } = await coreClient.phone.checkPhoneAccount();
  return { kind: 'accepted', name: accountName, numberCount };
}

function OutcomeLine({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation('settings');
  return (
    <div role="status" className={classes.whole}>
      {outcome.kind === 'checking' && <p className={classes.quiet}>{t('phone.checking')}</p>}
      {outcome.kind === 'refused' && <p className={classes.bad}>{outcome.sentence}</p>}
      {outcome.kind === 'accepted' && (
        <p className={classes.good}>
          {t('phone.accepted', {
            name: outcome.name,
            count: outcome.numberCount,
            countText: formatCount(outcome.numberCount),
          })}
        </p>
      )}
    </div>
  );
}

/** The account and the key for it. The secret goes in and never comes out again. */
export function PhoneAccountForm(props: { readonly settings: Settings; readonly isSecretSet: boolean }) {
  const { settings, isSecretSet } = props;
  const { t } = useTranslation('settings');
  const [accountSid, setAccountSid] = useState(settings.phoneAccountSid);
  const [apiKeySid, setApiKeySid] = useState(settings.phoneApiKeySid);
  const [secret, setSecret] = useState('');
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });

  const fault = (): string | null => {
    if (!isSid('AC', accountSid.trim())) return t('phone.sidInvalid', { prefix: 'AC' });
    if (!isSid('SK', apiKeySid.trim())) return t('phone.sidInvalid', { prefix: 'SK' });
    return secret.trim() === '' && !isSecretSet ? t('phone.secretMissing') : null;
  };
  const save = async () => {
    setOutcome({ kind: 'checking' });
    try {
      const entered = { accountSid: accountSid.trim(), apiKeySid: apiKeySid.trim(), secret: secret.trim() };
      setOutcome(await saveAndCheck(entered));
      setSecret('');
    } catch (error) {
      const sentence = t('phone.savedNotChecked', { sentence: failureText(error) });
      setOutcome({ kind: 'refused', sentence });
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const sentence = fault();
    if (sentence === null) void save();
    else setOutcome({ kind: 'refused', sentence });
  };
  const typing = (set: (entered: string) => void) => (event: { currentTarget: { value: string } }) => {
    set(event.currentTarget.value);
    setOutcome({ kind: 'none' });
  };
  const plain = { autoComplete: 'off', spellCheck: false, className: classes.whole ?? '' } as const;
  return (
    <form className={classes.row} onSubmit={onSubmit} noValidate>
      <TextInput
        {...plain}
        label={t('phone.accountSid')}
        description={t('phone.accountSidHint')}
        value={accountSid}
        onChange={typing(setAccountSid)}
      />
      <TextInput
        {...plain}
        label={t('phone.apiKeySid')}
        description={t('phone.apiKeySidHint')}
        value={apiKeySid}
        onChange={typing(setApiKeySid)}
      />
      <PasswordInput
        {...plain}
        label={t('phone.apiKeySecret')}
        description={t('phone.apiKeySecretHint')}
        placeholder={isSecretSet ? t('phone.secretPlaceholder') : ''}
        value={secret}
        onChange={typing(setSecret)}
        visibilityToggleButtonProps={{ 'aria-label': t('phone.secretShow') }}
      />
      <p className={`${classes.warn ?? ''} ${classes.whole ?? ''}`}>{t('phone.apiKeyRisk')}</p>
      <Button type="submit" loading={outcome.kind === 'checking'}>
        {t('phone.save')}
      </Button>
      <OutcomeLine outcome={outcome} />
    </form>
  );
}
