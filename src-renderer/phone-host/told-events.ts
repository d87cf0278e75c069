import type { DeskEvent } from '../../src-main/core/operations/twilio/calls/contract.ts';
import type { LegEnding } from '../../src-main/shell/phone/contract.ts';
import type { DeskCall } from './desk-call.ts';

const failures: ReadonlySet<LegEnding> = new Set(['failed', 'microphoneDenied', 'microphoneMissing', 'lost']);
const wasOpen = ({ link }: DeskCall) => link === 'open' || link === 'reconnecting';

function eventOfEnd(call: DeskCall): DeskEvent {
  const { ending, code, message } = call.end ?? { ending: 'lost', code: null, message: null };
  const codeText = code === null ? null : String(code);
  if (ending === 'hungUpHere') return { kind: 'hungUp' };
  if (ending === 'declined') return { kind: 'declined' };
  if (ending === 'stoppedRinging') return { kind: 'cancelled' };
  if (failures.has(ending) && !wasOpen(call)) {
    return { kind: 'failed', code: codeText ?? ending, message: message ?? '' };
  }
  return { kind: 'left', code: codeText ?? (ending === 'hungUpThere' ? null : ending), message };
}

function eventsOfLink(before: DeskCall, after: DeskCall): DeskEvent[] {
  if (before.link === after.link) return [];
  const { callSid } = after;
  if (after.link === 'ringing') return [{ kind: 'rang', hasEarlyMedia: after.isHeard, callSid }];
  if (after.link === 'reconnecting') return [{ kind: 'reconnecting', code: null }];
  if (after.link !== 'open') return [];
  return [before.link === 'reconnecting' ? { kind: 'reconnected' } : { kind: 'accepted', callSid }];
}

/** What the core's call log has to know of a change. Pure; a change that says nothing new gives nothing. */
export function eventsOfChange(
  before: DeskCall | null,
  after: DeskCall,
  to: string | null = null,
): DeskEvent[] {
  if (before === null) {
    if (after.direction === 'outgoing') return [{ kind: 'dialled' }];
    return [{ kind: 'offered', from: after.address, to, callSid: after.callSid }];
  }
  if (before.end !== null) return [];
  const warned = after.warnings.filter((name) => !before.warnings.includes(name));
  const cleared = before.warnings.filter((name) => !after.warnings.includes(name));
  const isFarewellSaid = before.isHangingUp && after.end?.ending === 'hungUpHere';
  const isLost = before.sound === 'flowing' && after.sound === 'stopped';
  return [
    ...eventsOfLink(before, after),
    ...(before.sound !== 'flowing' && after.sound === 'flowing' ? [{ kind: 'soundStarted' } as const] : []),
    ...(isLost ? [{ kind: 'soundLost', name: null } as const] : []),
    ...(before.isMuted === after.isMuted ? [] : [{ kind: after.isMuted ? 'muted' : 'unmuted' } as const]),
    ...(!before.isSilenced && after.isSilenced ? [{ kind: 'ignored' } as const] : []),
    ...(!before.isHangingUp && after.isHangingUp ? [{ kind: 'hungUp' } as const] : []),
    ...warned.map((name) => ({ kind: 'qualityWarned', name }) as const),
    ...cleared.map((name) => ({ kind: 'qualityCleared', name }) as const),
    ...(after.end === null || isFarewellSaid ? [] : [eventOfEnd(after)]),
  ];
}
