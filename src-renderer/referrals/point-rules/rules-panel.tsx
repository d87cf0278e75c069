import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useMinuteMs } from '../../ui/ticker.ts';
import { useCompany } from '../frame/company.ts';
import { useRecords } from '../frame/record-store.ts';
import classes from '../office.module.css';
import { useWho } from '../referral/who.ts';
import { ConfigForm } from './config-form-view.tsx';
import { emptyFields, fieldsOf } from './config-form.ts';
import { configSummary, versionWords } from './config-words.ts';
import own from './rules.module.css';
import { VersionDetail } from './version-detail.tsx';
import { placeVersions, type PlacedVersion } from './version-standing.ts';

type Chosen =
  | { readonly kind: 'current' }
  | { readonly kind: 'version'; readonly id: string }
  /** `fromId` null: from the rules that hold, or from nothing. */
  | { readonly kind: 'draft'; readonly fromId: string | null };

interface VersionListProps {
  readonly placed: readonly PlacedVersion[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

function VersionList({ placed, chosenId, onChoose }: VersionListProps) {
  const { t } = useTranslation('referralOffice');
  const nameOf = useWho();
  return (
    <ul className={own.list} aria-label={t('rules.versions')}>
      {placed.map(({ version, standing }) => (
        <li key={version.id}>
          <button
            type="button"
            className={own.version}
            data-standing={standing}
            aria-current={version.id === chosenId}
            onClick={() => onChoose(version.id)}
          >
            <span className={own.name}>{versionWords(version, standing)}</span>
            <span className={own.about}>
              {configSummary(version.config)} · {t('rules.draftedBy', { name: nameOf(version.draftedBy) })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What the company gives for a referral: the rules in their versions, and the way to a new one. */
export function RulesPanel() {
  const { t } = useTranslation('referralOffice');
  const companyId = useCompany()?.id ?? null;
  const { items, isComplete, failure } = useRecords('listConfigs', companyId);
  const nowMs = useMinuteMs();
  const [chosen, setChosen] = useState<Chosen>({ kind: 'current' });
  const placed = useMemo(() => placeVersions(items, nowMs), [items, nowMs]);
  const current = placed.find(({ standing }) => standing === 'current') ?? null;
  const byId = (id: string) => placed.find(({ version }) => version.id === id) ?? null;
  const shown = chosen.kind === 'version' ? byId(chosen.id) : (current ?? placed[0] ?? null);
  const currentConfig = current?.version.config ?? null;
  if (companyId === null) return null;
  if (failure !== null && !isComplete) return <EmptyState title={t('rules.failed')} body={failure} />;
  const from = chosen.kind === 'draft' && chosen.fromId !== null ? byId(chosen.fromId) : current;
  return (
    <div className={classes.columns}>
      <div className={classes.side}>
        <div className={classes.toolbar}>
          <Button
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setChosen({ kind: 'draft', fromId: null })}
          >
            {t('rules.draftNew')}
          </Button>
          <span className={classes.quiet}>{t('rules.about')}</span>
        </div>
        {placed.length > 0 && (
          <VersionList
            placed={placed}
            chosenId={chosen.kind === 'draft' ? null : (shown?.version.id ?? null)}
            onChoose={(id) => setChosen({ kind: 'version', id })}
          />
        )}
        {placed.length === 0 && !isComplete && <p className={classes.loading}>{t('rules.loading')}</p>}
        {placed.length === 0 && isComplete && (
          <EmptyState title={t('rules.emptyTitle')} body={t('rules.emptyBody')} />
        )}
      </div>
      {(chosen.kind === 'draft' || shown !== null) && (
        <div className={own.editorSide}>
          {chosen.kind === 'draft' ? (
            <ConfigForm
              key={chosen.fromId}
              companyId={companyId}
              first={from === null ? emptyFields : fieldsOf(from.version.config)}
              current={currentConfig}
              onSaved={(id) => setChosen({ kind: 'version', id })}
              onClose={() => setChosen({ kind: 'current' })}
            />
          ) : (
            shown !== null && (
              <VersionDetail
                key={shown.version.id}
                placed={shown}
                current={currentConfig}
                onDraftFrom={() => setChosen({ kind: 'draft', fromId: shown.version.id })}
              />
            )
          )}
        </div>
      )}
    </div>
  );
}
