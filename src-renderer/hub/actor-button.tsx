import { Button, Popover } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../platform/hub-store.ts';
import { SignedIn } from './signed-in.tsx';

/** For screens that need a person: who acts here, and the way to change it. */
export function ActorButton() {
  const { t } = useTranslation('hub');
  const hub = useHub((state) => state.hub);
  if (hub === null || hub.state === 'notConfigured') return null;
  const name = hub.person?.name;
  return (
    <Popover position="bottom-end" width={320} trapFocus returnFocus keepMounted={false}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={name === undefined ? 'filled' : 'subtle'}
          leftSection={<IconUser size={14} aria-hidden />}
          aria-label={name === undefined ? t('signIn') : t('signedIn', { name })}
        >
          {name ?? t('signIn')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('signInAt')}>
        <SignedIn />
      </Popover.Dropdown>
    </Popover>
  );
}
