import { IconMicrophone, IconPhone, IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { stopwatchText } from '../softphone/call-text.ts';
import { dialNumber } from '../softphone/phone-actions.ts';
import { GridRow } from '../ui/data-grid/grid-row.tsx';
import { formatMoment } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import classes from './call-list.module.css';
import { outcomeWord, wantsCallBack, whoOf } from './log-text.ts';

export const callRowId = (callId: string): string => `call-row-${callId}`;

interface CallRowProps {
  readonly call: Call;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly onSelect: (callId: string) => void;
}

function CallBack({ call, who }: { readonly call: Call; readonly who: string }) {
  const { t } = useTranslation('calls');
  const { number } = call;
  if (number === null) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.callBack}
      aria-label={t('list.callBack', { who })}
      title={t('list.callBack', { who })}
      onClick={(event) => {
        event.stopPropagation();
        dialNumber(number);
      }}
    >
      <IconPhone size={16} aria-hidden />
    </button>
  );
}

/** One call. Only rows in sight are drawn. */
export const CallRow = memo(function CallRow({ call, index, topPx, isActive, onSelect }: CallRowProps) {
  const { t } = useTranslation('calls');
  const minuteMs = useMinuteMs();
  const who = whoOf(call);
  const Way = call.direction === 'incoming' ? IconPhoneIncoming : IconPhoneOutgoing;
  const result = call.disposition === null ? null : t(`disposition.${call.disposition}`);
  const words = [result, call.note].filter((part) => part !== null).join(': ');
  return (
    <GridRow
      id={callRowId(call.id)}
      index={index}
      topPx={topPx}
      isActive={isActive}
      isSelected={isActive}
      className={classes.row}
      data={{ 'data-wanted': wantsCallBack(call) }}
      onOpen={() => onSelect(call.id)}
    >
      <span role="gridcell" className={classes.way} title={t(`list.${call.direction}`)}>
        <Way size={16} stroke={1.7} aria-label={t(`list.${call.direction}`)} />
      </span>
      <span role="rowheader" className={classes.strong} title={who}>
        {who}
      </span>
      <span role="gridcell" className={classes.number}>
        {call.numberText === who ? '' : call.numberText}
      </span>
      <span role="gridcell" className={classes.quiet} data-column="about" title={call.vehicle?.name}>
        {call.vehicle?.name ?? ''}
      </span>
      <span role="gridcell" className={classes.outcome} data-outcome={call.outcome ?? 'live'}>
        {outcomeWord(call)}
        {call.outcome === 'missed' && call.isReturned && ` (${t('list.returned')})`}
      </span>
      <span role="gridcell" className={classes.number}>
        {formatMoment(call.begunAtMs, minuteMs)}
      </span>
      <span role="gridcell" className={classes.talk}>
        {call.talkMs === null ? '' : stopwatchText(call.talkMs)}
      </span>
      <span role="gridcell" className={classes.quiet} data-column="note" title={words}>
        {call.recordingCount > 0 && <IconMicrophone size={14} aria-label={t('list.recorded')} />}
        {words}
      </span>
      <span role="gridcell">
        <CallBack call={call} who={who} />
      </span>
    </GridRow>
  );
});
