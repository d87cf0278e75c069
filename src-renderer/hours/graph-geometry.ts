import type { DutyLog, DutySegment } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { dutyLines, type DutyLine } from '../../src-main/core/operations/telematics/hours/duty.wire.ts';

const labelWidthPx = 66;
const totalWidthPx = 46;
const axisHeightPx = 20;
const footHeightPx = 6;
/** On a wall screen the graph grows with the rest. */
const lineHeightPxAt = (widthPx: number): number => (widthPx >= 760 ? 42 : 30);

export interface GraphScale {
  readonly heightPx: number;
  /** The plot; names stand left of it, totals right. */
  readonly leftPx: number;
  readonly rightPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
  readonly lineHeightPx: number;
  /** Right end of the totals. */
  readonly endPx: number;
  xOf(timeMs: number): number;
  timeAt(xPx: number): number;
}

/** From the start of the day to its end, be it 23, 24 or 25 hours. */
export function scaleOf(day: Pick<DutyLog, 'dayStartMs' | 'dayEndMs'>, widthPx: number): GraphScale {
  const leftPx = labelWidthPx;
  const rightPx = Math.max(leftPx + 1, widthPx - totalWidthPx);
  const lineHeightPx = lineHeightPxAt(widthPx);
  const bottomPx = axisHeightPx + lineHeightPx * dutyLines.length;
  const lengthMs = day.dayEndMs - day.dayStartMs;
  const clamp = (part: number) => Math.min(1, Math.max(0, part));
  return {
    heightPx: bottomPx + footHeightPx,
    leftPx,
    rightPx,
    topPx: axisHeightPx,
    bottomPx,
    lineHeightPx,
    endPx: rightPx + totalWidthPx,
    xOf: (timeMs) => leftPx + clamp((timeMs - day.dayStartMs) / lengthMs) * (rightPx - leftPx),
    timeAt: (xPx) => day.dayStartMs + clamp((xPx - leftPx) / (rightPx - leftPx)) * lengthMs,
  };
}

/** Middle of the row of a line. */
export const yOf = (line: DutyLine, scale: GraphScale): number =>
  scale.topPx + (dutyLines.indexOf(line) + 0.5) * scale.lineHeightPx;

export interface Rise {
  readonly xPx: number;
  readonly fromPx: number;
  readonly toPx: number;
}

/** The upright strokes between two lines, where one known status follows the other at once. */
export function risesOf(segments: readonly DutySegment[], scale: GraphScale): readonly Rise[] {
  return segments.flatMap((segment, index) => {
    const before = segments[index - 1];
    if (before === undefined || before.line === null || segment.line === null) return [];
    if (before.line === segment.line) return [];
    return [
      { xPx: scale.xOf(segment.startMs), fromPx: yOf(before.line, scale), toPx: yOf(segment.line, scale) },
    ];
  });
}

/** Index of the segment at a place of the graph, or -1. */
export const segmentAt = (segments: readonly DutySegment[], timeMs: number): number =>
  segments.findIndex(({ startMs, endMs }) => startMs <= timeMs && timeMs < endMs);

const quarterMs = 15 * 60_000;

/** The short marks between the hours: quarters, and longer ones for halves, hanging from the top of each row. */
export function tickPath(hours: readonly { readonly startMs: number }[], scale: GraphScale): string {
  const parts: string[] = [];
  for (const { startMs } of hours) {
    for (const quarter of [1, 2, 3]) {
      const x = scale.xOf(startMs + quarter * quarterMs).toFixed(1);
      const length = quarter === 2 ? 9 : 5;
      dutyLines.forEach((_, row) => parts.push(`M${x} ${scale.topPx + row * scale.lineHeightPx}v${length}`));
    }
  }
  return parts.join('');
}
