import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { useShellState } from '../platform/shell-store.ts';
import { formatCount } from '../ui/format.ts';

const offeredHours = [1, 2, 4, 8, 12, 24];

/** Kept as a setting: the next truck's trail is as long. */
export function TrailHours() {
  const { t } = useTranslation('fleet');
  const hours = useShellState(({ shell }) => shell?.settings.trailHours ?? null);
  if (hours === null) return null;
  const choices = [...new Set([...offeredHours, hours])].sort((a, b) => a - b);
  return (
    <Select
      size="xs"
      w={78}
      aria-label={t('card.trailHours')}
      data={choices.map((choice) => ({
        value: String(choice),
        label: t('card.trailHoursValue', { value: formatCount(choice) }),
      }))}
      value={String(hours)}
      allowDeselect={false}
      onChange={(value) =>
        value !== null && void attempt(() => shellClient.updateSettings({ trailHours: Number(value) }))
      }
    />
  );
}
