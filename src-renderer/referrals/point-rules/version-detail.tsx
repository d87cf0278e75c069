import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../frame/use-command.ts';
import classes from '../office.module.css';
import type { Config, PointConfig } from '../frame/referral-types.ts';
import { ProblemLine } from '../problem-line.tsx';
import { useWho } from '../referral/who.ts';
import { useActorId } from '../use-actor.ts';
import { diffConfigs } from './config-diff.ts';
import { ConfigTable, Difference } from './config-table.tsx';
import { versionWords } from './config-words.ts';
import { PublishForm } from './publish-form.tsx';
import type { PlacedVersion } from './version-standing.ts';

function ApproveDraft({ version }: { readonly version: Config }) {
  const { t } = useTranslation('referralOffice');
  const { run, isRunning, problem } = useCommand('approveConfig');
  const actorId = useActorId();
  if (actorId === version.draftedBy) {
    return <p className={classes.warn}>{t('approvals.ownMaking')}</p>;
  }
  return (
    <>
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          loading={isRunning}
          onClick={() => void run({ configId: version.id }, t('rules.approved'))}
        >
          {t('rules.approve')}
        </Button>
        <span className={classes.quiet}>{t('rules.approveAbout')}</span>
      </div>
      <ProblemLine problem={problem} />
    </>
  );
}

interface VersionDetailProps {
  readonly placed: PlacedVersion;
  /** The rules that hold now; `null`: none do. */
  readonly current: PointConfig | null;
  readonly onDraftFrom: () => void;
}

/** One version: what it gives, what it changes, and the next step if there is one. */
export function VersionDetail({ placed, current, onDraftFrom }: VersionDetailProps) {
  const { t } = useTranslation('referralOffice');
  const { version, standing } = placed;
  const nameOf = useWho();
  const title = versionWords(version, standing);
  const isToCome = standing === 'draft' || standing === 'approved' || standing === 'planned';
  return (
    <section className={classes.detail} aria-label={title}>
      <div>
        <h2 className={classes.detailTitle}>{title}</h2>
        <p className={classes.quiet}>
          {t('rules.draftedBy', { name: nameOf(version.draftedBy) })}
          {version.approvedBy !== null && ` · ${t('rules.approvedBy', { name: nameOf(version.approvedBy) })}`}
        </p>
      </div>
      <ConfigTable config={version.config} />
      {isToCome && (
        <Difference
          changes={current === null ? [] : diffConfigs(current, version.config)}
          isFirst={current === null}
        />
      )}
      {standing === 'draft' && <ApproveDraft version={version} />}
      {standing === 'approved' && <PublishForm version={version} />}
      <div className={classes.buttons}>
        <Button size="compact-sm" variant="default" onClick={onDraftFrom}>
          {t('rules.draftFrom')}
        </Button>
      </div>
    </section>
  );
}
