import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format.ts';
import { useCommand } from '../frame/use-command.ts';
import classes from '../office.module.css';
import type { Reward } from '../frame/referral-types.ts';
import { ProblemLine } from '../problem-line.tsx';
import { WholeNumber } from '../whole-number.tsx';
import own from './rewards.module.css';
import { DetailHead } from '../../ui/detail-head.tsx';
import { Facts } from '../../ui/facts.tsx';

/** The limits of the contract (command-inputs.ts). */
const nameLengthMax = 100;
const pointsMax = 1_000_000_000;

interface AddRewardProps {
  readonly companyId: string;
  readonly onDone: () => void;
}

/** A new reward of the catalogue. Its price stays: another price is another reward. */
export function AddReward({ companyId, onDone }: AddRewardProps) {
  const { t } = useTranslation('referralOffice');
  const [rewardId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState('');
  const [price, setPrice] = useState<number | null>(null);
  const [stock, setStock] = useState<number | null>(null);
  const { run, isRunning, problem } = useCommand('addReward');
  const isReady = name.trim() !== '' && price !== null && price > 0;
  const save = async () => {
    if (price === null) return;
    const command = { companyId, rewardId, name: name.trim(), price, stock };
    const outcome = await run(command, t('rewards.added', { name: name.trim() }));
    if (outcome === 'accepted' || outcome === 'waiting') onDone();
  };
  return (
    <form
      className={classes.detail}
      aria-label={t('rewards.addTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isRunning) void save();
      }}
    >
      <DetailHead title={t('rewards.addTitle')} closeLabel={t('rewards.close')} onClose={onDone} />
      <div className={own.fields}>
        <TextInput
          size="xs"
          label={t('rewards.name')}
          value={name}
          maxLength={nameLengthMax}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <WholeNumber
          label={t('rewards.priceInPoints')}
          description={t('rewards.priceAbout')}
          value={price}
          min={1}
          max={pointsMax}
          onChange={setPrice}
        />
        <WholeNumber
          label={t('rewards.stock')}
          placeholder={t('rewards.unlimited')}
          value={stock}
          min={0}
          max={pointsMax}
          onChange={setStock}
        />
      </div>
      <ProblemLine problem={problem} />
      <div className={classes.buttons}>
        <Button size="compact-sm" type="submit" disabled={!isReady} loading={isRunning}>
          {t('rewards.add')}
        </Button>
      </div>
    </form>
  );
}

interface RewardDetailProps {
  readonly reward: Reward;
  readonly openCount: number;
  readonly onClose: () => void;
}

/** One reward, and how many are left of it. */
export function RewardDetail({ reward, openCount, onClose }: RewardDetailProps) {
  const { t } = useTranslation('referralOffice');
  const [stock, setStock] = useState(reward.stock);
  const { run, isRunning, problem } = useCommand('stockReward');
  const { id: rewardId, name, price } = reward;
  const facts = [
    [t('rewards.price'), t('rules.points', { count: price, countText: formatCount(price) })],
    [t('rewards.openCount'), formatCount(openCount)],
  ] as const;
  return (
    <form
      className={classes.detail}
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) void run({ rewardId, stock }, t('rewards.restocked', { name }));
      }}
    >
      <DetailHead title={name} closeLabel={t('rewards.close')} onClose={onClose} />
      <Facts facts={facts} />
      <WholeNumber
        label={t('rewards.newStock')}
        placeholder={t('rewards.unlimited')}
        value={stock}
        min={0}
        max={pointsMax}
        onChange={setStock}
      />
      <ProblemLine problem={problem} />
      <div className={classes.buttons}>
        <Button size="compact-sm" type="submit" disabled={stock === reward.stock} loading={isRunning}>
          {t('rewards.restock')}
        </Button>
      </div>
    </form>
  );
}
