import { MultiSelect, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../src-main/core/operations/notifications/contract.ts';
import { useRoster } from '../../fleet-map/roster-store.ts';
import type { DraftProblem } from './rule-form.ts';

const kinds = ['all', 'tags', 'vehicles'] as const;
/** More in one list nobody reads; typing narrows it down. */
const choiceCountMax = 50;

interface Choice {
  readonly value: string;
  readonly label: string;
}

const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label, 'en', { numeric: true });

/** Tags and trucks as the roster has them; what a rule names and the roster does not keeps its id. */
function useChoices(scope: Scope): readonly Choice[] {
  const roster = useRoster((state) => state.roster);
  return useMemo(() => {
    const vehicles = roster?.vehicles ?? [];
    const known = new Map<string, string>();
    if (scope.kind === 'tags')
      for (const { tags } of vehicles) for (const tag of tags) known.set(tag.id, tag.name);
    if (scope.kind === 'vehicles') for (const { id, name } of vehicles) known.set(id, name);
    const chosen = scope.kind === 'tags' ? scope.tagIds : scope.kind === 'vehicles' ? scope.vehicleIds : [];
    for (const id of chosen) if (!known.has(id)) known.set(id, id);
    return [...known].map(([value, label]) => ({ value, label })).sort(byLabel);
  }, [roster, scope]);
}

function emptyScope(kind: (typeof kinds)[number]): Scope {
  if (kind === 'tags') return { kind, tagIds: [] };
  return kind === 'vehicles' ? { kind, vehicleIds: [] } : { kind };
}

interface ScopeFieldsProps {
  readonly scope: Scope;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (scope: Scope) => void;
}

/** Which trucks a rule covers. */
export function ScopeFields({ scope, problems, onChange }: ScopeFieldsProps) {
  const { t } = useTranslation('alerts');
  const choices = useChoices(scope);
  const chosen = scope.kind === 'tags' ? scope.tagIds : scope.kind === 'vehicles' ? scope.vehicleIds : [];
  return (
    <>
      <Select
        size="xs"
        label={t('rules.scope')}
        data={kinds.map((kind) => ({ value: kind, label: t(`rules.scopeKind.${kind}`) }))}
        value={scope.kind}
        allowDeselect={false}
        onChange={(kind) => kind !== null && onChange(emptyScope(kind as (typeof kinds)[number]))}
      />
      {scope.kind !== 'all' && (
        <MultiSelect
          size="xs"
          label={t(scope.kind === 'tags' ? 'rules.tags' : 'rules.vehicles')}
          data={choices}
          limit={choiceCountMax}
          value={[...chosen]}
          error={problems.includes('scope') ? t('rules.scopeNeeded') : undefined}
          nothingFoundMessage={t('rules.nothingFound')}
          searchable
          clearable
          onChange={(ids) =>
            onChange(
              scope.kind === 'tags' ? { kind: 'tags', tagIds: ids } : { kind: 'vehicles', vehicleIds: ids },
            )
          }
        />
      )}
    </>
  );
}
