import type { Clock } from '../../core/platform/clock.ts';
import type { Logger } from '../../core/platform/logger.ts';
import type { PhoneRelay } from './relay.ts';

const checkIntervalMs = 5_000;
/** The host reports every five seconds (src-renderer/phone-host/report.ts), and more often while something happens. */
const silenceMsMax = 30_000;

/** A page that hangs does not crash: it only stops reporting. Time that this process slept through does not count. */
export function watchLife(deps: {
  readonly relay: PhoneRelay;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly onSilent: () => void;
}): void {
  const { relay, clock, signal } = deps;
  const watch = async () => {
    let silentMs = 0;
    let heardCount = relay.reportCount();
    while (!signal.aborted) {
      await clock.sleep(checkIntervalMs, signal);
      const isExpected = relay.softphone.get().host === 'running';
      const isHeard = relay.reportCount() !== heardCount;
      heardCount = relay.reportCount();
      silentMs = isExpected && !isHeard ? silentMs + checkIntervalMs : 0;
      if (silentMs < silenceMsMax) continue;
      silentMs = 0;
      deps.logger.error({}, 'the phone host does not answer; it is made again');
      deps.onSilent();
    }
  };
  void watch();
}
