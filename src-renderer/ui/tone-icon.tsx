import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
} from '@tabler/icons-react';
import type { Tone } from '../app/connection.ts';
import classes from './tone-icon.module.css';

const icons = {
  good: IconCircleCheckFilled,
  quiet: IconCircleDashed,
  warn: IconAlertTriangleFilled,
  bad: IconCircleXFilled,
} as const;

/** A state at a glance: each tone has a shape of its own beside its colour. The word stands next to it. */
export function ToneIcon({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  const Icon = icons[tone];
  return <Icon size={size} className={classes.icon} data-tone={tone} aria-hidden />;
}
