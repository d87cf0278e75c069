import { Button, Menu } from '@mantine/core';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/shell/contract.ts';
import { attempt } from '../../app/desk-actions.ts';
import { shellClient } from '../../platform/client.ts';
import { useShellState } from '../../platform/shell-store.ts';
import { formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { playSound } from './make-noise.ts';
import { isQuiet } from './plan-noise.ts';

const minuteMs = 60_000;
const spans = [
  ['minutes30', 30 * minuteMs],
  ['hour1', 60 * minuteMs],
  ['hours8', 480 * minuteMs],
] as const;

const change = (settings: Partial<Settings>): void =>
  void attempt(() => shellClient.updateSettings(settings));

function QuietItems({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('alerts');
  return (
    <>
      <Menu.Label>{t('quiet.menu')}</Menu.Label>
      {settings.alertQuietUntilMs !== null && (
        <Menu.Item onClick={() => change({ alertQuietUntilMs: null })}>{t('quiet.end')}</Menu.Item>
      )}
      {spans.map(([name, spanMs]) => (
        <Menu.Item key={name} onClick={() => change({ alertQuietUntilMs: Date.now() + spanMs })}>
          {t(`quiet.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.CheckboxItem checked={settings.alertSound} onChange={(alertSound) => change({ alertSound })}>
        {t('quiet.sound')}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem
        checked={settings.alertNotifications}
        onChange={(alertNotifications) => change({ alertNotifications })}
      >
        {t('quiet.notifications')}
      </Menu.CheckboxItem>
      <Menu.Item onClick={() => playSound('urgent')}>{t('quiet.try')}</Menu.Item>
      <Menu.Divider />
      <Menu.Label>{t('quiet.hint')}</Menu.Label>
    </>
  );
}

/** Whether this desk makes noise, and how to have quiet for a while. */
export function QuietMenu() {
  const { t } = useTranslation('alerts');
  const settings = useShellState(({ shell }) => shell?.settings ?? null);
  const nowMs = useMinuteMs();
  if (settings === null) return null;
  const untilMs = settings.alertQuietUntilMs;
  const isSilenced = isQuiet(settings, nowMs);
  const word = isSilenced
    ? t('quiet.quietUntil', { time: formatMoment(untilMs ?? 0, nowMs) })
    : t(settings.alertSound ? 'quiet.on' : 'quiet.silent');
  const Icon = isSilenced || !settings.alertSound ? IconVolumeOff : IconVolume;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon size={15} aria-hidden />}
          title={t('quiet.label')}
        >
          {word}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <QuietItems settings={settings} />
      </Menu.Dropdown>
    </Menu>
  );
}
