import { Button, Menu } from '@mantine/core';
import { IconAlarmSnooze } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { snooze, targetIds } from '../alert-actions.ts';
import { useAlertsView } from '../alerts-view-store.ts';

const minuteMs = 60_000;
const choices = ['minutes15', 'hour1', 'hours4', 'tomorrow'] as const;
const tomorrowHour = 6;

/** Until when, by the clock of this desk. */
export function snoozeUntilMs(choice: (typeof choices)[number], nowMs: number): number {
  if (choice === 'minutes15') return nowMs + 15 * minuteMs;
  if (choice === 'hour1') return nowMs + 60 * minuteMs;
  if (choice === 'hours4') return nowMs + 240 * minuteMs;
  const morning = new Date(nowMs);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(tomorrowHour, 0, 0, 0);
}

/** How long to put off what is chosen; also opened by the key S. */
export function SnoozeMenu() {
  const { t } = useTranslation('alerts');
  const isShown = useAlertsView((view) => view.snoozeShown);
  const showSnooze = useAlertsView((view) => view.showSnooze);
  return (
    <Menu opened={isShown} onChange={showSnooze} position="bottom-start" returnFocus>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconAlarmSnooze size={15} aria-hidden />}>
          {t('actions.snooze')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('snooze.label')}</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item key={choice} onClick={() => snooze(targetIds(), snoozeUntilMs(choice, Date.now()))}>
            {t(`snooze.${choice}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
