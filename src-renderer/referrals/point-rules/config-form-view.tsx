import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../frame/use-command.ts';
import { ProblemLine } from '../problem-line.tsx';
import { WholeNumber } from '../whole-number.tsx';
import classes from '../office.module.css';
import type { PointConfig } from '../frame/referral-types.ts';
import { capNames, diffConfigs, spanNames } from './config-diff.ts';
import {
  configLimits,
  configOf,
  newMilestone,
  problemsOf,
  type FormProblem,
  type MilestoneFields,
  type RuleFields,
} from './config-form.ts';
import { Difference } from './config-table.tsx';
import { capName, spanName } from './config-words.ts';
import own from './rules.module.css';

interface MilestoneRowProps {
  readonly fields: MilestoneFields;
  readonly problem: FormProblem | undefined;
  readonly canRemove: boolean;
  readonly onChange: (change: Partial<MilestoneFields>) => void;
  readonly onRemove: () => void;
}

function MilestoneRow({ fields, problem, canRemove, onChange, onRemove }: MilestoneRowProps) {
  const { t } = useTranslation('referralOffice');
  const { name, points, bothActive } = fields;
  // An empty field says by itself that it is to be filled in.
  const nameProblem = problem === 'nameSlash' || problem === 'nameDoubled' ? problem : undefined;
  return (
    <li className={own.milestone}>
      <TextInput
        size="xs"
        aria-label={t('rules.milestone')}
        placeholder={t('rules.milestonePlaceholder')}
        value={name}
        maxLength={configLimits.nameLength}
        error={nameProblem === undefined ? undefined : t(`rules.problem.${nameProblem}`)}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <WholeNumber
        label={t('rules.pointsFor', { name })}
        hidesLabel
        placeholder={t('rules.pointsHead')}
        value={points}
        min={1}
        max={configLimits.pointsMax}
        onChange={(next) => onChange({ points: next })}
      />
      <Checkbox
        size="xs"
        label={t('rules.bothActive')}
        checked={bothActive}
        onChange={(event) => onChange({ bothActive: event.currentTarget.checked })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('rules.removeMilestone', { name })}
        disabled={!canRemove}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}

interface PartProps {
  readonly fields: RuleFields;
  readonly set: (change: Partial<RuleFields>) => void;
}

function MilestoneFieldsPart({ fields, set }: PartProps) {
  const { t } = useTranslation('referralOffice');
  const { milestones } = fields;
  const problems = problemsOf(fields);
  const change = (id: string, part: Partial<MilestoneFields>) =>
    set({ milestones: milestones.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <>
      <h3 className={classes.heading}>{t('rules.milestones')}</h3>
      <ul className={own.milestones}>
        {milestones.map((one) => (
          <MilestoneRow
            key={one.id}
            fields={one}
            problem={problems.get(one.id)}
            canRemove={milestones.length > 1}
            onChange={(part) => change(one.id, part)}
            onRemove={() => set({ milestones: milestones.filter(({ id }) => id !== one.id) })}
          />
        ))}
      </ul>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={milestones.length >= configLimits.milestoneCount}
          onClick={() => set({ milestones: [...milestones, newMilestone(crypto.randomUUID())] })}
        >
          {t('rules.addMilestone')}
        </Button>
      </div>
    </>
  );
}

function LimitFields({ fields, set }: PartProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <>
      <h3 className={classes.heading}>{t('rules.caps')}</h3>
      <div className={own.fields}>
        {capNames.map((cap) => (
          <WholeNumber
            key={cap}
            label={capName(cap)}
            placeholder={t('rules.noCap')}
            value={fields[cap]}
            min={1}
            max={configLimits.pointsMax}
            onChange={(value) => set({ [cap]: value })}
          />
        ))}
      </div>
      <h3 className={classes.heading}>{t('rules.spans')}</h3>
      <div className={own.fields}>
        {spanNames.map((span) => (
          <WholeNumber
            key={span}
            label={spanName(span)}
            placeholder={t(`rules.noSpan.${span}`)}
            value={fields[span]}
            min={span === 'rehireDays' ? 0 : 1}
            max={span === 'rehireDays' ? configLimits.rehireDaysMax : configLimits.daysMax}
            onChange={(value) => set({ [span]: value })}
          />
        ))}
      </div>
    </>
  );
}

interface ConfigFormProps {
  readonly companyId: string;
  readonly first: RuleFields;
  /** The rules that hold now; `null`: none do. */
  readonly current: PointConfig | null;
  readonly onSaved: (configId: string) => void;
  readonly onClose: () => void;
}

/** A new version, drafted from another one; saved it waits for a second person. */
export function ConfigForm({ companyId, first, current, onSaved, onClose }: ConfigFormProps) {
  const { t } = useTranslation('referralOffice');
  const [fields, setFields] = useState(first);
  const [configId] = useState(() => crypto.randomUUID());
  const { run, isRunning, problem } = useCommand('draftConfig');
  const part = { fields, set: (change: Partial<RuleFields>) => setFields((now) => ({ ...now, ...change })) };
  const config = configOf(fields);
  // A line that was only just added says nothing yet.
  const named = { ...config, milestones: config.milestones.filter(({ name }) => name !== '') };
  const isReady = problemsOf(fields).size === 0;
  const save = async () => {
    const outcome = await run({ companyId, configId, config }, t('rules.drafted'));
    if (outcome === 'accepted' || outcome === 'waiting') onSaved(configId);
  };
  return (
    <form
      className={classes.detail}
      aria-label={t('rules.draftTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isRunning) void save();
      }}
    >
      <h2 className={classes.detailTitle}>{t('rules.draftTitle')}</h2>
      <MilestoneFieldsPart {...part} />
      <LimitFields {...part} />
      <Difference changes={current === null ? [] : diffConfigs(current, named)} isFirst={current === null} />
      <ProblemLine problem={problem} />
      <div className={classes.buttons}>
        <Button size="compact-sm" type="submit" disabled={!isReady} loading={isRunning}>
          {t('rules.saveDraft')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {t('rules.cancel')}
        </Button>
        <span className={classes.quiet}>{t('rules.draftAbout')}</span>
      </div>
    </form>
  );
}
