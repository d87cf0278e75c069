import { createHash } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import { createState } from '../../../platform/state.ts';
import { deskGroupOf, type PhoneConfiguration } from '../account.ts';
import { readNumber } from '../people/numbers.ts';
import type { PhoneState, ReceptionReport } from './contract.ts';
import { receptionFault, type HeardReport } from './reception.ts';

const judgeIntervalMs = 1_000;

export type CallFlowState = PhoneState['callFlow'];

const keptOf = (key: PhoneConfiguration['recordingKey']) =>
  key === null ? 'nowhere' : key.isSessionOnly ? 'thisSession' : 'keyring';

function registrationKeyOf(account: PhoneConfiguration['account'], identity: string): string {
  if (account === null) return '';
  const { accountSid, apiKeySid, applicationSid } = account;
  const parts = JSON.stringify([accountSid, apiKeySid, applicationSid, identity]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}

function stateOf(
  { account, policy, recordingKey }: PhoneConfiguration,
  callFlow: CallFlowState,
): Omit<PhoneState, 'reception'> {
  const { identity, callerIds, country, recording, recordingNotice } = policy;
  return {
    account: account === null ? 'notConfigured' : 'configured',
    isSandbox: account?.isSandbox ?? false,
    identity,
    deskGroup: deskGroupOf(policy),
    callerIds: callerIds.map((number) => ({ number, text: readNumber(number, country)?.text ?? number })),
    country,
    callFlow,
    signalling: {
      chunderw: account?.chunderw ?? null,
      edge: account?.edge ?? null,
      isPlain: account?.isSandbox ?? false,
      registrationKey: registrationKeyOf(account, identity),
    },
    recording: { policy: recording, hasNotice: recordingNotice, kept: keptOf(recordingKey) },
  };
}

/** What a desk has to know of its telephone; whether calls reach it is judged every second, since silence says it too. */
export function createPhoneState(deps: {
  readonly clock: Clock;
  readonly configuration: () => PhoneConfiguration;
}) {
  const { clock, configuration } = deps;
  const stopping = new AbortController();
  let heard: HeardReport | null = null;
  let callFlow: CallFlowState = { state: 'off', failure: null };
  let judging: Promise<void> = Promise.resolve();

  const read = (before: PhoneState['reception'] | null): PhoneState => {
    const nowMs = clock.nowMs();
    const fault = receptionFault(configuration().account !== null, heard, nowMs);
    const sinceMs = before !== null && before.fault === fault ? before.sinceMs : nowMs;
    return {
      ...stateOf(configuration(), callFlow),
      reception: { canReceive: fault === null, fault, sinceMs, report: heard?.report ?? null },
    };
  };
  const state = createState<PhoneState>(read(null));
  const refresh = () => state.update(({ reception }) => read(reception));

  return {
    watch: state.watch,
    get: state.get,
    refresh,
    report(report: ReceptionReport) {
      heard = { report, receivedAtMs: clock.nowMs() };
      refresh();
    },
    setCallFlow(next: CallFlowState) {
      callFlow = next;
      refresh();
    },
    start() {
      judging = (async () => {
        while (!stopping.signal.aborted) {
          await clock.sleep(judgeIntervalMs, stopping.signal);
          const { reception } = state.get();
          const fault = receptionFault(configuration().account !== null, heard, clock.nowMs());
          if (fault !== reception.fault) refresh();
        }
      })();
    },
    async stop() {
      stopping.abort();
      await judging;
    },
  };
}

export type PhoneStateFeed = ReturnType<typeof createPhoneState>;
