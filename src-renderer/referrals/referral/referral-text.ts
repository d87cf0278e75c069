import { catalogue, text } from '../../app/text.ts';
import type { Referral } from '../frame/referral-types.ts';

export const candidateName = ({ candidate }: Pick<Referral, 'candidate'>): string =>
  candidate?.name ?? text.t('referrals:person.erased');

const { flag: flags, event: events, review: reviews, state: states } = catalogue.referrals;
const isIn = <Words extends object>(key: string, words: Words): key is keyof Words & string =>
  Object.hasOwn(words, key);

type Flag = Referral['flags'][number];
/** Why somebody has to look, with the name of whom it is about. What a newer hub says is shown as it says it. */
export function flagText({ reason, otherId }: Flag, nameOf: (id: string) => string): string {
  if (!isIn(reason, flags)) return reason;
  return text.t(`referrals:flag.${reason}`, { name: otherId === null ? '' : nameOf(otherId) });
}

type ReferralEvent = Referral['events'][number];
/** What happened, as a line of the time line. */
export function eventText({ kind, detail }: Pick<ReferralEvent, 'kind' | 'detail'>): string {
  const said = detail ?? '';
  if (kind === 'moved' && isIn(said, states)) {
    return text.t('referrals:event.moved', { detail: text.t(`referrals:state.${said}`) });
  }
  if (kind === 'reviewDecided' && isIn(said, reviews)) return text.t(`referrals:review.${said}`);
  return isIn(kind, events) ? text.t(`referrals:event.${kind}`, { detail: said }) : kind;
}
