import type { OutboxRow } from '../frame/outbox-store.ts';

export const outboxViews = ['all', 'rejected', 'waiting'] as const;
export type OutboxView = (typeof outboxViews)[number];

const rank = ({ state }: OutboxRow): number => (state === 'rejected' ? 0 : 1);

/** What was refused first, since only a person can help it; each in the order of asking, which is the order of sending. */
export function orderOutbox(rows: readonly OutboxRow[], view: OutboxView): readonly OutboxRow[] {
  const fitting = view === 'all' ? rows : rows.filter(({ state }) => state === view);
  return [...fitting].sort((a, b) => rank(a) - rank(b) || a.createdAtMs - b.createdAtMs);
}
