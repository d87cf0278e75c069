import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconChevronDown,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CallKeypad } from './call-keypad.tsx';
import { isAnswered, isHeld, type DeskCall } from './desk-calls.ts';
import { hangUp, setHeld, setMuted } from './phone-actions.ts';
import { RecordingButtons } from './recording-button.tsx';
import classes from './softphone.module.css';
import { TransferButton } from './transfer-button.tsx';

const muteMinutes = [1, 5, 15] as const;
const minuteMs = 60_000;

function ToggleIcon(props: {
  readonly hint: string;
  readonly label: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const { hint, label, isOn, isDisabled = false, onClick, children } = props;
  return (
    <Tooltip label={hint} position="top">
      <ActionIcon
        variant={isOn ? 'filled' : 'default'}
        size="lg"
        aria-label={label}
        aria-pressed={isOn}
        disabled={isDisabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function MuteMenu({ callId }: { readonly callId: string }) {
  const { t } = useTranslation('softphone');
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" w={22} miw={22} aria-label={t('call.muteTimer')}>
          <IconChevronDown size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {muteMinutes.map((count) => (
          <Menu.Item key={count} onClick={() => setMuted(callId, true, count * minuteMs)}>
            {t('call.muteMinutes', { count })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is done with a call all day: mute, hold, tones, hang up. */
export function CallControls({ call }: { readonly call: DeskCall }) {
  const { t } = useTranslation('softphone');
  const { callId, isMuted } = call;
  const held = isHeld(call);
  const answered = isAnswered(call);
  return (
    <div className={classes.controls}>
      <ToggleIcon
        hint={t('call.muteHint')}
        label={t(isMuted ? 'call.unmute' : 'call.mute')}
        isOn={isMuted}
        onClick={() => setMuted(callId, !isMuted)}
      >
        {isMuted ? <IconMicrophoneOff size={19} /> : <IconMicrophone size={19} stroke={1.7} />}
      </ToggleIcon>
      <MuteMenu callId={callId} />
      <ToggleIcon
        hint={t('call.holdHint')}
        label={t(held ? 'call.resume' : 'call.hold')}
        isOn={held}
        isDisabled={!answered}
        onClick={() => setHeld(callId, !held)}
      >
        {held ? <IconPlayerPlay size={19} /> : <IconPlayerPause size={19} stroke={1.7} />}
      </ToggleIcon>
      <CallKeypad callId={callId} />
      {answered && <TransferButton callId={callId} />}
      {answered && call.live !== null && <RecordingButtons live={call.live} />}
      <Tooltip label={t('call.hangUpHint')}>
        <Button
          className={classes.hangUp}
          px={12}
          leftSection={<IconPhoneOff size={17} aria-hidden />}
          onClick={() => hangUp(callId)}
        >
          {t('call.hangUp')}
        </Button>
      </Tooltip>
    </div>
  );
}
