import type { AlertState } from './contract.ts';

export interface Deed {
  readonly atMs: number;
  /** A user, or `null` for Switchyard itself. */
  readonly by: string | null;
}

/** The part of an alert that people and time change. */
export interface AlertLife {
  readonly needsAcknowledgement: boolean;
  /** When what it tells of was over; `null`: it lasts. */
  readonly overAtMs: number | null;
  readonly acknowledged: Deed | null;
  readonly resolved: Deed | null;
  readonly owner: string | null;
  readonly snoozedUntilMs: number | null;
  readonly escalationLevel: number;
  readonly attentionCount: number;
}

export type Act =
  | { readonly type: 'acknowledge'; readonly deed: Deed }
  | { readonly type: 'resolve'; readonly deed: Deed }
  | { readonly type: 'own'; readonly owner: string | null }
  | { readonly type: 'snooze'; readonly untilMs: number | null }
  /** The snooze that ran until then is over. */
  | { readonly type: 'wake'; readonly untilMs: number }
  | { readonly type: 'over'; readonly atMs: number }
  /** The same again, shortly after it was over. */
  | { readonly type: 'repeat' }
  | { readonly type: 'escalate'; readonly level: number };

/** Each time nobody reacts; after the last it stays as loud as it is. */
export const escalationLevelMax = 3;

export function stateOf(life: AlertLife): AlertState {
  if (life.resolved !== null) return 'resolved';
  return life.acknowledged === null ? 'open' : 'acknowledged';
}

/** Whether somebody has shown that they know: then nothing is escalated. */
export const isHandled = (life: AlertLife): boolean =>
  life.resolved !== null || life.acknowledged !== null || life.owner !== null;

/** The life after the act, or `null` where it changes nothing. First come, first served: who acknowledged first stays. */
export function actOn(life: AlertLife, act: Act): AlertLife | null {
  if (act.type === 'repeat') {
    return life.overAtMs === null ? null : { ...life, overAtMs: null, resolved: null };
  }
  if (act.type === 'over') return life.overAtMs === null ? endOf(life, act.atMs) : null;
  if (life.resolved !== null) return null;
  switch (act.type) {
    case 'acknowledge': {
      if (life.acknowledged !== null) return null;
      const isDone = life.overAtMs !== null;
      return {
        ...life,
        acknowledged: act.deed,
        resolved: isDone ? act.deed : null,
        snoozedUntilMs: null,
      };
    }
    case 'resolve':
      return { ...life, resolved: act.deed, snoozedUntilMs: null };
    case 'own':
      return life.owner === act.owner ? null : { ...life, owner: act.owner };
    case 'snooze':
      return life.snoozedUntilMs === act.untilMs ? null : { ...life, snoozedUntilMs: act.untilMs };
    case 'wake':
      return life.snoozedUntilMs === act.untilMs ? withAttention({ ...life, snoozedUntilMs: null }) : null;
    case 'escalate': {
      const isNext = act.level === life.escalationLevel + 1 && act.level <= escalationLevelMax;
      if (!isNext || isHandled(life) || life.snoozedUntilMs !== null) return null;
      return withAttention({ ...life, escalationLevel: act.level });
    }
  }
}

function endOf(life: AlertLife, atMs: number): AlertLife {
  const isDone = life.acknowledged !== null || !life.needsAcknowledgement;
  const resolved = life.resolved ?? (isDone ? { atMs, by: null } : null);
  return {
    ...life,
    overAtMs: atMs,
    resolved,
    snoozedUntilMs: resolved === null ? life.snoozedUntilMs : null,
  };
}

const withAttention = (life: AlertLife): AlertLife => ({ ...life, attentionCount: life.attentionCount + 1 });
