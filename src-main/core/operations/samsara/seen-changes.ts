/** Windows overlap: what was handed over is not handed over again. Forgets the oldest; then it is handed over twice, which is harmless. */
export function createSeenChanges(countMax = 20_000) {
  const marks = new Map<string, string | number>();
  return {
    /** `mark`: when it changed, or what it says now. */
    isNew: (key: string, mark: string | number): boolean => marks.get(key) !== mark,
    note(key: string, mark: string | number): void {
      marks.delete(key);
      marks.set(key, mark);
      if (marks.size <= countMax) return;
      for (const oldest of marks.keys()) {
        marks.delete(oldest);
        break;
      }
    },
  };
}
