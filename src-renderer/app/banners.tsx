import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { shellClient } from '../platform/client.ts';
import { useCoreStatus } from '../platform/core-store.ts';
import { useShellState } from '../platform/shell-store.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { windowKind } from '../platform/window-kind.ts';
import { useLedgerSync } from '../referrals/frame/ledger-sync.ts';
import { useReferralView } from '../referrals/frame/referral-view-store.ts';
import { useVerification } from '../referrals/ledger/verification.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import { bannersOf, type Banner, type LedgerTrouble } from './banner-list.ts';
import classes from './banners.module.css';
import { attempt, restartCore } from './desk-actions.ts';
import { useDesk } from './desk-store.ts';

const icons = { info: IconInfoCircle, warn: IconAlertTriangle, bad: IconExclamationCircle } as const;

function openLedger(): void {
  useReferralView.getState().showTab('ledger');
  useDesk.getState().goTo('referrals');
}

function BannerActions({ banner }: { readonly banner: Banner }) {
  const { t } = useTranslation();
  const goTo = useDesk((desk) => desk.goTo);
  const { dismissCode } = banner;
  return (
    <>
      {banner.action === 'restartCore' && (
        <Button size="compact-sm" onClick={() => void restartCore()}>
          {t('banner.coreRestart')}
        </Button>
      )}
      {banner.action === 'openSettings' && windowKind === 'desk' && (
        <Button size="compact-sm" onClick={() => goTo('settings')}>
          {t('banner.openSettings')}
        </Button>
      )}
      {banner.action === 'openLedger' && windowKind === 'desk' && (
        <Button size="compact-sm" onClick={openLedger}>
          {t('banner.openLedger')}
        </Button>
      )}
      {dismissCode !== null && (
        <CloseButton
          size="sm"
          aria-label={t('banner.dismiss')}
          onClick={() => void attempt(() => shellClient.dismissNotice({ code: dismissCode }))}
        />
      )}
    </>
  );
}

function BannerRow({ banner }: { readonly banner: Banner }) {
  const Icon = icons[banner.tone];
  return (
    <div className={classes.banner} data-tone={banner.tone}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <p className={classes.words}>
        {banner.message} {banner.detail !== '' && <span className={classes.detail}>{banner.detail}</span>}
      </p>
      <BannerActions banner={banner} />
    </div>
  );
}

function useLedgerTrouble(): LedgerTrouble {
  const fault = useLedgerSync((state) => state.sync?.fault ?? null);
  const verification = useVerification((state) => state.verification);
  return {
    fault,
    findingCount: verification.state === 'done' ? verification.report.findings.length : 0,
  };
}

/** What has to be said above every screen; read out politely when it changes. */
export function Banners() {
  const { t } = useTranslation();
  const shell = useShellState((state) => state.shell);
  const nowMs = useMinuteMs();
  const health = useSyncHealth((state) => state.health);
  const status = useCoreStatus((state) => state.status);
  const ledger = useLedgerTrouble();
  return (
    <section className={classes.banners} aria-label={t('banner.region')} aria-live="polite">
      {bannersOf(shell, health, status, ledger, nowMs).map((banner) => (
        <BannerRow key={banner.id} banner={banner} />
      ))}
    </section>
  );
}
