import { useOutbox } from './outbox-store.ts';
import { referralClient } from './referral-client.ts';
import type { CommandAnswer, CommandInput, CommandName } from './referral-types.ts';

/** An office that answers does so well within this; who waits longer is told that it waits. */
const settleTimeoutMs = 3_000;

type Ask = (name: CommandName, asked: { key: string; command: unknown }) => Promise<CommandAnswer>;
const ask: Ask = (name, asked) =>
  (referralClient[name] as (input: typeof asked) => Promise<CommandAnswer>)(asked);

/** What became of a command that waits in the outbox: its row is gone once its entry is in this desk's copy. */
function settled(key: string): Promise<'posted' | 'waiting' | CommandAnswer> {
  return new Promise((resolve) => {
    let wasSeen = false;
    const look = ({ rows }: ReturnType<typeof useOutbox.getState>) => {
      if (rows === null) return;
      const row = rows.find((one) => one.key === key);
      wasSeen ||= row !== undefined;
      if (row?.rejection) finish({ state: 'rejected', rejection: row.rejection });
      else if (row === undefined && wasSeen) finish('posted');
    };
    const timer = setTimeout(() => finish('waiting'), settleTimeoutMs);
    const leave = useOutbox.subscribe(look);
    function finish(answer: 'posted' | 'waiting' | CommandAnswer) {
      clearTimeout(timer);
      leave();
      resolve(answer);
    }
    look(useOutbox.getState());
  });
}

/**
 * Hands a command to the core and waits a moment for the office's word. The same key is the same deed: asking again is
 * how it is found out that an entry is there.
 */
export async function runCommand<Name extends CommandName>(
  name: Name,
  key: string,
  command: CommandInput<Name>,
): Promise<CommandAnswer> {
  const first = await ask(name, { key, command });
  if (first.state !== 'waiting') return first;
  const outcome = await settled(key);
  return typeof outcome === 'string' ? ask(name, { key, command }) : outcome;
}
