import { VisuallyHidden } from '@mantine/core';
import classes from './count-badge.module.css';
import { formatCount } from './format.ts';

const countMax = 99;

interface CountBadgeProps {
  readonly count: number;
  readonly severity: 'critical' | 'warning' | 'info';
  /** What the number counts, for whoever hears it. */
  readonly words: string;
}

/** The number on an entry of the navigation. */
export function CountBadge({ count, severity, words }: CountBadgeProps) {
  return (
    <span className={classes.badge} data-severity={severity}>
      <span aria-hidden>{count > countMax ? `${countMax}+` : formatCount(count)}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
