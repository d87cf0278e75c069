import { useTranslation } from 'react-i18next';
import type { HubState } from '../../src-main/core/operations/hub-link/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { SignedIn } from '../hub/signed-in.tsx';
import { coreClient } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { useHub } from '../platform/hub-store.ts';
import { AskFirst } from './ask-first.tsx';
import { EnrolForm } from './enrol-form.tsx';
import classes from './settings-screen.module.css';

function LinkLine({ hub }: { readonly hub: HubState }) {
  const { t } = useTranslation('hub');
  const { state, url, deskName, failure } = hub;
  const words = { url: url ?? '', deskName: deskName ?? '' };
  return (
    <div role="status">
      <p className={classes.line}>
        {t(deskName === null ? 'settings.enrolledUnnamed' : 'settings.enrolled', words)}
      </p>
      {failure !== null && <p className={classes.bad}>{failureText(failure)}</p>}
      {state === 'live' && <p className={classes.good}>{t('settings.live')}</p>}
      {state === 'connecting' && <p className={classes.quiet}>{t('settings.connecting')}</p>}
    </div>
  );
}

function Leave() {
  const { t } = useTranslation('hub');
  return (
    <AskFirst
      label={t('settings.leave')}
      question={t('settings.leaveConfirm')}
      yes={t('settings.leaveYes')}
      no={t('settings.leaveNo')}
      onYes={() => void attempt(() => coreClient.hub.leaveHub(), t('settings.left'))}
    />
  );
}

/** This desk's place at the office's hub, and who is signed in. */
export function HubSettings() {
  const { t } = useTranslation('hub');
  const hub = useHub((state) => state.hub);
  const isOwn = hub === null || hub.state === 'notConfigured';
  return (
    <section className={classes.part} aria-labelledby="settings-hub">
      <h2 id="settings-hub" className={classes.heading}>
        {t('settings.title')}
      </h2>
      {isOwn ? (
        <>
          <p className={classes.quiet}>{t('settings.none')}</p>
          <EnrolForm />
        </>
      ) : (
        <>
          <LinkLine hub={hub} />
          <SignedIn />
          {hub.isFixed ? <p className={classes.quiet}>{t('settings.fixed')}</p> : <Leave />}
        </>
      )}
    </section>
  );
}
