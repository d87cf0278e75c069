import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { text } from '../../app/text.ts';
import { failureText } from '../../platform/failure-text.ts';
import type { CommandInput, CommandName } from './referral-types.ts';
import { rejectionText } from './rejection-text.ts';
import { runCommand } from './run-command.ts';

/** `accepted` and `waiting` are safe and may leave the screen; `refused` and `failed` may not: the form stays as it is. */
export type CommandOutcome = 'accepted' | 'waiting' | 'refused' | 'failed';

export interface Command<Name extends CommandName> {
  readonly isRunning: boolean;
  /** Why it was refused or failed, with the way out; `null` while nothing is wrong. */
  readonly problem: string | null;
  /** `doneText` is told when it was accepted. */
  run(command: CommandInput<Name>, doneText?: string): Promise<CommandOutcome>;
  /** Takes the problem away: what it was about has been changed. */
  forget(): void;
}

export interface AnyCommand extends Omit<Command<CommandName>, 'run'> {
  run<Name extends CommandName>(
    name: Name,
    command: CommandInput<Name>,
    doneText?: string,
  ): Promise<CommandOutcome>;
}

/**
 * Commands of the referral programme, from a button or a form. After a failure on the way, the same command again goes by
 * the same key, so that it cannot count twice.
 */
export function useAnyCommand(): AnyCommand {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const tried = useRef<{ readonly key: string; readonly body: string } | null>(null);

  const run: AnyCommand['run'] = async (name, command, doneText) => {
    const body = JSON.stringify([name, command]);
    const key = tried.current?.body === body ? tried.current.key : crypto.randomUUID();
    tried.current = { key, body };
    setRunning(true);
    setProblem(null);
    try {
      const answer = await runCommand(name, key, command);
      tried.current = null;
      if (answer.state === 'rejected') {
        setProblem(rejectionText(answer.rejection.code));
        return 'refused';
      }
      const told = answer.state === 'waiting' ? text.t('referrals:command.waiting') : doneText;
      if (told !== undefined) notifications.show({ message: told });
      return answer.state;
    } catch (error) {
      setProblem(failureText(error));
      return 'failed';
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, problem, run, forget: () => setProblem(null) };
}

/** One of them. */
export function useCommand<Name extends CommandName>(name: Name): Command<Name> {
  const { run, ...rest } = useAnyCommand();
  return { ...rest, run: (command, doneText) => run(name, command, doneText) };
}
