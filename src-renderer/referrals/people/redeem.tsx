import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import { DeedForm } from '../forms/deed-form.tsx';
import { useRecords } from '../frame/record-store.ts';
import type { Person } from '../frame/referral-types.ts';
import { useCommand } from '../frame/use-command.ts';

function RedeemForm({ person, onDone }: { readonly person: Person; readonly onDone: () => void }) {
  const { t } = useTranslation('referrals');
  const redeem = useCommand('redeemReward');
  const rewards = useRecords('listRewards', person.companyId).items;
  const [rewardId, setRewardId] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [redemptionId] = useState(() => crypto.randomUUID());
  const run = () => {
    setChecked(true);
    if (rewardId === null) return null;
    return redeem.run({ redemptionId, rewardId, personId: person.id }, t('redeem.done'));
  };
  return (
    <DeedForm
      title={t('redeem.title')}
      problem={redeem.problem}
      isRunning={redeem.isRunning}
      onRun={run}
      onDone={onDone}
    >
      <Select
        size="xs"
        label={t('redeem.reward')}
        nothingFoundMessage={t('redeem.noReward')}
        data={rewards.map(({ id, name, price, stock }) => ({
          value: id,
          label: t(stock === 0 ? 'redeem.optionOut' : 'redeem.option', { name, price: formatCount(price) }),
          disabled: stock === 0,
        }))}
        value={rewardId}
        error={isChecked && rewardId === null ? t('redeem.rewardMissing') : undefined}
        onChange={setRewardId}
        searchable
        autoFocus
      />
    </DeedForm>
  );
}

/** Points against a reward; the office orders it afterwards. */
export function Redeem({ person }: { readonly person: Person }) {
  const { t } = useTranslation('referrals');
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <RedeemForm person={person} onDone={() => setOpen(false)} />;
  return (
    <div>
      <Button size="compact-sm" onClick={() => setOpen(true)}>
        {t('redeem.title')}
      </Button>
    </div>
  );
}
