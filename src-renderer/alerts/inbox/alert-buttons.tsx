import { Button } from '@mantine/core';
import {
  IconAlarmOff,
  IconCheck,
  IconCircleCheck,
  IconMap2,
  IconUser,
  IconUserOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import { acknowledge, resolve, showOnMap, snooze, toggleOwn } from '../alert-actions.ts';
import { ownUserId } from '../alert-order.ts';
import classes from './alert-detail.module.css';
import { SnoozeMenu } from './snooze-menu.tsx';

/** What can be done with one alert. Each has a key in the list. */
export function AlertButtons({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('alerts');
  const ids = [alert.id];
  const isOwn = alert.owner === ownUserId;
  const isDone = alert.state === 'resolved';
  return (
    <div className={classes.buttons} role="group" aria-label={t('actions.label')}>
      {alert.state === 'open' && (
        <Button size="xs" leftSection={<IconCheck size={15} aria-hidden />} onClick={() => acknowledge(ids)}>
          {t('actions.acknowledge')}
        </Button>
      )}
      {!isDone && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={isOwn ? <IconUserOff size={15} aria-hidden /> : <IconUser size={15} aria-hidden />}
            onClick={() => toggleOwn(ids)}
          >
            {t(isOwn ? 'actions.release' : 'actions.own')}
          </Button>
          {alert.snoozedUntilMs === null ? (
            <SnoozeMenu />
          ) : (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconAlarmOff size={15} aria-hidden />}
              onClick={() => snooze(ids, null)}
            >
              {t('actions.wake')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCircleCheck size={15} aria-hidden />}
            onClick={() => resolve(ids)}
          >
            {t('actions.resolve')}
          </Button>
        </>
      )}
      {alert.vehicle !== null && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMap2 size={15} aria-hidden />}
          onClick={() => showOnMap(alert)}
        >
          {t('actions.showOnMap')}
        </Button>
      )}
    </div>
  );
}
