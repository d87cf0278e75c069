import type { CallerCard } from '../../src-main/core/operations/twilio/people/contract.ts';
import type { SoftphoneLeg } from '../../src-main/shell/phone/contract.ts';
import type { Tone } from '../app/connection.ts';
import { text } from '../app/text.ts';

/** "1:05", "1:02:05": a stopwatch. */
export function stopwatchText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000));
  const pair = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `${minutes}:${pair(seconds % 60)}` : `${hours}:${pair(minutes)}:${pair(seconds % 60)}`;
}

function endingWords({ ending, code }: Extract<SoftphoneLeg, { kind: 'ended' }>): string {
  return ending === 'failed' && code !== null
    ? text.t('softphone:ending.failedCode', { code })
    : text.t(`softphone:ending.${ending}`);
}

/** What the leg is, and nothing better: an open line without sound is not "connected". */
export function legWords(leg: SoftphoneLeg): { readonly words: string; readonly tone: Tone } {
  switch (leg.kind) {
    case 'connected':
      return { words: text.t('softphone:leg.connected'), tone: 'good' };
    case 'openWithoutSound':
      return leg.wasHeard
        ? { words: text.t('softphone:leg.soundLost'), tone: 'bad' }
        : { words: text.t('softphone:leg.waitingForSound'), tone: 'warn' };
    case 'reconnecting':
      return { words: text.t('softphone:leg.reconnecting'), tone: 'warn' };
    case 'held':
      return { words: text.t('softphone:leg.held'), tone: 'quiet' };
    case 'ended':
      return { words: endingWords(leg), tone: 'quiet' };
    case 'dialling':
    case 'ringing':
    case 'offered':
    case 'connecting':
      return { words: text.t(`softphone:leg.${leg.kind}`), tone: 'quiet' };
  }
}

/** Who has the number: one name, two names, or none; never one of two. */
export function namesOf(card: CallerCard | null): string | null {
  const [first, second, ...more] = card?.matches ?? [];
  if (first === undefined) return null;
  if (second === undefined) return first.name;
  const names = { first: first.name, second: second.name };
  return text.t(more.length === 0 ? 'softphone:who.severalOf' : 'softphone:who.severalMore', names);
}

type LineGrade = 'good' | 'fair' | 'poor';

/** Mean opinion score as people speak of it; ITU-T G.107 draws "some users dissatisfied" at 3.6 and "many" at 3.1. */
export const lineGrade = (mos: number): LineGrade => (mos >= 3.6 ? 'good' : mos >= 3.1 ? 'fair' : 'poor');
