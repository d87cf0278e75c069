import { notifications } from '@mantine/notifications';
import { attempt } from '../../app/desk-actions.ts';
import { text } from '../../app/text.ts';
import type { OutboxRow } from '../frame/outbox-store.ts';
import { referralClient } from '../frame/referral-client.ts';
import type { CommandName } from '../frame/referral-types.ts';
import { rejectionText } from '../frame/rejection-text.ts';
import { runCommand } from '../frame/run-command.ts';

export const putAway = ({ key }: OutboxRow): Promise<void> =>
  attempt(() => referralClient.putAwayCommand({ key }), text.t('referralOffice:outbox.isPutAway'));

/**
 * The same wish again, as a new one: what was refused stays refused for good. The refused one is put away only once the
 * new one is safe.
 */
export const retryAsNew = (row: OutboxRow): Promise<void> =>
  attempt(async () => {
    const answer = await runCommand(row.name as CommandName, crypto.randomUUID(), row.command as never);
    if (answer.state === 'rejected') {
      notifications.show({ color: 'red', message: rejectionText(answer.rejection.code), autoClose: 12_000 });
    }
    await referralClient.putAwayCommand({ key: row.key });
  });
