/** Windows overlap: what was handed over is not handed over again. Forgets the oldest; then it is handed over twice, which is harmless. */
export function createSeenChanges(countMax = 20_000) {
  const updatedAtMs = new Map<string, number>();
  return {
    isNew: (key: string, changedAtMs: number): boolean => updatedAtMs.get(key) !== changedAtMs,
    note(key: string, changedAtMs: number): void {
      updatedAtMs.delete(key);
      updatedAtMs.set(key, changedAtMs);
      if (updatedAtMs.size <= countMax) return;
      for (const oldest of updatedAtMs.keys()) {
        updatedAtMs.delete(oldest);
        break;
      }
    },
  };
}
