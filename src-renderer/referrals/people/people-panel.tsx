import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { formatCount } from '../../ui/format.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import board from '../board/board.module.css';
import { useCompany } from '../frame/company.ts';
import { nameOfPerson } from '../frame/people.ts';
import { useRecords } from '../frame/record-store.ts';
import { useReferralView } from '../frame/referral-view-store.ts';
import { AddPersonForm } from './add-person-form.tsx';
import { fittingRows, peopleViews, personRows, type PeopleView } from './people-filter.ts';
import { PeopleList } from './people-list.tsx';
import classes from './people.module.css';
import { PersonPanel } from './person-panel.tsx';

interface ToolbarProps {
  readonly search: string;
  readonly view: PeopleView;
  readonly count: number;
  readonly onSearch: (search: string) => void;
  readonly onView: (view: PeopleView) => void;
  readonly onAdd: () => void;
}

function Toolbar({ search, view, count, onSearch, onView, onAdd }: ToolbarProps) {
  const { t } = useTranslation('referrals');
  const searchRef = useRef<HTMLInputElement>(null);
  return (
    <div className={board.toolbar} role="search" aria-label={t('people.search')}>
      <SearchBox
        inputRef={searchRef}
        className={board.search}
        label={t('people.search')}
        placeholder={t('people.searchPlaceholder')}
        clearLabel={t('board.clear')}
        value={search}
        onChange={onSearch}
      />
      <div className={classes.chips}>
        {peopleViews.map((name) => (
          <FilterChip
            key={name}
            isOn={view === name}
            label={t(`people.view.${name}`)}
            onToggle={() => onView(name)}
          />
        ))}
      </div>
      <span className={board.space} />
      <span className={board.count} role="status">
        {t('people.shown', { count, countText: formatCount(count) })}
      </span>
      <Button size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={onAdd}>
        {t('people.add')}
      </Button>
    </div>
  );
}

interface AsideProps {
  readonly companyId: string;
  readonly isAdding: boolean;
  readonly onAdded: () => void;
}

function Aside({ companyId, isAdding, onAdded }: AsideProps) {
  const personId = useReferralView((view) => view.personId);
  const openPerson = useReferralView((view) => view.openPerson);
  const person = useRecords('listPeople', companyId).byId.get(personId ?? '');
  if (!isAdding && person === undefined) return null;
  return (
    <div className={classes.aside}>
      {isAdding && (
        <AddPersonForm
          companyId={companyId}
          onAdded={(addedId) => {
            onAdded();
            openPerson(addedId);
          }}
          onCancel={onAdded}
        />
      )}
      {!isAdding && person !== undefined && (
        <PersonPanel key={person.id} person={person} onClose={() => openPerson(null)} />
      )}
    </div>
  );
}

function usePersonRows(companyId: string | null) {
  const people = useRecords('listPeople', companyId);
  const codes = useRecords('listCodes', companyId).items;
  const referrals = useRecords('listReferrals', companyId).items;
  const rows = useMemo(
    () => personRows(people.items, { codes, referrals }, nameOfPerson),
    [people.items, codes, referrals],
  );
  return { rows, isComplete: people.isComplete, failure: people.failure };
}

/** Everybody who is or was with the company; beside the list, one of them. */
export function PeoplePanel() {
  const { t } = useTranslation('referrals');
  const companyId = useCompany()?.id ?? null;
  const { rows, isComplete, failure } = usePersonRows(companyId);
  const [search, setSearch] = useState('');
  const [view, setView] = useState<PeopleView>('here');
  const [isAdding, setAdding] = useState(false);
  const personId = useReferralView((its) => its.personId);
  const openPerson = useReferralView((its) => its.openPerson);
  const shown = useMemo(() => fittingRows(rows, view, search), [rows, view, search]);
  const empty =
    rows.length === 0 ? (isComplete ? 'empty' : 'loading') : shown.length === 0 ? 'noneFit' : null;
  return (
    <>
      <Toolbar
        search={search}
        view={view}
        count={shown.length}
        onSearch={setSearch}
        onView={setView}
        onAdd={() => setAdding(true)}
      />
      <div className={board.body}>
        <div className={classes.list}>
          {failure !== null && <EmptyState title={t('empty.failed')} body={failure} />}
          {failure === null && empty !== null && (
            <EmptyState title={t(`people.${empty}Title`)} body={t(`people.${empty}Body`)} />
          )}
          {shown.length > 0 && (
            <PeopleList
              rows={shown}
              selectedId={personId}
              onSelect={(id) => {
                setAdding(false);
                openPerson(id);
              }}
            />
          )}
        </div>
        {companyId !== null && (
          <Aside companyId={companyId} isAdding={isAdding} onAdded={() => setAdding(false)} />
        )}
      </div>
    </>
  );
}
