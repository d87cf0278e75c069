import { newDeskCall, reduceCall, type CallHappening, type DeskCall } from './desk-call.ts';
import type { EventLog } from './event-log.ts';
import { eventsOfChange } from './told-events.ts';

/** How long a desk sees that a phone call has ended, and how. */
const endedShownMs = 4_000;
/** What lives, and a few that just ended; the contract's limit for one report. */
const callCountMax = 8;

type CallListener = (before: DeskCall | null, after: DeskCall) => void;

/** All phone calls of this desk, in the order they began. The one place where they change. */
export function createCallList(deps: {
  readonly log: EventLog;
  readonly nowMs: () => number;
  readonly onChange: CallListener;
}) {
  let calls: readonly DeskCall[] = [];

  const find = (callId: string) => calls.find((call) => call.callId === callId);
  const forgetLater = (ended: DeskCall) =>
    setTimeout(() => {
      if (find(ended.callId)?.end !== ended.end) return;
      calls = calls.filter(({ callId }) => callId !== ended.callId);
      deps.onChange(ended, ended);
    }, endedShownMs);

  return {
    all: () => calls,
    find,
    /** A new phone call, in place of an ended one with the same id. */
    add(
      call: Parameters<typeof newDeskCall>[0],
      told: {
        readonly birth?: 'new' | 'rejoined';
        readonly to?: string | null;
        readonly callSid?: string | null;
      } = {},
    ): DeskCall {
      const birth = told.birth ?? 'new';
      const added = { ...newDeskCall(call, deps.nowMs(), birth), callSid: told.callSid ?? null };
      const kept = calls.filter(
        ({ callId, end }) => callId !== call.callId && (end === null || calls.length < callCountMax),
      );
      calls = [...kept, added];
      if (birth === 'new') deps.log.append(call.callId, eventsOfChange(null, added, told.to ?? null));
      deps.onChange(null, added);
      return added;
    },
    apply(callId: string, happening: CallHappening): void {
      const before = find(callId);
      if (before === undefined) return;
      const after = reduceCall(before, happening, deps.nowMs());
      if (after === before) return;
      calls = calls.map((call) => (call === before ? after : call));
      deps.log.append(callId, eventsOfChange(before, after));
      if (before.end === null && after.end !== null) forgetLater(after);
      deps.onChange(before, after);
    },
    /** It never came to anything: the person is told by the refused order. */
    drop(callId: string): void {
      const dropped = find(callId);
      if (dropped === undefined) return;
      calls = calls.filter((call) => call !== dropped);
      deps.onChange(dropped, dropped);
    },
  };
}

export type CallList = ReturnType<typeof createCallList>;
