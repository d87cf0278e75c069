import { IconCheck, IconMap2 } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import { fleetNowMs } from '../../fleet-map/use-visible-vehicles.ts';
import { ageText } from '../../ui/age-text.ts';
import { GridRow } from '../../ui/data-grid/grid-row.tsx';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs, useNowMs } from '../../ui/ticker.ts';
import { showOnMap } from '../alert-actions.ts';
import { stateWord, userName, whatText } from '../alert-text.ts';
import { SeverityIcon } from '../severity-icon.tsx';
import classes from './alert-list.module.css';

export const alertRowId = (alertId: string): string => `alert-row-${alertId}`;

/** Ticks by itself, so that only this text is drawn again each second. */
function TickingAge({ timeMs }: { readonly timeMs: number }) {
  useNowMs();
  return ageText(fleetNowMs() - timeMs);
}

function MapCell({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('alerts');
  return (
    <span role="gridcell" className={classes.where}>
      {alert.vehicle !== null && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.mapButton}
          aria-label={
            alert.place === null
              ? t('list.showOnMap', { name: alert.vehicle.name })
              : t('list.showPlaceOnMap', { place: alert.place, name: alert.vehicle.name })
          }
          title={alert.place ?? undefined}
          onClick={(event) => {
            event.stopPropagation();
            showOnMap(alert);
          }}
        >
          <IconMap2 size={14} aria-hidden />
          <span className={classes.word}>{alert.place ?? t('list.map')}</span>
        </button>
      )}
    </span>
  );
}

interface AlertRowProps {
  readonly alert: Alert;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isMarked: boolean;
  /** The past is told by the clock, the present by its age. */
  readonly isHistory: boolean;
  readonly onSelect: (alertId: string) => void;
}

/** One alert. Only rows in sight are drawn. */
export const AlertRow = memo(function AlertRow(props: AlertRowProps) {
  const { alert, index, topPx, isActive, isMarked, isHistory, onSelect } = props;
  const { t } = useTranslation('alerts');
  const minuteMs = useMinuteMs();
  const times = t('list.times', { countText: formatCount(alert.occurrenceCount) });
  return (
    <GridRow
      id={alertRowId(alert.id)}
      index={index}
      topPx={topPx}
      isActive={isActive}
      isSelected={isActive}
      data={{ 'data-marked': isMarked, 'data-state': alert.state, 'data-severity': alert.severity }}
      className={`${classes.columns ?? ''} ${classes.alert ?? ''}`}
      onOpen={() => onSelect(alert.id)}
    >
      <span role="gridcell" className={classes.severity}>
        {isMarked ? (
          <IconCheck size={16} aria-label={t('list.marked')} />
        ) : (
          <SeverityIcon severity={alert.severity} />
        )}
        <span className={classes.word}>{t(`severity.${alert.severity}`)}</span>
      </span>
      <span role="gridcell" className={classes.age}>
        {isHistory ? (
          formatMoment(alert.happenedAtMs, minuteMs)
        ) : (
          <TickingAge timeMs={alert.lastHappenedAtMs} />
        )}
      </span>
      <span role="rowheader" className={classes.truck} title={alert.vehicle?.name}>
        {alert.vehicle?.name ?? t('list.noTruck')}
      </span>
      <span role="gridcell" className={classes.what} title={alert.title}>
        {whatText(alert)}
        {alert.occurrenceCount > 1 && <span className={classes.times}>{times}</span>}
      </span>
      <span role="gridcell" className={classes.quiet} title={alert.driver?.name}>
        {alert.driver?.name ?? ''}
      </span>
      <MapCell alert={alert} />
      <span role="gridcell" className={classes.quiet}>
        {alert.owner === null ? '' : userName(alert.owner)}
      </span>
      <span role="gridcell" className={classes.state}>
        {stateWord(alert, minuteMs)}
      </span>
    </GridRow>
  );
});
