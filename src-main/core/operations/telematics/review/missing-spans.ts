import type { Span } from './track-reader.ts';

/** What history is still to fill, as those who fill it report it. Not stored: they say it again after a start. */
export function createMissingSpans() {
  const byReporter = new Map<string, readonly Span[]>();
  return {
    /** Replaces what the same reporter said before; an empty list: nothing is missing any more. */
    report(reporter: string, spans: readonly Span[]): void {
      byReporter.set(reporter, spans);
    },
    list: (): readonly Span[] => [...byReporter.values()].flat(),
    clear: () => byReporter.clear(),
  };
}
