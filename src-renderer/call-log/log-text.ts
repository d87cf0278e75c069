import type { Call, RecordedEvent } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { text } from '../app/text.ts';
import { formatCount, formatPhone } from '../ui/format.ts';

/** Whom a call is or was with: the one name, the number, or that there is none. Two matches are said to be two. */
export function whoOf(call: Call): string {
  if (call.party !== null) return call.party.name;
  if (call.matchCount > 1) {
    return text.t('calls:list.several', { count: call.matchCount, countText: formatCount(call.matchCount) });
  }
  return call.numberText === '' ? text.t('softphone:who.withheld') : call.numberText;
}

export const outcomeWord = (call: Call): string =>
  call.outcome === null ? text.t(`calls:phase.${call.phase}`) : text.t(`calls:outcome.${call.outcome}`);

/** A missed call nobody has returned wants an eye; one that was called back does not. */
export const wantsCallBack = (call: Call): boolean => call.outcome === 'missed' && !call.isReturned;

/** `nameOf`: of a party by its id, as far as the call still knows it. */
export function eventWords(
  { event, desk }: RecordedEvent,
  nameOf: (partyId: string) => string | null,
): string {
  const deskName = 'desk' in event ? event.desk : (desk ?? '');
  const values = {
    desk: deskName,
    party: 'partyId' in event ? (nameOf(event.partyId) ?? text.t('calls:event.party')) : '',
    message: 'message' in event ? (event.message ?? '') : '',
    name: 'name' in event ? (event.name ?? '') : '',
    command: 'command' in event ? event.command : '',
  };
  if (event.kind === 'begun') {
    return text.t(event.direction === 'incoming' ? 'calls:event.begunIncoming' : 'calls:event.begunOutgoing');
  }
  if (event.kind === 'sentDigits') return text.t('calls:event.sentDigits', { count: event.count });
  if (event.kind === 'partyAdded' && event.role === 'caller') return text.t('calls:event.callerCame', values);
  return text.t(`calls:event.${event.kind}`, values);
}

/** Names of parties: the one the log knows, a colleague's desk, else the number. */
export function partyNames(
  call: Pick<Call, 'number' | 'party'>,
  events: readonly RecordedEvent[],
): (partyId: string) => string | null {
  const names = new Map<string, string>();
  for (const { event } of events) {
    if (event.kind !== 'partyAdded') continue;
    const { partyId, address } = event;
    const isKnown = address === call.number && call.party !== null;
    names.set(partyId, isKnown ? call.party.name : formatPhone(address.replace(/^client:/, '')));
  }
  return (partyId) => names.get(partyId) ?? null;
}
