import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './alerts-screen.module.css';
import { alertTabs, useAlertsView, type AlertTab } from './alerts-view-store.ts';
import { History } from './history/history.tsx';
import { Inbox } from './inbox/inbox.tsx';
import { QuietMenu } from './noise/quiet-menu.tsx';
import { RulesPanel } from './rules/rules-panel.tsx';
import { TemplatesPanel } from './templates/templates-panel.tsx';

const panels = { inbox: Inbox, history: History, rules: RulesPanel, templates: TemplatesPanel } as const;

/** The alerts: what waits, what was, what raises them and how they are worded. */
export function AlertsScreen() {
  const { t } = useTranslation('alerts');
  const tab = useAlertsView((view) => view.tab);
  const showTab = useAlertsView((view) => view.showTab);
  return (
    <Tabs
      className={classes.screen}
      value={tab}
      onChange={(next) => next !== null && showTab(next as AlertTab)}
      keepMounted={false}
    >
      <header className={classes.head}>
        <h1 className={classes.title}>{t('title')}</h1>
        <Tabs.List className={classes.tabs} aria-label={t('tabs.label')}>
          {alertTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <QuietMenu />
      </header>
      {alertTabs.map((name) => {
        const Panel = panels[name];
        return (
          <Tabs.Panel key={name} value={name} className={classes.panel}>
            <Panel />
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
