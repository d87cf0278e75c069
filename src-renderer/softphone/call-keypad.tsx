import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconDialpad } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DigitPad } from './digit-pad.tsx';
import { sendDigits } from './phone-actions.ts';
import classes from './softphone.module.css';

const shownCountMax = 24;

/** Tones for menus at the other end. Digits are sent as they are pressed; letters of a real keyboard are not. */
export function CallKeypad({ callId }: { readonly callId: string }) {
  const { t } = useTranslation('softphone');
  const [sent, setSent] = useState('');
  const send = (digit: string) => {
    setSent((before) => (before + digit).slice(-shownCountMax));
    sendDigits(callId, digit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    send(event.key);
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus onClose={() => setSent('')}>
      <Popover.Target>
        <Tooltip label={t('call.keypad')} position="top">
          <ActionIcon variant="default" size="lg" aria-label={t('call.keypad')}>
            <IconDialpad size={19} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('call.keypad')} onKeyDown={onKeyDown}>
        <output className={classes.digits} aria-label={t('call.digits')}>
          {sent}
        </output>
        <DigitPad label={t('call.keypad')} onDigit={send} />
      </Popover.Dropdown>
    </Popover>
  );
}
