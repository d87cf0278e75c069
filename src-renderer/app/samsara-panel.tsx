import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ResourceHealth, SyncHealth } from '../../src-main/core/operations/samsara/contract.ts';
import { failureText } from '../platform/failure-text.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { ageText } from '../ui/age-text.ts';
import { formatCount, formatOffset } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import { ToneIcon } from '../ui/tone-icon.tsx';
import { resourceTones } from './connection.ts';
import { syncNow } from './desk-actions.ts';
import { useDesk } from './desk-store.ts';
import classes from './panel.module.css';

function ResourceRow({ resource, nowMs }: { readonly resource: ResourceHealth; readonly nowMs: number }) {
  const { t } = useTranslation();
  const { lastSuccessAtMs, nextAttemptAtMs, failure, state } = resource;
  const willRetry = failure !== null && nextAttemptAtMs !== null && nextAttemptAtMs > nowMs;
  const reason = failure === null ? '' : state === 'denied' ? t('samsaraPanel.denied') : failureText(failure);
  return (
    <>
      <tr>
        <th scope="row">{t(`samsaraPanel.resources.${resource.resource}`)}</th>
        <td>
          <span className={classes.state}>
            <ToneIcon tone={resourceTones[state]} />
            {t(`samsaraPanel.states.${state}`)}
          </span>
        </td>
        <td className={classes.number}>{formatCount(resource.itemCount)}</td>
        <td className={classes.number}>
          {lastSuccessAtMs === null
            ? t('samsaraPanel.never')
            : t('age.ago', { age: ageText(nowMs - lastSuccessAtMs) })}
        </td>
      </tr>
      {failure !== null && (
        <tr className={classes.reason}>
          <td colSpan={4}>
            {reason} {willRetry && t('samsaraPanel.nextAttempt', { age: ageText(nextAttemptAtMs - nowMs) })}
          </td>
        </tr>
      )}
    </>
  );
}

function Facts({ health }: { readonly health: SyncHealth }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.facts}>
      <dt>{t('samsaraPanel.organization')}</dt>
      <dd>{health.organization?.name ?? t('unknown')}</dd>
      <dt>{t('samsaraPanel.server')}</dt>
      <dd>{health.baseUrl}</dd>
      <dt>{t('samsaraPanel.fixes')}</dt>
      <dd>{formatCount(health.fixCount)}</dd>
      <dt>{t('samsaraPanel.clockOffset')}</dt>
      <dd>{formatOffset(health.clockOffsetMs)}</dd>
    </dl>
  );
}

/** How each kind of data from Samsara fares: state, age, reason. Ticks while it is open. */
export function SamsaraPanel() {
  const { t } = useTranslation();
  const health = useSyncHealth((state) => state.health);
  const goTo = useDesk((desk) => desk.goTo);
  const nowMs = useNowMs();
  if (health === null) return <p className={classes.line}>{t('connection.waiting')}</p>;
  return (
    <div className={classes.panel}>
      <h2 className={classes.title}>{t('samsaraPanel.title')}</h2>
      {health.failure !== null && <p className={classes.failure}>{failureText(health.failure)}</p>}
      <Facts health={health} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('samsaraPanel.resource')}</th>
            <th scope="col">{t('samsaraPanel.state')}</th>
            <th scope="col" className={classes.number}>
              {t('samsaraPanel.items')}
            </th>
            <th scope="col" className={classes.number}>
              {t('samsaraPanel.lastSuccess')}
            </th>
          </tr>
        </thead>
        <tbody>
          {health.resources.map((resource) => (
            <ResourceRow key={resource.resource} resource={resource} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
      <div className={classes.actions}>
        <Button size="compact-sm" leftSection={<IconRefresh size={14} />} onClick={() => void syncNow()}>
          {t('samsaraPanel.syncNow')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => goTo('settings')}>
          {t('samsaraPanel.openSettings')}
        </Button>
      </div>
    </div>
  );
}
