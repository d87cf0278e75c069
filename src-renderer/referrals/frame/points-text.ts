import { text } from '../../app/text.ts';
import { formatCount } from '../../ui/format.ts';
import type { Balances } from './referral-types.ts';

/** Points, or why they are not known: a number that nobody knows is never shown as 0. */
export const pointsText = (points: Balances['available']): string =>
  points.state === 'known' ? formatCount(points.points) : text.t(`referrals:points.${points.reason}`);
