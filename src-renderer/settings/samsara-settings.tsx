import { Select } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Settings, ShellState } from '../../src-main/shell/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { useSyncHealth } from '../platform/sync-store.ts';
import { BackfillDaysField } from './backfill-days-field.tsx';
import { RemoveToken } from './remove-token.tsx';
import classes from './settings-screen.module.css';
import { TokenForm } from './token-form.tsx';

const regions: readonly { value: Settings['samsaraBaseUrl']; text: 'regionUs' | 'regionEu' | 'regionCa' }[] =
  [
    { value: 'https://api.samsara.com', text: 'regionUs' },
    { value: 'https://api.eu.samsara.com', text: 'regionEu' },
    { value: 'https://api.ca.samsara.com', text: 'regionCa' },
  ];

function Region({ current }: { readonly current: Settings['samsaraBaseUrl'] }) {
  const { t } = useTranslation('settings');
  return (
    <Select
      label={t('samsara.region')}
      description={t('samsara.regionHint')}
      data={regions.map(({ value, text }) => ({ value, label: t(`samsara.${text}`) }))}
      value={current}
      allowDeselect={false}
      onChange={(chosen) => {
        const region = regions.find(({ value }) => value === chosen);
        if (region) void attempt(() => shellClient.updateSettings({ samsaraBaseUrl: region.value }));
      }}
    />
  );
}

function StoredToken({ storage }: { readonly storage: 'keyring' | 'session' }) {
  const { t } = useTranslation('settings');
  const organization = useSyncHealth(({ health }) =>
    health?.connection === 'live' ? (health.organization?.name ?? null) : null,
  );
  return (
    <div>
      <p className={classes.withIcon}>
        <IconCircleCheckFilled size={16} aria-hidden />
        {t('samsara.tokenIsSet')}
      </p>
      <p className={storage === 'keyring' ? classes.quiet : classes.warn}>
        {t(storage === 'keyring' ? 'samsara.storageKeyring' : 'samsara.storageSession')}
      </p>
      {organization !== null && <p className={classes.quiet}>{t('samsara.connectedTo', { organization })}</p>}
      <RemoveToken />
    </div>
  );
}

const overrides = ['samsaraBaseUrl', 'samsaraToken'] as const;
const isOverride = (name: string): name is (typeof overrides)[number] =>
  overrides.some((known) => known === name);

/** Which Samsara, and the token for it. The token goes in and never comes out again. */
export function SamsaraSettings({ shell }: { readonly shell: ShellState }) {
  const { t } = useTranslation('settings');
  const token = shell.secrets.find(({ name }) => name === 'samsaraToken');
  return (
    <section className={classes.part} aria-labelledby="settings-samsara">
      <h2 id="settings-samsara" className={classes.heading}>
        {t('samsara.title')}
      </h2>
      {shell.overriddenByEnvironment.filter(isOverride).map((name) => (
        <p key={name} className={classes.warn}>
          {t(`overridden.${name}`)}
        </p>
      ))}
      <Region current={shell.settings.samsaraBaseUrl} />
      {token?.isSet === true ? (
        <StoredToken storage={token.storage} />
      ) : (
        <p className={classes.withIcon}>
          <IconCircleDashed size={16} aria-hidden />
          {t('samsara.tokenNotSet')}
        </p>
      )}
      <BackfillDaysField current={shell.settings.backfillDays} />
      <TokenForm baseUrl={shell.settings.samsaraBaseUrl} willBeStoredIn={token?.storage ?? 'session'} />
    </section>
  );
}
