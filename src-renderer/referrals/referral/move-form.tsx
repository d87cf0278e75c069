import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralState } from '../../../src-main/core/referral/programme/referral-state.wire.ts';
import { DeedForm } from '../forms/deed-form.tsx';
import { PersonPicker } from '../forms/person-picker.tsx';
import type { Referral } from '../frame/referral-types.ts';
import { useCommand } from '../frame/use-command.ts';
import { candidateName } from './referral-text.ts';

interface MoveFormProps {
  readonly referral: Referral;
  readonly to: ReferralState;
  readonly onDone: () => void;
}

interface HiredAs {
  readonly how: 'new' | 'known';
  readonly personId: string | null;
}

/** Who the candidate has become: a new driver by their own profile, or somebody who is there already. */
function HiredFields(props: {
  readonly referral: Referral;
  readonly hired: HiredAs;
  readonly error: string | undefined;
  readonly onChange: (hired: HiredAs) => void;
}) {
  const { referral, hired, error, onChange } = props;
  const { t } = useTranslation('referrals');
  return (
    <>
      {referral.candidate !== null && (
        <SegmentedControl
          size="xs"
          aria-label={t('move.hiredAs')}
          data={[
            { value: 'new', label: t('move.newDriver', { name: candidateName(referral) }) },
            { value: 'known', label: t('move.knownPerson') },
          ]}
          value={hired.how}
          onChange={(how) => onChange({ ...hired, how: how as HiredAs['how'] })}
        />
      )}
      {hired.how === 'known' && (
        <PersonPicker
          label={t('move.person')}
          personId={hired.personId}
          withoutId={referral.referrerId}
          error={error}
          onChange={(personId) => onChange({ ...hired, personId })}
        />
      )}
    </>
  );
}

/** To the next state. Whoever is hired becomes a person of the company with it. */
export function MoveForm({ referral, to, onDone }: MoveFormProps) {
  const { t } = useTranslation('referrals');
  const move = useCommand('moveReferral');
  const add = useCommand('addPerson');
  const [newId] = useState(() => crypto.randomUUID());
  // A second try finds the person of the first one.
  const [isAdded, setAdded] = useState(false);
  const [hired, setHired] = useState<HiredAs>({
    how: referral.candidate === null ? 'known' : 'new',
    personId: null,
  });
  const [error, setError] = useState<string>();
  const isHiring = to === 'hired';
  const { id, companyId, candidate } = referral;

  const run = async (evidence: string | null) => {
    const isNew = isHiring && hired.how === 'new' && candidate !== null;
    if (isNew && !isAdded) {
      const added = await add.run({ companyId, personId: newId, kind: 'driver', profile: candidate });
      if (added === 'refused' || added === 'failed') return added;
      setAdded(true);
    }
    const candidateId = isNew ? newId : hired.personId;
    return move.run(
      { referralId: id, to, candidateId: isHiring ? candidateId : null, evidence },
      t('move.done', { name: candidateName(referral), state: t(`state.${to}`) }),
    );
  };
  const onRun = (evidence: string | null) => {
    if (isHiring && hired.how === 'known' && hired.personId === null) {
      setError(t('move.personMissing'));
      return null;
    }
    return run(evidence);
  };
  return (
    <DeedForm
      title={t(`move.to.${to}`)}
      noteLabel={t('move.evidence')}
      isGrave={to === 'rejected' || to === 'withdrawn'}
      problem={add.problem ?? move.problem}
      isRunning={add.isRunning || move.isRunning}
      onRun={onRun}
      onDone={onDone}
    >
      {isHiring && (
        <HiredFields
          referral={referral}
          hired={hired}
          error={error}
          onChange={(next) => {
            setError(undefined);
            setHired(next);
          }}
        />
      )}
    </DeedForm>
  );
}
