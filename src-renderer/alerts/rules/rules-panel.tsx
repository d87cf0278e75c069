import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../../../src-main/core/operations/notifications/contract.ts';
import { attempt } from '../../app/desk-actions.ts';
import { coreClient } from '../../platform/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SeverityIcon } from '../severity-icon.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { ruleSummary } from './rule-summary.ts';
import classes from './rules.module.css';
import { useRules } from './rules-store.ts';

interface RuleItemProps {
  readonly rule: Rule;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function RuleItem({ rule, isChosen, onChoose }: RuleItemProps) {
  const { t } = useTranslation('alerts');
  const setEnabled = (isEnabled: boolean) =>
    void attempt(() => coreClient.notifications.setRuleEnabled({ ruleId: rule.id, isEnabled }));
  return (
    <li className={classes.rule} data-chosen={isChosen} data-off={!rule.isEnabled}>
      <Switch
        size="xs"
        aria-label={t('rules.enabled', { name: rule.name })}
        checked={rule.isEnabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
      <button type="button" className={classes.ruleButton} aria-current={isChosen} onClick={onChoose}>
        <span className={classes.ruleName}>
          <SeverityIcon severity={rule.severity} size={15} /> {rule.name}
        </span>
        <span className={classes.quiet}>
          {t(`severity.${rule.severity}`)} · {ruleSummary(rule)}
        </span>
      </button>
    </li>
  );
}

type Chosen = { readonly kind: 'none' | 'new' } | { readonly kind: 'rule'; readonly id: string };

/** What raises alerts, and the means to change it. */
export function RulesPanel() {
  const { t } = useTranslation('alerts');
  const rules = useRules((state) => state.rules);
  const [chosen, setChosen] = useState<Chosen>({ kind: 'none' });
  const rule = chosen.kind === 'rule' ? (rules?.find(({ id }) => id === chosen.id) ?? null) : null;
  const isOpen = chosen.kind === 'new' || rule !== null;
  return (
    <div className={classes.columns}>
      <div className={classes.listSide}>
        <div className={classes.listHead}>
          <Button
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => setChosen({ kind: 'new' })}
          >
            {t('rules.add')}
          </Button>
        </div>
        {rules === null && <EmptyState title={t('empty.waitingTitle')} body={t('empty.waitingBody')} />}
        {rules?.length === 0 && <EmptyState title={t('empty.rulesTitle')} body={t('empty.rulesBody')} />}
        <ul className={classes.list} aria-label={t('rules.label')}>
          {rules?.map((one) => (
            <RuleItem
              key={one.id}
              rule={one}
              isChosen={rule?.id === one.id}
              onChoose={() => setChosen({ kind: 'rule', id: one.id })}
            />
          ))}
        </ul>
      </div>
      <div className={classes.editorSide}>
        {isOpen ? (
          <RuleEditor
            key={rule === null ? 'new' : `${rule.id}:${String(rule.version)}`}
            rule={rule}
            onSaved={(id) => setChosen({ kind: 'rule', id })}
            onClose={() => setChosen({ kind: 'none' })}
          />
        ) : (
          <EmptyState title={t('rules.chooseTitle')} body={t('rules.choose')} />
        )}
      </div>
    </div>
  );
}
