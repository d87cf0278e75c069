import { useElementSize } from '@mantine/hooks';
import { useId, useMemo, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyLog } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { dutyLines } from '../../src-main/core/operations/telematics/hours/duty.wire.ts';
import { spanClockText, spanText } from '../ui/age-text.ts';
import classes from './day-graph.module.css';
import { risesOf, scaleOf, segmentAt, tickPath, yOf, type GraphScale } from './graph-geometry.ts';
import type { ZoneTime } from './zone-time.ts';

interface PartProps {
  readonly log: DutyLog;
  readonly scale: GraphScale;
}

const noonHour = 12;

/** Hours on top, a line for each between them, and the four named rows. */
function Paper({ log, scale }: PartProps) {
  const { t } = useTranslation('hours');
  const { leftPx, rightPx, topPx, bottomPx } = scale;
  const hourWord = (hour: number) => {
    if (hour === 0) return t('log.midnight');
    return hour === noonHour ? t('log.noon') : String(hour % noonHour);
  };
  const marks = [...log.hours, { startMs: log.dayEndMs, hour: 0 }];
  const ticks = useMemo(() => tickPath(log.hours, scale), [log.hours, scale]);
  return (
    <>
      {dutyLines.map((line, row) => (
        <g key={line}>
          <rect
            className={classes.row}
            data-odd={row % 2 === 1}
            x={leftPx}
            y={topPx + row * scale.lineHeightPx}
            width={rightPx - leftPx}
            height={scale.lineHeightPx}
          />
          <text className={classes.label} x={0} y={yOf(line, scale)} dominantBaseline="central">
            {t(`filter.${line}`)}
          </text>
          <text
            className={classes.total}
            x={scale.endPx}
            y={yOf(line, scale)}
            textAnchor="end"
            dominantBaseline="central"
          >
            {spanClockText(log.totals[line])}
          </text>
        </g>
      ))}
      {marks.map(({ startMs, hour }) => (
        <g key={startMs}>
          <line
            className={classes.hour}
            x1={scale.xOf(startMs)}
            x2={scale.xOf(startMs)}
            y1={topPx}
            y2={bottomPx}
          />
          <text className={classes.hourName} x={scale.xOf(startMs)} y={topPx - 6} textAnchor="middle">
            {hourWord(hour)}
          </text>
        </g>
      ))}
      <path className={classes.tick} d={ticks} />
    </>
  );
}

/** Where a limit was passed, behind everything. */
function Violations({ log, scale }: PartProps) {
  return log.violations.map(({ type, startMs, endMs }) => {
    const x = scale.xOf(startMs);
    const width = Math.max(2, scale.xOf(Math.min(endMs, log.knownUntilMs)) - x);
    return (
      <g key={`${type} ${startMs}`} className={classes.violation}>
        <rect x={x} y={scale.topPx} width={width} height={scale.bottomPx - scale.topPx} />
        <rect className={classes.violationFoot} x={x} y={scale.bottomPx} width={width} height={4} />
      </g>
    );
  });
}

function Marked({ log, scale }: PartProps) {
  const { t } = useTranslation('hours');
  return log.segments.map(({ status, line, startMs, endMs }) => {
    if (line === null || (status !== 'yardMove' && status !== 'personalConveyance')) return null;
    const middlePx = (scale.xOf(startMs) + scale.xOf(endMs)) / 2;
    return (
      <text key={startMs} className={classes.mark} x={middlePx} y={yOf(line, scale) + 13} textAnchor="middle">
        {t(`log.${status}`)}
      </text>
    );
  });
}

interface TrackProps extends PartProps {
  readonly pointedAt: number;
}

/** The line a pen would draw. */
function Track({ log, scale, pointedAt }: TrackProps) {
  const hatchId = useId();
  return (
    <>
      <pattern id={hatchId} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line className={classes.hatch} x1={0} x2={0} y1={0} y2={6} />
      </pattern>
      {risesOf(log.segments, scale).map(({ xPx, fromPx, toPx }) => (
        <line key={xPx} className={classes.rise} x1={xPx} x2={xPx} y1={fromPx} y2={toPx} />
      ))}
      {log.segments.map(({ status, line, startMs, endMs }, index) => {
        const x = scale.xOf(startMs);
        const width = Math.max(1.5, scale.xOf(endMs) - x);
        if (line === null) {
          const height = scale.bottomPx - scale.topPx;
          return (
            <rect
              key={startMs}
              x={x}
              y={scale.topPx}
              width={width}
              height={height}
              fill={`url(#${hatchId})`}
            />
          );
        }
        const isDashed = status === 'yardMove' || status === 'personalConveyance';
        return (
          <line
            key={startMs}
            className={classes.segment}
            data-line={line}
            data-dashed={isDashed}
            data-pointed={index === pointedAt}
            x1={x}
            x2={x + width}
            y1={yOf(line, scale)}
            y2={yOf(line, scale)}
          />
        );
      })}
    </>
  );
}

/** How far the log is known; after it the day is still to come, or nobody has told. */
function Now({ log, scale }: PartProps) {
  if (log.knownUntilMs >= log.dayEndMs) return null;
  const x = scale.xOf(log.knownUntilMs);
  const height = scale.bottomPx - scale.topPx;
  return (
    <>
      <rect className={classes.ahead} x={x} y={scale.topPx} width={scale.rightPx - x} height={height} />
      <line className={classes.now} x1={x} x2={x} y1={scale.topPx - 3} y2={scale.bottomPx + 4} />
    </>
  );
}

interface DayGraphProps {
  readonly log: DutyLog;
  readonly zone: ZoneTime;
  readonly pointedAt: number;
  readonly onPoint: (index: number) => void;
}

function Readout({ log, zone, pointedAt }: Omit<DayGraphProps, 'onPoint'>) {
  const { t } = useTranslation('hours');
  const segment = log.segments[pointedAt];
  const { yardMove, personalConveyance, unknown } = log.totals;
  const extras = [
    yardMove > 0 ? t('log.yardMoveFor', { time: spanText(yardMove) }) : '',
    personalConveyance > 0 ? t('log.personalConveyanceFor', { time: spanText(personalConveyance) }) : '',
    unknown > 0 ? t('log.notKnownFor', { time: spanText(unknown) }) : '',
  ].filter(Boolean);
  if (segment === undefined) {
    const named = t(log.isTimeZoneKnown ? 'log.zone' : 'log.zoneUnknown', { zone: zone.name });
    return <p className={classes.readout}>{[named, ...extras].join(' · ')}</p>;
  }
  const words = t('log.readout', {
    status: t(`status.${segment.status}`),
    from: zone.time(segment.startMs),
    to: segment.isOpen ? t('log.now') : zone.time(segment.endMs),
    time: spanText(segment.endMs - segment.startMs),
  });
  return (
    <p className={classes.readout} data-pointed>
      {[words, segment.vehicleName].filter(Boolean).join(' · ')}
    </p>
  );
}

/** The four-line graph of a day, as on the paper form. The table below it says the same in words. */
export function DayGraph({ log, zone, pointedAt, onPoint }: DayGraphProps) {
  const { t } = useTranslation('hours');
  const { ref, width } = useElementSize();
  const scale = useMemo(() => scaleOf(log, width), [log, width]);
  const { totals } = log;
  const label = t('log.graph', {
    day: zone.day(log.day),
    offDuty: spanText(totals.offDuty),
    sleeperBed: spanText(totals.sleeperBed),
    driving: spanText(totals.driving),
    onDuty: spanText(totals.onDuty),
  });
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const xPx = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const isInside = xPx >= scale.leftPx && xPx <= scale.rightPx;
    onPoint(isInside ? segmentAt(log.segments, scale.timeAt(xPx)) : -1);
  };
  return (
    <div ref={ref} className={classes.host}>
      <svg
        role="img"
        aria-label={label}
        className={classes.graph}
        width={width}
        height={scale.heightPx}
        onPointerMove={onPointerMove}
        onPointerLeave={() => onPoint(-1)}
      >
        {width > 0 && (
          <>
            <Paper log={log} scale={scale} />
            <Violations log={log} scale={scale} />
            <Track log={log} scale={scale} pointedAt={pointedAt} />
            <Marked log={log} scale={scale} />
            <Now log={log} scale={scale} />
          </>
        )}
      </svg>
      <Readout log={log} zone={zone} pointedAt={pointedAt} />
    </div>
  );
}
