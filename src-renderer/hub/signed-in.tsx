import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/desk-actions.ts';
import { coreClient } from '../platform/client.ts';
import { useHub } from '../platform/hub-store.ts';
import { formatMoment } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import classes from './hub.module.css';
import { SignInForm } from './sign-in-form.tsx';

/** Who acts at this desk, or the way in. Nothing at a desk without a hub. */
export function SignedIn() {
  const { t } = useTranslation('hub');
  const hub = useHub((state) => state.hub);
  const nowMs = useMinuteMs();
  if (hub === null || hub.state === 'notConfigured') return null;
  if (hub.person === null) return <SignInForm />;
  const { name, untilMs } = hub.person;
  return (
    <div className={classes.form}>
      <p className={classes.line}>{t('signedInUntil', { name, time: formatMoment(untilMs, nowMs) })}</p>
      {hub.state !== 'live' && <p className={classes.quiet}>{t('offline')}</p>}
      <Button
        size="xs"
        variant="default"
        onClick={() => void attempt(() => coreClient.hub.signOut(), t('signedOut'))}
      >
        {t('signOut')}
      </Button>
    </div>
  );
}
