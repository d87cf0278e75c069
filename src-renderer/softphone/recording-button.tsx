import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerRecordFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LiveCall } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { setRecording } from './call-commands.ts';
import { usePhoneState } from './phone-stores.ts';

/** Starts, pauses, goes on with and ends the recording, as far as the office's policy allows it. */
export function RecordingButtons({ live }: { readonly live: LiveCall }) {
  const { t } = useTranslation('softphone');
  const policy = usePhoneState(({ phone }) => phone?.recording.policy);
  if (policy === undefined || policy === 'never') return null;
  const { id, recording } = live;
  const isOn = recording === 'recording';
  const word = isOn ? 'record.pause' : recording === 'paused' ? 'record.resume' : 'record.start';
  const next = isOn ? 'pause' : recording === 'paused' ? 'resume' : 'start';
  return (
    <>
      <Tooltip label={t(word)} position="top">
        <ActionIcon
          variant={isOn ? 'filled' : 'default'}
          color={isOn ? 'red' : 'gray'}
          size="lg"
          aria-label={t(word)}
          onClick={() => setRecording(id, next)}
        >
          {isOn ? <IconPlayerPauseFilled size={17} /> : <IconPlayerRecordFilled size={17} />}
        </ActionIcon>
      </Tooltip>
      {recording !== 'off' && policy === 'onDemand' && (
        <Tooltip label={t('record.stop')} position="top">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('record.stop')}
            onClick={() => setRecording(id, 'stop')}
          >
            <IconPlayerStopFilled size={17} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
