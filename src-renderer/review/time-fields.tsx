import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface TimeFieldsProps {
  readonly from: string;
  readonly to: string;
  readonly setFrom: (from: string) => void;
  readonly setTo: (to: string) => void;
}

/** Two moments in the time of the office, as `readFieldTime` takes them. */
export function TimeFields({ from, to, setFrom, setTo }: TimeFieldsProps) {
  const { t } = useTranslation('review');
  const fields = [
    ['from', from, setFrom],
    ['to', to, setTo],
  ] as const;
  return fields.map(([name, value, set]) => (
    <TextInput
      key={name}
      size="xs"
      type="datetime-local"
      label={t(`span.${name}`)}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  ));
}
