import { Select, Tabs } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../app/desk-store.ts';
import { ActorButton } from '../hub/actor-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useCompanies, useCompaniesFeed, useCompany } from './frame/company.ts';
import { useReferralView, type ReferralTabId } from './frame/referral-view-store.ts';
import { useLedgerSync } from './frame/ledger-sync.ts';
import { SyncLine } from './frame/sync-line.tsx';
import classes from './referrals-screen.module.css';
import { referralTabs } from './tabs.ts';

/** Nothing to choose where there is one company. */
function CompanyPicker() {
  const { t } = useTranslation('referrals');
  const companies = useCompanies((state) => state.companies) ?? [];
  const company = useCompany();
  const choose = useReferralView((view) => view.chooseCompany);
  if (companies.length < 2) return null;
  return (
    <Select
      size="xs"
      w={190}
      aria-label={t('company')}
      data={companies.map(({ id, name }) => ({ value: id, label: name }))}
      value={company?.id ?? null}
      onChange={(id) => id !== null && choose(id)}
      allowDeselect={false}
      searchable
    />
  );
}

/** Why there is no company: not read yet, not to be read, no hub to have one, or none made. */
function NoCompany() {
  const { t } = useTranslation('referrals');
  const { companies, failure } = useCompanies();
  const hasHub = useLedgerSync(({ sync }) => sync?.state !== 'noHub');
  const goTo = useDesk((desk) => desk.goTo);
  if (failure !== null) return <EmptyState title={t('empty.failed')} body={failure} />;
  if (companies === null) return <p className={classes.loading}>{t('empty.loading')}</p>;
  if (!hasHub) {
    const action = { label: t('empty.openSettings'), onClick: () => goTo('settings') };
    return <EmptyState title={t('empty.noHub')} body={t('empty.noHubBody')} action={action} />;
  }
  return <EmptyState title={t('empty.noCompany')} body={t('empty.noCompanyBody')} />;
}

/** The referral programme of the office: its board, its people, its ledger. */
export function ReferralsScreen() {
  const { t } = useTranslation('referrals');
  useCompaniesFeed();
  const company = useCompany();
  const tab = useReferralView((view) => view.tab);
  const showTab = useReferralView((view) => view.showTab);
  return (
    <Tabs
      className={classes.screen}
      value={tab}
      onChange={(next) => next !== null && showTab(next as ReferralTabId)}
      keepMounted={false}
    >
      <header className={classes.head}>
        <h1 className={classes.title}>{t('title')}</h1>
        <Tabs.List className={classes.tabs} aria-label={t('tabs.label')}>
          {referralTabs.map(({ id, badge: Badge }) => (
            <Tabs.Tab key={id} value={id} rightSection={Badge === undefined ? undefined : <Badge />}>
              {t(`tabs.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SyncLine />
        <CompanyPicker />
        <ActorButton />
      </header>
      {referralTabs.map(({ id, panel: Panel, needsCompany = true }) => (
        <Tabs.Panel key={id} value={id} className={classes.panel}>
          {needsCompany && company === null ? (
            <NoCompany />
          ) : (
            <Suspense fallback={null}>
              <Panel key={company?.id} />
            </Suspense>
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
