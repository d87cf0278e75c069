import { companyAccount, userAccount } from '../../../src-main/core/referral/ledger/account.ts';
import type { Command } from '../../../src-main/core/referral/ledger/entry.ts';

const issuance = companyAccount('01978c00-7000-7000-8000-000000000001', 'issuance');
const liability = companyAccount('01978c00-7000-7000-8000-000000000001', 'liability');
const available = (user: number) =>
  userAccount(
    '01978c00-7000-7000-8000-000000000001',
    'available',
    `01978c00-0000-7000-8000-${String(user).padStart(12, '0')}`,
  );

/** Every account gets points before it spends any; half of all transfers give, half spend. Ids as long as real ones. */
export function createCommands(userCount: number) {
  let count = 0;
  const next = (): Command => {
    const user = Math.floor(count / 2) % userCount;
    const isGift = count % 2 === 0;
    const move = isGift
      ? { from: issuance, to: available(user), amount: 20 }
      : { from: available(user), to: liability, amount: 10 };
    count += 1;
    return {
      key: `01978c00-0000-7000-9000-${String(count).padStart(12, '0')}`,
      actor: { userId: 'clerk-1', deskId: 'desk-1' },
      reason: null,
      steps: [{ kind: 'transfer', move, caps: [] }],
      fact: null,
    };
  };
  return { take: (wanted: number) => Array.from({ length: wanted }, next) };
}
