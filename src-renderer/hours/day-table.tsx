import { useTranslation } from 'react-i18next';
import type { DutyLog } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { spanText } from '../ui/age-text.ts';
import classes from './day-log.module.css';
import { DutyGlyph } from './duty-glyph.tsx';
import type { ZoneTime } from './zone-time.ts';

interface DayTableProps {
  readonly log: DutyLog;
  readonly zone: ZoneTime;
  readonly pointedAt: number;
  readonly onPoint: (index: number) => void;
}

/** Every change of duty status of the day: what the graph shows, in words. */
export function DayTable({ log, zone, pointedAt, onPoint }: DayTableProps) {
  const { t } = useTranslation('hours');
  const hasRemarks = log.segments.some(({ remark }) => remark !== null);
  return (
    <table className={classes.table} onPointerLeave={() => onPoint(-1)}>
      <caption>{t('log.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('list.status')}</th>
          <th scope="col">{t('log.from')}</th>
          <th scope="col">{t('log.to')}</th>
          <th scope="col">{t('log.duration')}</th>
          <th scope="col">{t('log.truck')}</th>
          {hasRemarks && <th scope="col">{t('log.remark')}</th>}
        </tr>
      </thead>
      <tbody>
        {log.segments.map((segment, index) => (
          <tr key={segment.startMs} data-pointed={index === pointedAt} onPointerEnter={() => onPoint(index)}>
            <th scope="row">
              <span className={classes.status}>
                <DutyGlyph status={segment.status} size={14} />
                {t(`status.${segment.status}`)}
              </span>
            </th>
            <td>{zone.time(segment.startMs)}</td>
            <td>{segment.isOpen ? t('log.goesOn') : zone.time(segment.endMs)}</td>
            <td>{spanText(segment.endMs - segment.startMs)}</td>
            <td>{segment.vehicleName ?? ''}</td>
            {hasRemarks && <td>{segment.remark ?? ''}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
