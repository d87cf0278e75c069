import type { DutyClocks } from '../../src-main/core/operations/telematics/contract.ts';
import type { DutyViolation } from '../../src-main/core/operations/telematics/hours/contract.ts';
import {
  dutyClocksHeldMs,
  outlookOf,
  type DutyClockName,
  type DutyOutlook,
} from '../../src-main/core/operations/telematics/hours/duty.wire.ts';
import { catalogue, text } from '../app/text.ts';
import { spanClockText } from '../ui/age-text.ts';
import { formatMoment } from '../ui/format.ts';

/** How much it concerns the dispatcher now. */
export type OutlookTone = 'bad' | 'warn' | 'plain' | 'quiet';

export interface OutlookWords {
  readonly tone: OutlookTone;
  readonly words: string;
}

const hourMs = 3_600_000;

/** The vendor's word for driving past a limit, by the clock of that limit. */
const violationTypes: Readonly<Record<DutyClockName, string>> = {
  drive: 'shiftDrivingHours',
  break: 'restbreakMissed',
  shift: 'shiftHours',
  cycle: 'cycleHoursOn',
};

/** Where the clocks cannot say since when, the vendor's record of violations may. */
function sinceOf(
  outlook: Extract<DutyOutlook, { kind: 'violation' }>,
  violations: readonly DutyViolation[],
): number | null {
  if (outlook.sinceMs !== null) return outlook.sinceMs;
  return violations.filter(({ type }) => type === violationTypes[outlook.clock]).at(-1)?.startMs ?? null;
}

export function outlookWords(
  outlook: DutyOutlook,
  violations: readonly DutyViolation[],
  nowMs: number,
): OutlookWords {
  const { clock } = outlook;
  if (outlook.kind === 'violation') {
    const sinceMs = sinceOf(outlook, violations);
    const words =
      sinceMs === null
        ? text.t(`hours:violation.${clock}`)
        : text.t(`hours:violation.${clock}For`, { time: spanClockText(nowMs - sinceMs) });
    return { tone: 'bad', words };
  }
  if (outlook.kind === 'spent') return { tone: 'quiet', words: text.t(`hours:spent.${clock}`) };
  return {
    tone: outlook.inMs < hourMs ? 'warn' : 'plain',
    words: text.t(`hours:ahead.${clock}`, { time: spanClockText(outlook.inMs) }),
  };
}

/** The one thing to be said of a driver in the list. */
export function headlineOf(
  clocks: DutyClocks | null,
  violations: readonly DutyViolation[],
  nowMs: number,
): OutlookWords {
  if (clocks === null) return { tone: 'quiet', words: text.t('hours:list.noClocks') };
  if (clocks.dutyStatus === 'unknown') return { tone: 'quiet', words: text.t('hours:list.notConnected') };
  if (nowMs - clocks.asOfMs > dutyClocksHeldMs) {
    return { tone: 'quiet', words: text.t('hours:list.asOf', { time: formatMoment(clocks.asOfMs, nowMs) }) };
  }
  const [first] = outlookOf(clocks, nowMs);
  return first === undefined ? { tone: 'quiet', words: '' } : outlookWords(first, violations, nowMs);
}

const worded = catalogue.hours.violationType;
const isWorded = (type: string): type is keyof typeof worded => Object.hasOwn(worded, type);

/** A stored violation in our words; in the vendor's own where we have none. */
export function violationWords({ type, description }: DutyViolation): string {
  if (isWorded(type)) return text.t(`hours:violationType.${type}`);
  return description ?? text.t('hours:violationType.other');
}
