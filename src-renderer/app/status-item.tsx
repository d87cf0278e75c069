import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ToneIcon } from '../ui/tone-icon.tsx';
import type { Tone } from './connection.ts';
import classes from './status-bar.module.css';

interface StatusItemProps {
  readonly label: string;
  readonly value: string;
  readonly tone: Tone;
  /** What opens above it. */
  readonly children: ReactNode;
}

/** One entry of the status bar: icon, name, state; its details in a popover. */
export function StatusItem({ label, value, tone, children }: StatusItemProps) {
  return (
    <Popover position="top-start" trapFocus returnFocus keepMounted={false}>
      <Popover.Target>
        <UnstyledButton className={classes.item}>
          <ToneIcon tone={tone} />
          <span className={classes.label}>{label}</span>
          <span>{value}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
    </Popover>
  );
}
