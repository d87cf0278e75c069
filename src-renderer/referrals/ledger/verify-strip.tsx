import { Button, Progress } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import type { Finding } from '../frame/referral-types.ts';
import type { NameOf } from './account-words.ts';
import { startVerifying, stopVerifying, useVerification, type Verification } from './verification.ts';
import classes from './verify-strip.module.css';
import { findingWords, reportWords } from './verify-words.ts';

const wholePercent = 100;

function Outcome({ verification }: { readonly verification: Verification }) {
  const { t } = useTranslation('referralOffice');
  const nowMs = useMinuteMs();
  switch (verification.state) {
    case 'idle':
      return <p className={classes.quiet}>{t('verify.about')}</p>;
    case 'stopped':
      return <p className={classes.quiet}>{t('verify.stopped')}</p>;
    case 'failed':
      return (
        <p className={classes.words} data-tone="bad">
          <ToneIcon tone="bad" size={16} /> {t('verify.failed')} {verification.sentence}
        </p>
      );
    case 'running': {
      const { doneCount, entryCount } = verification;
      const done = entryCount === 0 ? 0 : (doneCount / entryCount) * wholePercent;
      return (
        <div className={classes.running}>
          <span className={classes.quiet}>
            {t('verify.running', { done: formatCount(doneCount), count: formatCount(entryCount) })}
          </span>
          <Progress.Root size="sm">
            <Progress.Section value={done} aria-label={t('verify.progress')} />
          </Progress.Root>
        </div>
      );
    }
    case 'done': {
      const { report, atMs } = verification;
      const isWell = report.findings.length === 0;
      // Nothing was proven where there is nothing.
      const tone = !isWell ? 'bad' : report.entryCount === 0 ? 'quiet' : 'good';
      return (
        <p className={classes.words} data-tone={tone}>
          <ToneIcon tone={tone} size={16} /> <span>{reportWords(report)}</span>{' '}
          <span className={classes.quiet}>{t('verify.verifiedAt', { time: formatMoment(atMs, nowMs) })}</span>
        </p>
      );
    }
  }
}

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly nameOf: NameOf;
  readonly onShow: (seq: number) => void;
}

function Findings({ findings, nameOf, onShow }: FindingsProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <ul className={classes.findings} aria-label={t('verify.findings')} tabIndex={0}>
      {findings.map((finding) => {
        const { title, advice, seq } = findingWords(finding, nameOf);
        return (
          <li key={title}>
            <b>{title}</b> <span>{advice}</span>{' '}
            {seq !== null && (
              <Button size="compact-xs" variant="default" onClick={() => onShow(seq)}>
                {t('verify.show', { seq: formatCount(seq) })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** "Verify" and what came of it; its words are read out when they change. */
export function VerifyStrip({ nameOf, onShow }: Omit<FindingsProps, 'findings'>) {
  const { t } = useTranslation('referralOffice');
  const verification = useVerification((state) => state.verification);
  const isRunning = verification.state === 'running';
  const findings = verification.state === 'done' ? verification.report.findings : [];
  return (
    <section className={classes.strip} aria-label={t('verify.verify')}>
      <div className={classes.line}>
        <Button
          size="xs"
          variant={isRunning ? 'default' : 'filled'}
          leftSection={isRunning ? undefined : <IconShieldCheck size={16} aria-hidden />}
          onClick={isRunning ? stopVerifying : () => void startVerifying()}
        >
          {t(isRunning ? 'verify.stop' : verification.state === 'idle' ? 'verify.verify' : 'verify.again')}
        </Button>
        <div className={classes.outcome} role={isRunning ? undefined : 'status'}>
          <Outcome verification={verification} />
        </div>
      </div>
      {findings.length > 0 && <Findings findings={findings} nameOf={nameOf} onShow={onShow} />}
    </section>
  );
}
