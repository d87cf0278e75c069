import type { KeyboardEvent } from 'react';
import { stepDay } from './duty-log-store.ts';
import { useHoursView } from './hours-view-store.ts';

/** ← and → while a log is open. True: the key has been used. */
export function onDayKey(event: KeyboardEvent): boolean {
  const isArrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  if (!isArrow || useHoursView.getState().selectedDriverId === null) return false;
  event.preventDefault();
  stepDay(event.key === 'ArrowLeft' ? -1 : 1);
  return true;
}
