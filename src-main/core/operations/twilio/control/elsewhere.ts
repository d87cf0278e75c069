import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { CallBook } from '../calls/call-book.ts';
import { readLabel } from '../flow/labels.ts';
import type { PhoneGateway } from '../gateway.ts';

/** Whoever answered is in the room a moment after the others stop ringing. */
const askAfterMs = [200, 400, 800, 1_600, 3_200] as const;

export interface ElsewhereDeps {
  readonly book: CallBook;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly identity: () => string;
  readonly gateway: () => PhoneGateway | null;
}

/**
 * For a desk whose calls another serves: it stopped ringing here, and the vendor knows whether a colleague has the call.
 * Without that the log would say "missed".
 */
export function createElsewhere({ book, clock, logger, identity, gateway }: ElsewhereDeps) {
  const stopping = new AbortController();

  async function findOther(vendor: PhoneGateway, callId: string): Promise<string | null> {
    const conference = await vendor.describeConference(callId);
    if (conference?.isLive !== true) return null;
    for (const { label, isIn } of await vendor.listParticipants(conference.sid)) {
      const read = readLabel(label);
      if (isIn && read?.kind === 'desk' && read.desk !== identity()) return read.desk;
    }
    return null;
  }

  async function ask(callId: string): Promise<void> {
    const found = await book.find(callId);
    if (found?.row.direction !== 'incoming' || found.folded.facts.isInFlow) return;
    for (const waitMs of askAfterMs) {
      await clock.sleep(waitMs, stopping.signal);
      const vendor = gateway();
      if (stopping.signal.aborted || vendor === null) return;
      const desk = await findOther(vendor, callId);
      if (stopping.signal.aborted) return;
      if (desk === null) continue;
      // For this desk it is over, whatever becomes of it there.
      await book.record(callId, { kind: 'claimed', desk }, 'vendor');
      await book.record(callId, { kind: 'ended' }, 'vendor');
      return;
    }
  }

  return {
    stoppedRinging(callId: string) {
      ask(callId).catch((error: unknown) =>
        logger.info({ error }, 'who answered a call could not be found out'),
      );
    },
    stop: () => stopping.abort(),
  };
}
