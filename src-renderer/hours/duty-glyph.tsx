import {
  IconBed,
  IconBriefcase,
  IconCar,
  IconForklift,
  IconHelpCircle,
  IconHome,
  IconSteeringWheel,
} from '@tabler/icons-react';
import type { DutyStatus } from '../../src-main/core/operations/telematics/contract.ts';
import { lineOf } from '../../src-main/core/operations/telematics/hours/duty.wire.ts';
import classes from './duty-glyph.module.css';

const icons = {
  driving: IconSteeringWheel,
  onDuty: IconBriefcase,
  yardMove: IconForklift,
  sleeperBed: IconBed,
  offDuty: IconHome,
  personalConveyance: IconCar,
  unknown: IconHelpCircle,
} as const;

/** A duty status at a glance: each has a shape of its own beside its colour. The word stands next to it. */
export function DutyGlyph({ status, size = 15 }: { readonly status: DutyStatus; readonly size?: number }) {
  const Icon = icons[status];
  return (
    <Icon
      size={size}
      stroke={1.8}
      className={classes.glyph}
      data-line={lineOf(status) ?? 'unknown'}
      aria-hidden
    />
  );
}
