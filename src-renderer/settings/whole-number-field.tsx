import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { attempt } from '../app/desk-actions.ts';
import classes from './settings-screen.module.css';

interface WholeNumberFieldProps {
  readonly label: string;
  readonly description: string;
  /** What is wrong with any other value. */
  readonly invalid: string;
  readonly current: number;
  readonly min: number;
  readonly max: number;
  readonly save: (value: number) => Promise<unknown>;
}

/** Saved when the field is left: on the way from 7 to 30 nobody wants 3. */
export function WholeNumberField(props: WholeNumberFieldProps) {
  const { label, description, invalid, current, min, max, save } = props;
  const [draft, setDraft] = useState<string | number | null>(null);
  const isFit = (value: string | number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  return (
    <NumberInput
      label={label}
      description={description}
      classNames={{ wrapper: classes.narrow ?? '' }}
      value={draft ?? current}
      min={min}
      max={max}
      clampBehavior="none"
      allowDecimal={false}
      error={draft !== null && !isFit(draft) ? invalid : undefined}
      onChange={setDraft}
      onBlur={() => {
        if (draft !== null && isFit(draft) && draft !== current) void attempt(() => save(draft));
        setDraft(null);
      }}
    />
  );
}
