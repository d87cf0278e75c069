import { NumberInput } from '@mantine/core';

interface WholeNumberProps {
  readonly label: string;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly placeholder?: string;
  readonly description?: string;
  readonly hidesLabel?: boolean;
  readonly onChange: (value: number | null) => void;
}

/** A whole number, or nothing. */
export function WholeNumber({ label, value, onChange, hidesLabel = false, ...rest }: WholeNumberProps) {
  return (
    <NumberInput
      size="xs"
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      value={value ?? ''}
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=","
      hideControls
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      {...rest}
    />
  );
}
