import { Button, Checkbox, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule, RuleDraft } from '../../../src-main/core/operations/notifications/contract.ts';
import {
  alertKinds,
  alertLimits,
  severities,
  type AlertKind,
  type Severity,
} from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { attempt } from '../../app/desk-actions.ts';
import { coreClient } from '../../platform/client.ts';
import { AskFirst } from '../../settings/ask-first.tsx';
import { ConditionFields, NumberField } from './condition-fields.tsx';
import { conditionOf, draftOf, newDraft, problemsOf, type DraftProblem } from './rule-form.ts';
import { RuleTrial } from './rule-trial.tsx';
import classes from './rules.module.css';
import { ScheduleFields } from './schedule-fields.tsx';
import { ScopeFields } from './scope-fields.tsx';

const escalateAfterFirstMs = 10 * 60_000;

interface PartProps {
  readonly draft: RuleDraft;
  readonly problems: readonly DraftProblem[];
  readonly set: (change: Partial<RuleDraft>) => void;
}

function IdentityFields({ draft, problems, set, isNew }: PartProps & { readonly isNew: boolean }) {
  const { t } = useTranslation('alerts');
  return (
    <>
      <TextInput
        size="xs"
        label={t('rules.name')}
        value={draft.name}
        maxLength={alertLimits.nameLength}
        error={problems.includes('name') && draft.name !== '' ? t('rules.nameNeeded') : undefined}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.fields}>
        <Select
          size="xs"
          label={t('rules.kind')}
          data={alertKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={draft.condition.kind}
          disabled={!isNew}
          allowDeselect={false}
          onChange={(kind) => kind !== null && set({ condition: conditionOf(kind as AlertKind) })}
        />
        <Select
          size="xs"
          label={t('rules.severity')}
          data={severities.map((severity) => ({ value: severity, label: t(`severity.${severity}`) }))}
          value={draft.severity}
          allowDeselect={false}
          onChange={(severity) => severity !== null && set({ severity: severity as Severity })}
        />
      </div>
    </>
  );
}

function ReactionFields({ draft, set }: PartProps) {
  const { t } = useTranslation('alerts');
  const { escalateAfterMs } = draft;
  return (
    <div className={classes.checks}>
      <Checkbox
        size="xs"
        label={t('rules.needsAcknowledgement')}
        checked={draft.needsAcknowledgement}
        onChange={(event) => set({ needsAcknowledgement: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t('rules.playsSound')}
        checked={draft.playsSound}
        onChange={(event) => set({ playsSound: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t('rules.showsNotification')}
        checked={draft.showsNotification}
        onChange={(event) => set({ showsNotification: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t('rules.escalates')}
        checked={escalateAfterMs !== null}
        onChange={(event) =>
          set({ escalateAfterMs: event.currentTarget.checked ? escalateAfterFirstMs : null })
        }
      />
      {escalateAfterMs !== null && (
        <div className={classes.fields}>
          <NumberField
            label={t('rules.escalateMinutes')}
            value={escalateAfterMs}
            min={1}
            max={1_440}
            unit={60_000}
            onChange={(ms) => set({ escalateAfterMs: ms ?? Number.NaN })}
          />
        </div>
      )}
    </div>
  );
}

interface RuleEditorProps {
  /** `null`: a new one. Use the editor under a `key` of id and version. */
  readonly rule: Rule | null;
  readonly onSaved: (ruleId: string) => void;
  readonly onClose: () => void;
}

export function RuleEditor({ rule, onSaved, onClose }: RuleEditorProps) {
  const { t } = useTranslation('alerts');
  const [draft, setDraft] = useState<RuleDraft>(rule === null ? newDraft : draftOf(rule));
  const set = (change: Partial<RuleDraft>) => setDraft((current) => ({ ...current, ...change }));
  const problems = problemsOf(draft);
  const isReady = problems.length === 0;
  const part = { draft, problems, set };

  const save = () =>
    void attempt(async () => {
      const known = rule === null ? null : { id: rule.id, version: rule.version };
      const saved = await coreClient.notifications.saveRule({ rule: known, draft });
      onSaved(saved.id);
    }, t('rules.saved'));
  const remove = () =>
    void attempt(async () => {
      if (rule !== null) await coreClient.notifications.deleteRule({ ruleId: rule.id });
      onClose();
    });

  const name = rule === null ? t('rules.editorNew') : t('rules.editor', { name: rule.name });
  return (
    <section className={classes.editor} aria-label={name}>
      <h2 className={classes.editorTitle}>{name}</h2>
      <Switch
        size="sm"
        label={t('rules.enabled', { name: draft.name })}
        checked={draft.isEnabled}
        onChange={(event) => set({ isEnabled: event.currentTarget.checked })}
      />
      <IdentityFields {...part} isNew={rule === null} />
      <h3 className={classes.heading}>{t('rules.threshold')}</h3>
      <ConditionFields
        condition={draft.condition}
        problems={problems}
        onChange={(condition) => set({ condition })}
      />
      <ScopeFields scope={draft.scope} problems={problems} onChange={(scope) => set({ scope })} />
      <ScheduleFields
        schedule={draft.schedule}
        problems={problems}
        onChange={(schedule) => set({ schedule })}
      />
      <h3 className={classes.heading}>{t('rules.reaction')}</h3>
      <ReactionFields {...part} />
      <div className={classes.actions}>
        <Button size="xs" disabled={!isReady} onClick={save}>
          {t('rules.save')}
        </Button>
        <RuleTrial draft={draft} isReady={isReady || (problems.length === 1 && problems[0] === 'name')} />
        <Button size="xs" variant="default" onClick={onClose}>
          {t('rules.cancel')}
        </Button>
        {rule !== null && (
          <AskFirst
            label={t('rules.delete')}
            question={t('rules.deleteQuestion')}
            yes={t('rules.deleteYes')}
            no={t('rules.deleteNo')}
            onYes={remove}
            size="xs"
          />
        )}
      </div>
    </section>
  );
}
