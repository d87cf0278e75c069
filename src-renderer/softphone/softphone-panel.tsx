import { Button, CloseButton, Tabs } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CallCard } from './call-card.tsx';
import type { CallPicture } from './desk-calls.ts';
import { pictureOf } from './desk-calls.ts';
import { DevicesTab } from './devices-tab.tsx';
import { DialTab } from './dial-tab.tsx';
import { openPhoneSettings, rejoin, restartPhone } from './phone-actions.ts';
import { useLiveCalls, usePhoneState, useSoftphone } from './phone-stores.ts';
import { phoneTabs, usePhoneView, type PhoneTab } from './phone-view-store.ts';
import { RingCard } from './ring-card.tsx';
import classes from './softphone.module.css';
import { SpeedDialTab } from './speed-dial-tab.tsx';
import { WrapUpCard } from './wrap-up-card.tsx';

/** What keeps the phone from being used at all, with the way out. */
function Hindrance() {
  const { t } = useTranslation('softphone');
  const phone = usePhoneState((state) => state.phone);
  const host = useSoftphone(({ softphone }) => softphone?.host);
  if (phone === null) return <p className={classes.notice}>{t('panel.coreAway')}</p>;
  if (phone.account === 'notConfigured') {
    return (
      <div className={classes.notice}>
        <p>{t('panel.notConfigured')}</p>
        <Button size="compact-sm" onClick={openPhoneSettings}>
          {t('panel.openSettings')}
        </Button>
      </div>
    );
  }
  if (host === 'starting') return <p className={classes.notice}>{t('panel.hostStarting')}</p>;
  if (host === 'restarting') return <p className={classes.notice}>{t('panel.hostRestarting')}</p>;
  if (host !== 'failed') return null;
  return (
    <div className={classes.notice}>
      <p>{t('panel.hostFailed')}</p>
      <Button size="compact-sm" onClick={restartPhone}>
        {t('panel.restart')}
      </Button>
    </div>
  );
}

function Calls({ picture }: { readonly picture: CallPicture }) {
  const { t } = useTranslation('softphone');
  const wrapUps = usePhoneView((view) => view.wrapUps);
  const { ringing, front, others, rejoinable } = picture;
  return (
    <div className={classes.calls} role="group" aria-label={t('panel.calls')}>
      {ringing.map((call) => (
        <RingCard key={call.callId} call={call} heldTitle={front?.title ?? null} />
      ))}
      {front !== null && <CallCard key={front.callId} call={front} isFront front={front} />}
      {others.map((call) => (
        <CallCard key={call.callId} call={call} isFront={false} front={front} />
      ))}
      {rejoinable.map((call) => (
        <section
          key={call.id}
          className={classes.call}
          aria-label={t('call.label', { who: call.numberText })}
        >
          <h3 className={classes.who}>{call.party?.name ?? call.numberText}</h3>
          <p className={classes.warn}>{t('leg.elsewhere')}</p>
          <Button size="compact-sm" onClick={() => rejoin(call.id)}>
            {t('call.rejoin')}
          </Button>
        </section>
      ))}
      {wrapUps.map((wrapUp, index) => (
        <WrapUpCard key={wrapUp.callId} wrapUp={wrapUp} isNewest={index === 0} />
      ))}
    </div>
  );
}

function PhoneTabs() {
  const { t } = useTranslation('softphone');
  const tab = usePhoneView((view) => view.tab);
  const showTab = usePhoneView((view) => view.showTab);
  const softphone = useSoftphone((state) => state.softphone);
  return (
    <Tabs value={tab} onChange={(next) => next !== null && showTab(next as PhoneTab)} keepMounted={false}>
      <Tabs.List grow aria-label={t('panel.tabs')}>
        {phoneTabs.map((name) => (
          <Tabs.Tab key={name} value={name} px={6}>
            {t(`panel.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="dial">
        <DialTab />
      </Tabs.Panel>
      <Tabs.Panel value="speedDial">
        <SpeedDialTab />
      </Tabs.Panel>
      <Tabs.Panel value="devices">{softphone !== null && <DevicesTab softphone={softphone} />}</Tabs.Panel>
    </Tabs>
  );
}

/** The phone beside every section: what rings, what is spoken, what waits for a word, and the dial pad. */
export function SoftphonePanel() {
  const { t } = useTranslation('softphone');
  const own = useSoftphone(({ softphone }) => softphone?.calls);
  const live = useLiveCalls((state) => state.calls);
  const isPinned = usePhoneView((view) => view.isPinned);
  const setPinned = usePhoneView((view) => view.setPinned);
  const picture = useMemo(() => pictureOf(own ?? [], live), [own, live]);
  return (
    <aside className={classes.panel} aria-label={t('panel.label')}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('panel.label')}</h2>
        {isPinned && <CloseButton aria-label={t('panel.close')} onClick={() => setPinned(false)} />}
      </header>
      <div className={classes.body}>
        <Hindrance />
        <Calls picture={picture} />
        {isPinned && <PhoneTabs />}
      </div>
    </aside>
  );
}
