import { text } from '../../app/text.ts';
import { formatCount } from '../../ui/format.ts';
import type { CommandInput, CommandName } from '../frame/referral-types.ts';
import type { RecordNames } from '../record-names.ts';

const noValues = {
  name: '',
  code: '',
  countText: '',
  state: '',
  milestone: '',
  points: '',
  reward: '',
  what: '',
};
type Values = Partial<typeof noValues>;
type WordsOf = {
  readonly [Name in CommandName]: (command: CommandInput<Name>, names: RecordNames) => Values;
};

/** What stands in the sentence of each command. A command without an entry here does not compile. */
const valuesOf: WordsOf = {
  addCompany: ({ name }) => ({ name }),
  addPerson: ({ profile }) => ({ name: profile.name }),
  markPersonLeft: ({ personId }, names) => ({ name: names.person(personId) }),
  issueCode: ({ text: code, personId }, names) => ({ code, name: names.person(personId) }),
  closeCode: ({ codeId }, names) => ({ code: names.code(codeId) }),
  draftConfig: ({ config }) => ({ countText: formatCount(config.milestones.length) }),
  approveConfig: () => ({}),
  publishConfig: () => ({}),
  makeReferral: ({ candidate }) => ({ name: candidate.name }),
  moveReferral: ({ referralId, to }, names) => ({
    name: names.referral(referralId),
    state: text.t(`referralOffice:outbox.moveTo.${to}`),
  }),
  decideReview: ({ referralId }, names) => ({ name: names.referral(referralId) }),
  reachMilestone: ({ referralId, milestone }, names) => ({ name: names.referral(referralId), milestone }),
  releaseMilestone: ({ referralId, milestone }, names) => ({ name: names.referral(referralId), milestone }),
  clawBackReferral: ({ referralId }, names) => ({ name: names.referral(referralId) }),
  proposePoints: ({ personId, points }, names) => ({
    name: names.person(personId),
    points: formatCount(points),
  }),
  decideProposal: ({ proposalId }, names) => ({ name: names.proposalPerson(proposalId) }),
  reverseProposal: ({ proposalId }, names) => ({ name: names.proposalPerson(proposalId) }),
  addReward: ({ name }) => ({ name }),
  stockReward: ({ rewardId }, names) => ({ name: names.reward(rewardId) }),
  redeemReward: ({ rewardId, personId }, names) => ({
    reward: names.reward(rewardId),
    name: names.person(personId),
  }),
  orderRedemption: ({ redemptionId }, names) => ({ what: names.redemption(redemptionId) }),
  fulfilRedemption: ({ redemptionId }, names) => ({ what: names.redemption(redemptionId) }),
  cancelRedemption: ({ redemptionId }, names) => ({ what: names.redemption(redemptionId) }),
};

/** As it is kept in the outbox. */
interface AskedCommand {
  readonly name: string;
  readonly command?: unknown;
}

const isCommandName = (name: string): name is CommandName => Object.hasOwn(valuesOf, name);

/** What was asked, in a sentence: "Release “First load” for Bob Reyes". */
export function commandWords({ name, command }: AskedCommand, names: RecordNames): string {
  if (!isCommandName(name)) return name;
  const values = valuesOf[name] as (command: unknown, names: RecordNames) => Values;
  return text.t(`referralOffice:outbox.command.${name}`, { ...noValues, ...values(command, names) });
}

const fields = [
  'code',
  'phone',
  'email',
  'licence',
  'milestone',
  'points',
  'price',
  'stock',
  'reason',
  'note',
  'evidence',
  'timeZone',
] as const;

/** What was typed in and stands in no sentence: it can be read here, and entered again. */
export function commandFields({
  command,
}: Pick<AskedCommand, 'command'>): readonly (readonly [string, string])[] {
  const asked = (command ?? {}) as Readonly<Record<string, unknown>>;
  const profile = (asked['profile'] ?? asked['candidate'] ?? {}) as Readonly<Record<string, unknown>>;
  return fields.flatMap((field) => {
    const value = profile[field] ?? asked[field];
    const shown = typeof value === 'number' ? formatCount(value) : value;
    if (typeof shown !== 'string' || shown === '') return [];
    return [[text.t(`referralOffice:outbox.field.${field}`), shown] as const];
  });
}
