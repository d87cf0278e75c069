import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DriverList } from './driver-list.tsx';
import { DriverPanel } from './driver-panel.tsx';
import { HoursEmptyState } from './hours-empty-state.tsx';
import classes from './hours-screen.module.css';
import { startDutyBoardFeed, useDutyBoard } from './hours-store.ts';
import { HoursToolbar } from './hours-toolbar.tsx';
import { useVisibleDrivers } from './use-visible-drivers.ts';

function HoursDesk() {
  const { t } = useTranslation('hours');
  const [isHeld, setHeld] = useState(false);
  const visible = useVisibleDrivers(isHeld);
  return (
    <>
      <section className={classes.list} aria-label={t('screen.list')}>
        <HoursToolbar {...visible} />
        {visible.drivers.length === 0 ? (
          <HoursEmptyState reason="noneFit" />
        ) : (
          <DriverList drivers={visible.drivers} onHold={setHeld} />
        )}
      </section>
      <DriverPanel />
    </>
  );
}

/** Every driver's hours of service, whoever runs out first on top; beside it the log of the chosen one. */
export function HoursScreen() {
  const { t } = useTranslation('hours');
  const hasDrivers = useDutyBoard(({ board }) => (board?.drivers.length ?? 0) > 0);
  useEffect(startDutyBoardFeed, []);
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{t('screen.title')}</VisuallyHidden>
      {hasDrivers ? <HoursDesk /> : <HoursEmptyState reason={null} />}
    </div>
  );
}
