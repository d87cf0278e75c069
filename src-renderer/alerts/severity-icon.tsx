import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconInfoCircleFilled } from '@tabler/icons-react';
import type { Severity } from '../../src-main/core/operations/notifications/incident.wire.ts';
import classes from './severity-icon.module.css';

const icons = {
  critical: IconAlertOctagonFilled,
  warning: IconAlertTriangleFilled,
  info: IconInfoCircleFilled,
} as const;

/** A shape for each severity beside its colour; the word stands next to it. */
export function SeverityIcon({
  severity,
  size = 16,
}: {
  readonly severity: Severity;
  readonly size?: number;
}) {
  const Icon = icons[severity];
  return <Icon size={size} className={classes.icon} data-severity={severity} aria-hidden />;
}
