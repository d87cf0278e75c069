import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../../platform/hub-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useCompanies, useCompany } from '../frame/company.ts';
import { useReferralView } from '../frame/referral-view-store.ts';
import { useCommand } from '../frame/use-command.ts';
import classes from '../office.module.css';
import { ProblemLine } from '../problem-line.tsx';
import own from './company.module.css';
import { DetailHead } from '../../ui/detail-head.tsx';

/** The limit of the contract (command-inputs.ts). */
const nameLengthMax = 100;
/** The list of the runtime leaves out the zone that has no place. */
const timeZones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const ownTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** More than this nobody reads; a letter more finds the rest. */
const shownCountMax = 60;

function AddCompany({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('referralOffice');
  const [companyId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState<string | null>(
    timeZones.includes(ownTimeZone) ? ownTimeZone : null,
  );
  const { run, isRunning, problem } = useCommand('addCompany');
  const given = name.trim();
  const save = async () => {
    if (given === '' || timeZone === null) return;
    const outcome = await run({ companyId, name: given, timeZone }, t('companies.added', { name: given }));
    if (outcome === 'accepted' || outcome === 'waiting') onDone();
  };
  return (
    <form
      className={classes.detail}
      aria-label={t('companies.addTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) void save();
      }}
    >
      <DetailHead title={t('companies.addTitle')} closeLabel={t('companies.close')} onClose={onDone} />
      <TextInput
        size="xs"
        label={t('companies.name')}
        value={name}
        maxLength={nameLengthMax}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        size="xs"
        label={t('companies.timeZone')}
        description={t('companies.timeZoneAbout')}
        data={timeZones}
        limit={shownCountMax}
        value={timeZone}
        onChange={setTimeZone}
        searchable
        allowDeselect={false}
      />
      <ProblemLine problem={problem} />
      <div className={classes.buttons}>
        <Button size="xs" type="submit" disabled={given === '' || timeZone === null} loading={isRunning}>
          {t('companies.add')}
        </Button>
      </div>
    </form>
  );
}

function CompanyTable() {
  const { t } = useTranslation('referralOffice');
  const companies = useCompanies((state) => state.companies) ?? [];
  const shownId = useCompany()?.id ?? null;
  const choose = useReferralView((view) => view.chooseCompany);
  return (
    <table className={own.table} aria-label={t('companies.label')}>
      <thead>
        <tr>
          <th scope="col">{t('companies.name')}</th>
          <th scope="col">{t('companies.timeZone')}</th>
          <th scope="col">{t('companies.shown')}</th>
        </tr>
      </thead>
      <tbody>
        {companies.map(({ id, name, timeZone }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{timeZone}</td>
            <td>
              {id === shownId ? (
                t('companies.chosen')
              ) : (
                <Button size="compact-sm" variant="default" onClick={() => choose(id)}>
                  {t('companies.show')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Accounts are the hub's: a desk says where. */
function RolesNote() {
  const { t } = useTranslation('referralOffice');
  const url = useHub((state) => state.hub?.url ?? null);
  return (
    <section className={own.note} aria-label={t('companies.rolesTitle')}>
      <h2 className={classes.heading}>{t('companies.rolesTitle')}</h2>
      <p className={classes.text}>{t('companies.roles')}</p>
      <p className={classes.text}>
        {url === null ? t('companies.rolesNoHub') : t('companies.rolesAt', { url })}
      </p>
    </section>
  );
}

/** The companies of the programme. */
export function CompanyPanel() {
  const { t } = useTranslation('referralOffice');
  const { companies, failure } = useCompanies();
  const [isAdding, add] = useState(false);
  return (
    <div className={classes.columns}>
      <div className={classes.side}>
        <div className={classes.toolbar}>
          <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => add(true)}>
            {t('companies.addOne')}
          </Button>
          <span className={classes.quiet}>{t('companies.about')}</span>
        </div>
        <div className={own.scroll}>
          {companies === null && failure !== null && <p className={classes.bad}>{failure}</p>}
          {companies?.length === 0 && (
            <EmptyState title={t('companies.emptyTitle')} body={t('companies.emptyBody')} />
          )}
          {companies !== null && companies.length > 0 && <CompanyTable />}
          <RolesNote />
        </div>
      </div>
      {isAdding && (
        <div className={classes.aside}>
          <AddCompany onDone={() => add(false)} />
        </div>
      )}
    </div>
  );
}
