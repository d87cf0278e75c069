import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { useHub } from '../platform/hub-store.ts';
import classes from './hub.module.css';

type DemoAccount = { readonly name: string; readonly password: string };

/** Of the sandbox's office: one press signs in. */
function DemoAccounts({ onChoose }: { readonly onChoose: (account: DemoAccount) => void }) {
  const { t } = useTranslation('hub');
  const accounts = useHub((state) => state.hub?.demoAccounts);
  if (accounts === undefined || accounts.length === 0) return null;
  return (
    <div className={classes.demo}>
      <p className={classes.quiet}>{t('demo')}</p>
      {accounts.map((account) => (
        <Button key={account.name} size="compact-sm" variant="default" onClick={() => onChoose(account)}>
          {t('demoUse', account)}
        </Button>
      ))}
    </div>
  );
}

/** Who acts at this desk from now on. The password is forgotten here as soon as it is sent. */
export function SignInForm() {
  const { t } = useTranslation('hub');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const signIn = async (account: DemoAccount) => {
    setAsking(true);
    setProblem(null);
    try {
      await coreClient.hub.signIn(account);
    } catch (error) {
      setProblem(failureText(error));
    } finally {
      setPassword('');
      setAsking(false);
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '' || password === '') setProblem(t('missing'));
    else void signIn({ name: name.trim(), password });
  };
  return (
    <form className={classes.form} onSubmit={onSubmit} noValidate aria-label={t('signInAt')}>
      <p className={classes.quiet}>{t('signInWhy')}</p>
      <TextInput
        label={t('name')}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <PasswordInput
        label={t('password')}
        autoComplete="off"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('passwordShow') }}
      />
      <div role="status">{problem !== null && <p className={classes.bad}>{problem}</p>}</div>
      <Button type="submit" size="xs" loading={isAsking}>
        {t('signIn')}
      </Button>
      <DemoAccounts onChoose={(account) => void signIn(account)} />
    </form>
  );
}
