import { Anchor, Button, CloseButton, Tabs } from '@mantine/core';
import { IconMap2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoster } from '../../fleet-map/roster-store.ts';
import { showOnMap } from '../../hours/show-on-map.ts';
import { formatCount, formatDay, formatPhone } from '../../ui/format.ts';
import formClasses from '../forms/forms.module.css';
import { useCompany } from '../frame/company.ts';
import { nameOfPerson } from '../frame/people.ts';
import { useRecords } from '../frame/record-store.ts';
import type { Person } from '../frame/referral-types.ts';
import { useReferralView } from '../frame/referral-view-store.ts';
import { LetterView } from '../letters/letter-view.tsx';
import { personLetters } from '../letters/letters.ts';
import { candidateName } from '../referral/referral-text.ts';
import referralClasses from '../referral/referral.module.css';
import { BalanceFigures } from './balances.tsx';
import { Codes } from './codes.tsx';
import { LeftForm } from './left-form.tsx';
import classes from './people.module.css';
import { Redeem } from './redeem.tsx';
import { StatementView } from './statement.tsx';

/** The truck of a driver of the fleet by this name, if there is exactly one. */
function useTruckOf(name: string) {
  const vehicles = useRoster(({ roster }) => roster?.vehicles);
  const found = (vehicles ?? []).filter(({ driver }) => driver?.name === name);
  return found.length === 1 ? found[0] : undefined;
}

function Head({ person, name, onClose }: { person: Person; name: string; onClose: () => void }) {
  const { t } = useTranslation('referrals');
  const truck = useTruckOf(name);
  const { profile, kind, leftAtMs } = person;
  const reach = [
    profile?.phone == null ? null : formatPhone(profile.phone),
    profile?.email,
    profile?.licence == null ? null : t('facts.licence', { licence: profile.licence }),
  ].filter((part) => part != null);
  return (
    <header className={formClasses.head}>
      <div>
        <h2 className={formClasses.title}>{name}</h2>
        <p className={referralClasses.quiet}>
          {leftAtMs === null
            ? t(`person.kind.${kind}`)
            : t('left.since', { kind: t(`person.kind.${kind}`), day: formatDay(leftAtMs) })}
          {reach.length > 0 && ` · ${reach.join(' · ')}`}
        </p>
        {truck !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconMap2 size={14} aria-hidden />}
            onClick={() => showOnMap(truck.id)}
          >
            {t('person.showTruck', { name: truck.name })}
          </Button>
        )}
      </div>
      <CloseButton aria-label={t('form.close')} onClick={onClose} />
    </header>
  );
}

/** The board finds all of somebody's referrals by their name. */
const shownCountMax = 30;

function Referrals({ person }: { readonly person: Person }) {
  const { t } = useTranslation('referrals');
  const all = useRecords('listReferrals', person.companyId).items;
  const openReferral = useReferralView((view) => view.openReferral);
  const own = all.filter(({ referrerId }) => referrerId === person.id);
  if (own.length === 0) return <p className={referralClasses.quiet}>{t('person.noReferrals')}</p>;
  return (
    <ul className={classes.rows} aria-label={t('person.referrals')}>
      {own.slice(0, shownCountMax).map((referral) => (
        <li key={referral.id} className={classes.rowLine}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            ta="left"
            className={classes.grow ?? ''}
            onClick={() => openReferral(referral.id)}
          >
            {candidateName(referral)}
          </Anchor>
          <span className={referralClasses.state} data-state={referral.state}>
            {t(`state.${referral.state}`)}
          </span>
        </li>
      ))}
      {own.length > shownCountMax && (
        <li className={referralClasses.quiet}>
          {t('person.moreReferrals', { countText: formatCount(own.length - shownCountMax) })}
        </li>
      )}
    </ul>
  );
}

function Letters({ person }: { readonly person: Person }) {
  const company = useCompany();
  const { companyId } = person;
  const codes = useRecords('listCodes', companyId).items;
  const referrals = useRecords('listReferrals', companyId).items;
  const redemptions = useRecords('listRedemptions', companyId).items;
  const rewards = useRecords('listRewards', companyId).byId;
  const letters = useMemo(
    () =>
      company === null
        ? []
        : personLetters(
            { company, person },
            { codes, referrals, redemptions, rewardOf: (id) => rewards.get(id) },
          ),
    [company, person, codes, referrals, redemptions, rewards],
  );
  return <LetterView letters={letters} />;
}

/** What one can do for somebody who is still with the company. */
function Overview({ person, name }: { readonly person: Person; readonly name: string }) {
  const { t } = useTranslation('referrals');
  const [isLeaving, setLeaving] = useState(false);
  const isHere = person.leftAtMs === null;
  return (
    <>
      <BalanceFigures person={person} atMs={null} />
      {isHere && <Redeem person={person} />}
      <h3 className={formClasses.heading}>{t('code.title')}</h3>
      <Codes person={person} />
      <h3 className={formClasses.heading}>{t('person.referrals')}</h3>
      <Referrals person={person} />
      {isLeaving && <LeftForm person={person} name={name} onDone={() => setLeaving(false)} />}
      {isHere && !isLeaving && (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setLeaving(true)}>
            {t('left.title')}
          </Button>
        </div>
      )}
    </>
  );
}

/** One person: what they have, their codes and referrals, their statement, letters to them. */
export function PersonPanel({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { t } = useTranslation('referrals');
  const name = nameOfPerson(person);
  return (
    <section className={referralClasses.panel} aria-label={t('person.label', { name })}>
      <Head person={person} name={name} onClose={onClose} />
      <Tabs defaultValue="overview" keepMounted={false}>
        <Tabs.List aria-label={t('person.parts')}>
          <Tabs.Tab value="overview">{t('person.overview')}</Tabs.Tab>
          <Tabs.Tab value="statement">{t('statement.title')}</Tabs.Tab>
          <Tabs.Tab value="letters">{t('letter.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview" className={classes.part}>
          <Overview person={person} name={name} />
        </Tabs.Panel>
        <Tabs.Panel value="statement" className={classes.part}>
          <StatementView person={person} name={name} />
        </Tabs.Panel>
        <Tabs.Panel value="letters" className={classes.part}>
          <Letters person={person} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
