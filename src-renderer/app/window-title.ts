import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoster } from '../fleet-map/roster-store.ts';
import { formatCount } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import { connectionText, useKnownHealth } from './connection.ts';

/** Keeps the window's title true: it is all that shows of the desk in the task bar. */
export function useWindowTitle(kind: 'desk' | 'wall'): void {
  const { t } = useTranslation();
  const health = useKnownHealth();
  const count = useRoster(({ roster }) => roster?.vehicles.length ?? 0);
  const state = connectionText(health, useMinuteMs());
  const title =
    kind === 'wall'
      ? t('window.titleOfWall', { state })
      : count === 0
        ? t('window.title', { state })
        : t('window.titleWithVehicles', { count, countText: formatCount(count), state });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
