import { implementContract } from '../platform/implementer.ts';
import type { State } from '../platform/state.ts';
import type { LogServer, PullAnswer } from './ledger/log-server.ts';
import type { ReferralOffice } from './office.ts';
import { referralSyncContract } from './sync-contract.ts';

function onWire(answer: PullAnswer) {
  if (answer.state !== 'page') return answer;
  const { bodies, attachments, checkpoint } = answer.page;
  return {
    state: 'page' as const,
    bodies: [...bodies],
    attachments: [...attachments],
    checkpoint: {
      ...checkpoint,
      root: checkpoint.root.toString('base64'),
      signature: checkpoint.signature.toString('base64'),
    },
  };
}

/** The hub's end of a desk's sync. */
export function createReferralSyncRouter(office: {
  readonly log: LogServer;
  readonly publicKey: string;
  readonly size: State<{ readonly size: number }>;
  readonly submit: ReferralOffice['submit'];
}) {
  const base = implementContract(referralSyncContract);
  return base.router({
    pullReferralLog: base.pullReferralLog.handler(async ({ input }) => {
      const copy = { size: input.size, root: Buffer.from(input.root, 'base64') };
      return onWire(await office.log.pull(copy, input.countMax));
    }),
    watchReferralLog: base.watchReferralLog.handler(({ signal }) => office.size.watch(signal)),
    submitReferralCommand: base.submitReferralCommand.handler(({ input, context }) =>
      office.submit({ key: input.key, name: input.name, input: input.input }, context.session),
    ),
    getReferralKey: base.getReferralKey.handler(() => ({ publicKey: office.publicKey })),
  });
}

/** What a desk reads from the wire, as its mirror takes it. */
export function readPullAnswer(answer: ReturnType<typeof onWire>): PullAnswer {
  if (answer.state !== 'page') return answer;
  const { bodies, attachments, checkpoint } = answer;
  return {
    state: 'page',
    page: {
      bodies,
      attachments,
      checkpoint: {
        ...checkpoint,
        root: Buffer.from(checkpoint.root, 'base64'),
        signature: Buffer.from(checkpoint.signature, 'base64'),
      },
    },
  };
}
