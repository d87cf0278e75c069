import { Button, Tooltip } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { dialNumber } from './phone-actions.ts';
import { usePhoneState } from './phone-stores.ts';
import { noSubject, type DialSubject } from './phone-view-store.ts';

interface CallButtonProps {
  readonly name: string;
  readonly number: string;
  readonly subject?: DialSubject;
}

/** Calls somebody who stands beside it. Without an account it stays in reach of the keyboard, so that its reason can be read. */
export function CallButton({ name, number, subject = noSubject }: CallButtonProps) {
  const { t } = useTranslation('softphone');
  const account = usePhoneState(({ phone }) => phone?.account);
  // Before the core has told, and in windows that have no phone (the wall), there is nothing to say.
  if (account === undefined) return null;
  const isReady = account === 'configured';
  const reason = isReady ? undefined : t('button.notConfigured');
  return (
    <Tooltip label={reason ?? t('button.callName', { name })} multiline maw={240}>
      <Button
        size="compact-sm"
        variant="default"
        {...(reason === undefined ? {} : { 'data-disabled': true, 'aria-description': reason })}
        aria-disabled={!isReady}
        aria-label={t('button.callName', { name })}
        leftSection={<IconPhone size={15} aria-hidden />}
        onClick={(event) => {
          if (isReady) dialNumber(number, subject);
          else event.preventDefault();
        }}
      >
        {t('button.call')}
      </Button>
    </Tooltip>
  );
}
