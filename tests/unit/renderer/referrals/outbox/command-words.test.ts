import { beforeAll, describe, expect, it } from 'vitest';
import { startText } from '../../../../../src-renderer/app/text.ts';
import type { OutboxRow } from '../../../../../src-renderer/referrals/frame/outbox-store.ts';
import { commandFields, commandWords } from '../../../../../src-renderer/referrals/outbox/command-words.ts';
import { orderOutbox } from '../../../../../src-renderer/referrals/outbox/outbox-order.ts';
import { namesOfWaiting } from '../../../../../src-renderer/referrals/record-names.ts';
import { testNames as names } from '../names.ts';

beforeAll(startText);

const row = (key: string, change: Partial<OutboxRow> = {}): OutboxRow => ({
  ...{ key, name: 'closeCode', command: { codeId: 'c1' }, userId: 'cleo', createdAtMs: 0 },
  ...{ state: 'waiting', rejection: null },
  ...change,
});
const candidate = { name: 'Bob Reyes', phone: '312 555 0143', email: null, licence: null };
const referral = { companyId: 'acme', referralId: 'r1', code: null, referrerId: 'ann', candidate };

describe('what waits in the outbox', () => {
  it('is told in a sentence with names', () => {
    expect(commandWords({ name: 'makeReferral', command: referral }, names)).toBe('Refer Bob Reyes');
    const release = { referralId: 'r1', milestone: 'First week', amount: null };
    expect(commandWords({ name: 'releaseMilestone', command: release }, names)).toBe(
      'Release “First week” for candidate of r1',
    );
    const points = { companyId: 'acme', proposalId: 'p', personId: 'ann', points: 1_500, reason: 'x' };
    expect(commandWords({ name: 'proposePoints', command: points }, names)).toBe(
      'Propose 1,500 points for person ann',
    );
  });

  it('keeps what was typed in to be read again', () => {
    expect(commandFields({ command: referral })).toEqual([['Telephone', '312 555 0143']]);
    expect(commandFields({ command: { redemptionId: 'x', reason: 'Broken' } })).toEqual([
      ['Reason', 'Broken'],
    ]);
  });

  it('stands with what was refused first, each in the order of asking', () => {
    const refused = row('c', {
      state: 'rejected',
      createdAtMs: 9,
      rejection: { code: 'referral/not-yet', data: {} },
    });
    const rows = [row('b', { createdAtMs: 5 }), row('a', { createdAtMs: 2 }), refused];
    expect(orderOutbox(rows, 'all').map(({ key }) => key)).toEqual(['c', 'a', 'b']);
    expect(orderOutbox(rows, 'waiting').map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('lends its names to what is not in the ledger yet', () => {
    const rows = [
      row('a', { name: 'makeReferral', command: referral }),
      row('b', { name: 'addPerson', command: { personId: 'new', profile: { name: 'New Person' } } }),
    ];
    const found = namesOfWaiting(rows);
    expect(found.referrals.get('r1')).toBe('Bob Reyes');
    expect(found.people.get('new')).toBe('New Person');
  });
});
