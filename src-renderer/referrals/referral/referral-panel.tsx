import { Anchor, Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextStates } from '../../../src-main/core/referral/programme/referral-state.wire.ts';
import { formatPhone } from '../../ui/format.ts';
import formClasses from '../forms/forms.module.css';
import { usePersonName } from '../frame/people.ts';
import { useCompany } from '../frame/company.ts';
import { useRecords } from '../frame/record-store.ts';
import type { Referral } from '../frame/referral-types.ts';
import { useReferralView } from '../frame/referral-view-store.ts';
import { LetterView } from '../letters/letter-view.tsx';
import { referralLetters } from '../letters/letters.ts';
import { DeedOf } from './deed-forms.tsx';
import type { Deed } from './deed.ts';
import { canClawBack } from './milestone-list.ts';
import { MilestoneRows } from './milestone-rows.tsx';
import { candidateName, flagText } from './referral-text.ts';
import classes from './referral.module.css';
import { TimeLine } from './time-line.tsx';
import { useWaitingDeeds, WaitingDeeds } from './waiting-deeds.tsx';
import { useWho } from './who.ts';
import { Facts } from '../../ui/facts.tsx';

interface PartProps {
  readonly referral: Referral;
  readonly onDeed: (deed: Deed) => void;
}

/** Why the office looks at it first, in words, and the decision. */
function Review({ referral, onDeed }: PartProps) {
  const { t } = useTranslation('referrals');
  const personName = usePersonName();
  const others = useRecords('listReferrals', referral.companyId).byId;
  const nameOf = (id: string) => {
    const other = others.get(id);
    return other === undefined ? personName(id) : candidateName(other);
  };
  if (referral.review === 'notNeeded') return null;
  return (
    <section className={classes.doubts} aria-label={t('review.title')}>
      <strong>{t(`review.${referral.review}`)}</strong>
      <ul>
        {referral.flags.map((flag) => (
          <li key={`${flag.reason} ${flag.otherId}`}>{flagText(flag, nameOf)}</li>
        ))}
      </ul>
      {referral.review === 'needed' && (
        <div className={formClasses.buttons}>
          <Button size="compact-sm" onClick={() => onDeed({ kind: 'review', isFraud: false })}>
            {t('review.clear')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onDeed({ kind: 'review', isFraud: true })}
          >
            {t('review.isFraud')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Where it can go from here. */
function Moves({ referral, onDeed }: PartProps) {
  const { t } = useTranslation('referrals');
  const states = nextStates(referral.state);
  return (
    <div className={formClasses.buttons}>
      {states.map((to) => (
        <Button
          key={to}
          size="compact-sm"
          variant={to === 'rejected' || to === 'withdrawn' ? 'default' : 'filled'}
          onClick={() => onDeed({ kind: 'move', to })}
        >
          {t(`move.to.${to}`)}
        </Button>
      ))}
      {canClawBack(referral) && (
        <Button size="compact-sm" variant="default" onClick={() => onDeed({ kind: 'clawBack' })}>
          {t('clawBack.button')}
        </Button>
      )}
    </div>
  );
}

function PersonLink({ personId }: { readonly personId: string }) {
  const nameOf = usePersonName();
  const openPerson = useReferralView((view) => view.openPerson);
  return (
    <Anchor component="button" type="button" size="sm" ta="left" onClick={() => openPerson(personId)}>
      {nameOf(personId)}
    </Anchor>
  );
}

function ReferralFacts({ referral }: { readonly referral: Referral }) {
  const { t } = useTranslation('referrals');
  const code = useRecords('listCodes', referral.companyId).byId.get(referral.codeId ?? '');
  const { candidate, candidateId, campaignId, referrerId } = referral;
  const reach = [
    candidate?.phone == null ? null : formatPhone(candidate.phone),
    candidate?.email,
    candidate?.licence == null ? null : t('facts.licence', { licence: candidate.licence }),
  ].filter((part) => part != null);
  return (
    <Facts
      facts={[
        [t('facts.referrer'), <PersonLink key="referrer" personId={referrerId} />],
        [t('facts.candidate'), reach.join(' · ')],
        [t('facts.hiredAs'), candidateId === null ? null : <PersonLink key="hired" personId={candidateId} />],
        [
          t('facts.code'),
          code === undefined ? null : campaignId === null ? code.text : `${code.text} (${campaignId})`,
        ],
      ]}
    />
  );
}

/** What can be written to whoever has referred; closed until it is wanted. */
function Letters({ referral }: { readonly referral: Referral }) {
  const { t } = useTranslation('referrals');
  const [isOpen, setOpen] = useState(false);
  const company = useCompany();
  const person = useRecords('listPeople', referral.companyId).byId.get(referral.referrerId);
  if (company === null || person === undefined) return null;
  if (isOpen) return <LetterView letters={referralLetters({ company, person }, referral)} />;
  return (
    <div>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('letter.write')}
      </Button>
    </div>
  );
}

/** One referral with everything known of it, and what can be done with it now. */
export function ReferralPanel(props: { readonly referral: Referral; readonly onClose: () => void }) {
  const { referral, onClose } = props;
  const { t } = useTranslation('referrals');
  const [deed, setDeed] = useState<Deed | null>(null);
  const config = useRecords('listConfigs', referral.companyId).byId.get(referral.configId);
  const rows = useWaitingDeeds(referral.id);
  const who = useWho();
  const name = candidateName(referral);
  return (
    <section className={classes.panel} aria-label={t('facts.label', { name })}>
      <header className={formClasses.head}>
        <div>
          <h2 className={formClasses.title}>{name}</h2>
          <span className={classes.state} data-state={referral.state}>
            {t(`state.${referral.state}`)}
          </span>
        </div>
        <CloseButton aria-label={t('form.close')} onClick={onClose} />
      </header>
      <WaitingDeeds rows={rows} />
      <Moves referral={referral} onDeed={setDeed} />
      {deed !== null && (
        <DeedOf key={JSON.stringify(deed)} referral={referral} deed={deed} onDone={() => setDeed(null)} />
      )}
      <Review referral={referral} onDeed={setDeed} />
      <ReferralFacts referral={referral} />
      <h3 className={formClasses.heading}>{t('milestone.title')}</h3>
      <MilestoneRows referral={referral} config={config} onDeed={setDeed} />
      <Letters referral={referral} />
      <h3 className={formClasses.heading}>{t('event.title')}</h3>
      <TimeLine events={referral.events} nameOf={who} />
    </section>
  );
}

/** A referral that only this desk knows so far: its entry is not in the ledger yet. */
export function UnpostedReferral(props: { readonly referralId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('referrals');
  const rows = useWaitingDeeds(props.referralId);
  return (
    <section className={classes.panel} aria-label={t('waiting.title')}>
      <header className={formClasses.head}>
        <h2 className={formClasses.title}>{t('waiting.title')}</h2>
        <CloseButton aria-label={t('form.close')} onClick={props.onClose} />
      </header>
      {rows.length === 0 && <p className={classes.quiet}>{t('facts.unknown')}</p>}
      <WaitingDeeds rows={rows} />
    </section>
  );
}
