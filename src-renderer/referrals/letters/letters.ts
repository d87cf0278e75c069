import { text } from '../../app/text.ts';
import { formatCount, formatDay } from '../../ui/format.ts';
import { nameOfPerson } from '../frame/people.ts';
import type { Code, Company, Person, Redemption, Referral, Reward } from '../frame/referral-types.ts';
import { candidateName } from '../referral/referral-text.ts';

/** What stands in a template of each kind, and nothing else: a test holds the templates to it. */
export const letterFields = {
  codeHandedOut: ['person', 'company', 'code', 'until'],
  referralReceived: ['person', 'company', 'candidate', 'date'],
  milestoneReached: ['person', 'company', 'candidate', 'milestone', 'points'],
  pointsGiven: ['person', 'company', 'candidate', 'milestone', 'points'],
  rewardOrdered: ['person', 'company', 'reward', 'points'],
} as const;

export type LetterKind = keyof typeof letterFields;
type Values<Kind extends LetterKind> = Readonly<Record<(typeof letterFields)[Kind][number], string>>;

/** A letter that can be written to a person now. */
export interface Letter {
  readonly id: string;
  /** "Code ANN-2026 handed out". */
  readonly label: string;
  readonly subject: string;
  readonly body: string;
}

const noValues = {
  ...{ person: '', company: '', candidate: '', milestone: '', points: '' },
  ...{ code: '', until: '', date: '', reward: '' },
};

function fill(kind: LetterKind, aboutId: string, given: Partial<typeof noValues>): Letter {
  const values = { ...noValues, ...given };
  return {
    id: `${kind} ${aboutId}`,
    label: text.t(`letters:${kind}.label`, values),
    subject: text.t(`letters:${kind}.subject`, values),
    body: text.t(`letters:${kind}.body`, values),
  };
}

const letter = <Kind extends LetterKind>(kind: Kind, aboutId: string, values: Values<Kind>): Letter =>
  fill(kind, aboutId, values);

function untilText({ expiresAtMs }: Code): string {
  if (expiresAtMs === null) return text.t('letters:noEnd');
  // Its last day, not the midnight after it.
  return text.t('letters:until', { day: formatDay(expiresAtMs - 1) });
}

interface To {
  readonly company: Company;
  readonly person: Person;
}

const addressed = ({ company, person }: To) => ({ company: company.name, person: nameOfPerson(person) });

export function referralLetters(to: To, referral: Referral): readonly Letter[] {
  const about = { ...addressed(to), candidate: candidateName(referral) };
  const madeAtMs = referral.events[0]?.atMs;
  return [
    ...(madeAtMs === undefined
      ? []
      : [letter('referralReceived', referral.id, { ...about, date: formatDay(madeAtMs) })]),
    ...referral.milestones.flatMap(({ name, state, points, releasedPoints }) => {
      const aboutId = `${referral.id} ${name}`;
      const its = { ...about, milestone: name };
      if (state === 'pending')
        return [letter('milestoneReached', aboutId, { ...its, points: formatCount(points) })];
      if (state !== 'released') return [];
      return [letter('pointsGiven', aboutId, { ...its, points: formatCount(releasedPoints) })];
    }),
  ];
}

/** Every letter that there is something to write about to this person, newest matter first within its kind. */
export function personLetters(
  to: To,
  known: {
    readonly codes: readonly Code[];
    readonly referrals: readonly Referral[];
    readonly redemptions: readonly Redemption[];
    readonly rewardOf: (rewardId: string) => Reward | undefined;
  },
): readonly Letter[] {
  const isTheirs = ({ personId }: { readonly personId: string }) => personId === to.person.id;
  return [
    ...known.codes
      .filter((code) => isTheirs(code) && !code.isClosed)
      .map((code) =>
        letter('codeHandedOut', code.id, { ...addressed(to), code: code.text, until: untilText(code) }),
      ),
    ...known.referrals
      .filter(({ referrerId }) => referrerId === to.person.id)
      .flatMap((referral) => referralLetters(to, referral)),
    ...known.redemptions.flatMap((redemption) => {
      const reward = known.rewardOf(redemption.rewardId);
      const isOrdered = redemption.state === 'ordered' || redemption.state === 'fulfilled';
      if (!isTheirs(redemption) || !isOrdered || reward === undefined) return [];
      const values = { reward: reward.name, points: formatCount(redemption.price) };
      return [letter('rewardOrdered', redemption.id, { ...addressed(to), ...values })];
    }),
  ];
}
