import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import { createCallBook } from '../../../../../src-main/core/operations/twilio/calls/call-book.ts';
import { createDirectory } from '../../../../../src-main/core/operations/twilio/people/directory.ts';
import { callIdOf } from '../../../../../src-main/core/operations/twilio/flow/flow-request.ts';
import { createFlowStore } from '../../../../../src-main/core/operations/twilio/flow/flow-store.ts';
import { flowPaths, flowUrlsAt } from '../../../../../src-main/core/operations/twilio/flow/flow-urls.ts';
import { answerFlow } from '../../../../../src-main/core/operations/twilio/flow/handler.ts';
import { createIds } from '../../../../../src-main/core/platform/ids.ts';
import { systemRandom } from '../../../../../src-main/core/platform/random.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { startMs } from './rig.ts';

const desks = ['dana', 'sam', 'lee', 'kim'];

/** The call flow's handler on a real ledger, asked by hand: no server, no vendor. */
async function openFlow() {
  const clock = createManualClock(startMs);
  const logger = createRecordingLogger();
  const ids = createIds({ clock, random: systemRandom });
  const path = join(temporaryFolder(), 'ledger.db');
  const database = await openDatabase({ kind: 'ledger', path, clock, logger });
  const book = createCallBook({ database, clock, ids, identity: () => 'dana', nameOf: () => null });
  const directory = createDirectory({ drivers: [], vehicles: [], contacts: [], country: 'US' }, () => null);
  const store = createFlowStore({
    book,
    directory: () => directory,
    country: () => 'US',
    isBlocked: () => false,
    own: { identity: () => 'dana', number: () => null },
  });
  const deps = {
    store,
    urls: flowUrlsAt('http://127.0.0.1:1'),
    policy: () => ({ recordsAlways: false, recordingNotice: false }),
    texts: { recordingNotice: '' },
  };
  const ask = (path: string, query: Record<string, string>, form: Record<string, string>) =>
    answerFlow({ path, query, form }, deps);
  return { clock, book, database, ask };
}

type Flow = Awaited<ReturnType<typeof openFlow>>;

type Step =
  | { readonly do: 'answer'; readonly desk: string; readonly times: number }
  | { readonly do: 'ring' | 'wait'; readonly desk: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      desk: fc.constantFrom(...desks),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('ring' as const, 'wait' as const),
      desk: fc.constantFrom(...desks),
    }),
  },
);

const isLetIn = (twiml: string | null) => twiml?.includes('<Conference') === true;

/** All desks of a round ask before any is answered. */
async function play(flow: Flow, callSid: string, rounds: readonly (readonly Step[])[]) {
  const callId = callIdOf(callSid);
  await flow.ask(flowPaths.voice, {}, { From: '+15125550123', To: '+15125550100', CallSid: callSid });
  const letIn = new Set<string>();
  for (const steps of rounds) {
    if (steps.some((asks) => asks.do === 'wait')) await flow.clock.advance(1);
    const asked = steps.flatMap((asks): Promise<unknown>[] => {
      const leg = `CA ${callSid} ${asks.desk}`;
      if (asks.do === 'ring') {
        return [
          flow.ask(flowPaths.deskLeg, { callId, desk: asks.desk }, { CallSid: leg, CallStatus: 'ringing' }),
        ];
      }
      if (asks.do !== 'answer') return [];
      return Array.from({ length: asks.times }, async () => {
        const { twiml } = await flow.ask(flowPaths.answer, { callId, desk: asks.desk }, { CallSid: leg });
        if (isLetIn(twiml)) letIn.add(asks.desk);
      });
    });
    await Promise.all(asked);
  }
  return { callId, letIn };
}

describe('the claim of a call that rings', () => {
  it('is won by exactly one desk, however the answers are interleaved and repeated', async () => {
    const flow = await openFlow();
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        async (rounds) => {
          number += 1;
          const { callId, letIn } = await play(flow, `CA${number}`, rounds);
          const isAsked = rounds.flat().some((asks) => asks.do === 'answer');
          expect(letIn.size).toBe(isAsked ? 1 : 0);
          const { row, folded } = await flow.book.get(callId);
          const [winner = null] = letIn;
          expect(row.claimed_by).toBe(winner);
          expect(folded.facts.claim?.desk ?? null).toBe(winner);
        },
      ),
      { numRuns: 100 },
    );
    await flow.database.close();
  });

  it('is open again, once, when the winner is lost before he came in, even in the same millisecond', async () => {
    const flow = await openFlow();
    const answer = async (desk: string) =>
      isLetIn((await flow.ask(flowPaths.answer, { callId, desk }, { CallSid: `CA${desk}` })).twiml);
    const { callId } = await play(flow, 'CA1', []);
    expect(await answer('sam')).toBe(true);
    expect(await answer('lee')).toBe(false);
    const lost = { CallSid: 'CAsam', CallStatus: 'completed' };
    const { orders } = await flow.ask(flowPaths.deskLeg, { callId, desk: 'sam' }, lost);
    expect(orders).toEqual([{ do: 'ringDesks', callId }]);
    expect(await Promise.all([answer('lee'), answer('dana')])).toEqual([true, false]);
    await flow.database.close();
  });
});
