import { text } from '../../app/text.ts';
import { formatCount } from '../../ui/format.ts';
import type { Finding, VerifyReport } from '../frame/referral-types.ts';
import { accountWords, type NameOf } from './account-words.ts';

export interface FindingWords {
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
  /** The entry to look at, if there is one. */
  readonly seq: number | null;
}

function titleOf(finding: Finding, nameOf: NameOf): string {
  switch (finding.kind) {
    case 'changedEntry':
    case 'missingEntry':
    case 'againstTheRules':
      return text.t(`referralOffice:verify.finding.${finding.kind}`, { seq: formatCount(finding.seq) });
    case 'otherHistory':
      return text.t('referralOffice:verify.finding.otherHistory', {
        afterSeq: formatCount(finding.afterSeq),
        toSeq: formatCount(finding.toSeq),
      });
    case 'badSignature':
      return text.t('referralOffice:verify.finding.badSignature', { size: formatCount(finding.size) });
    case 'cutOff':
      return text.t('referralOffice:verify.finding.cutOff', {
        size: formatCount(finding.size),
        knownSize: formatCount(finding.knownSize),
      });
    case 'otherBalance':
      return text.t('referralOffice:verify.finding.otherBalance', {
        account: accountWords(finding.account, nameOf),
        shown: formatCount(finding.shown),
        points: formatCount(finding.points),
      });
  }
}

export const findingWords = (finding: Finding, nameOf: NameOf): FindingWords => ({
  title: titleOf(finding, nameOf),
  advice: text.t(`referralOffice:verify.advice.${finding.kind}`),
  seq: finding.kind === 'changedEntry' || finding.kind === 'againstTheRules' ? finding.seq : null,
});

/** The report in one or two plain sentences. */
export function reportWords({ findings, entryCount, signedSize, checkpointCount }: VerifyReport): string {
  const countText = formatCount(entryCount);
  if (findings.length > 0) {
    return text.t('referralOffice:verify.wrong', {
      count: findings.length,
      countText: formatCount(findings.length),
      entries: countText,
    });
  }
  if (entryCount === 0) return text.t('referralOffice:verify.wellEmpty');
  const checkpoints = text.t('referralOffice:verify.checkpoints', {
    count: checkpointCount,
    countText: formatCount(checkpointCount),
  });
  const signed = formatCount(signedSize);
  const well = text.t('referralOffice:verify.well', { count: entryCount, countText, signed, checkpoints });
  const unsignedCount = entryCount - signedSize;
  if (unsignedCount === 0) return well;
  const unsigned = text.t('referralOffice:verify.unsigned', {
    count: unsignedCount,
    countText: formatCount(unsignedCount),
  });
  return `${well} ${unsigned}`;
}
