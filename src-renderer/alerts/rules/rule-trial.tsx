import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleDraft } from '../../../src-main/core/operations/notifications/contract.ts';
import { attempt } from '../../app/desk-actions.ts';
import { coreClient } from '../../platform/client.ts';
import { formatCount } from '../../ui/format.ts';
import classes from './rules.module.css';

type Result = Awaited<ReturnType<typeof coreClient.notifications.testRule>>;

function useVerdict(result: Result): readonly string[] {
  const { t } = useTranslation('alerts');
  const allText = formatCount(result.vehicleCount);
  const lines: string[] = [];
  if (!result.isInSchedule) lines.push(t('rules.testOutside'));
  if (!result.isMeasured) return [...lines, t('rules.testReported', { allText })];
  lines.push(
    result.matchCount === 0
      ? t('rules.testNone', { allText })
      : t('rules.testResult', {
          count: result.matchCount,
          countText: formatCount(result.matchCount),
          allText,
        }),
  );
  if (result.unknownCount > 0) {
    lines.push(t('rules.testUnknown', { countText: formatCount(result.unknownCount) }));
  }
  return lines;
}

function TrialResult({ result }: { readonly result: Result }) {
  const lines = useVerdict(result);
  return (
    <div className={classes.trial} role="status">
      {lines.map((line) => (
        <p key={line} className={classes.line}>
          {line}
        </p>
      ))}
      {result.matches.length > 0 && (
        <ul className={classes.matches}>
          {result.matches.map(({ vehicleId, text }) => (
            <li key={vehicleId}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the rule would find if it were looked at now. Nothing is raised by it. */
export function RuleTrial({ draft, isReady }: { readonly draft: RuleDraft; readonly isReady: boolean }) {
  const { t } = useTranslation('alerts');
  const [tried, setTried] = useState<{ readonly draft: RuleDraft; readonly result: Result } | null>(null);
  const run = () =>
    void attempt(async () => setTried({ draft, result: await coreClient.notifications.testRule({ draft }) }));
  return (
    <>
      <Button size="xs" variant="default" disabled={!isReady} onClick={run}>
        {t('rules.test')}
      </Button>
      {tried !== null && tried.draft === draft && <TrialResult result={tried.result} />}
    </>
  );
}
