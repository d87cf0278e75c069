import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from './format.ts';
import classes from './list-tools.module.css';

interface FilterChipProps {
  readonly isOn: boolean;
  readonly label: string;
  /** How many rows it would leave. */
  readonly count?: number;
  readonly title?: string;
  readonly icon?: ReactNode;
  readonly onToggle: () => void;
}

/** A filter of a list that is on or off. */
export function FilterChip({ isOn, label, count, title, icon, onToggle }: FilterChipProps) {
  return (
    <UnstyledButton className={classes.chip} aria-pressed={isOn} title={title} onClick={onToggle}>
      {icon}
      {label}
      {count !== undefined && <span className={classes.chipCount}>{formatCount(count)}</span>}
    </UnstyledButton>
  );
}
