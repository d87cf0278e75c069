import { text } from '../../app/text.ts';
import type { Referral } from '../frame/referral-types.ts';

export const candidateName = ({ candidate }: Pick<Referral, 'candidate'>): string =>
  candidate?.name ?? text.t('referrals:person.erased');
