import { Select, Switch } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Settings, ShellState } from '../../src-main/shell/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { AskFirst } from './ask-first.tsx';
import { PhoneAccountForm } from './phone-account-form.tsx';
import { areIdentities, areNumbers, isIdentity, isSid, listOf } from './phone-entry.ts';
import { SavedTextField } from './saved-text-field.tsx';
import classes from './settings-screen.module.css';
import { WholeNumberField } from './whole-number-field.tsx';

const save = (change: Partial<Settings>) => shellClient.updateSettings(change);

async function removeAccount(): Promise<void> {
  await shellClient.clearSecret({ name: 'phoneApiKeySecret' });
  await save({ phoneAccountSid: '', phoneApiKeySid: '', phoneApplicationSid: '' });
}

function StoredAccount({ storage }: { readonly storage: 'keyring' | 'session' }) {
  const { t } = useTranslation('settings');
  return (
    <div>
      <p className={classes.withIcon}>
        <IconCircleCheckFilled size={16} aria-hidden />
        {t('phone.isSet')}
      </p>
      <p className={storage === 'keyring' ? classes.quiet : classes.warn}>
        {t(storage === 'keyring' ? 'phone.storageKeyring' : 'phone.storageSession')}
      </p>
      <AskFirst
        label={t('phone.remove')}
        question={t('phone.removeConfirm')}
        yes={t('phone.removeConfirmYes')}
        no={t('phone.removeConfirmNo')}
        onYes={() => void attempt(removeAccount, t('phone.removed'))}
      />
    </div>
  );
}

/** Who this desk is, who rings with it, and what numbers the office has. */
function OfficeFields({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  return (
    <>
      <SavedTextField
        label={t('phone.applicationSid')}
        description={t('phone.applicationSidHint')}
        invalid={t('phone.sidInvalid', { prefix: 'AP' })}
        current={settings.phoneApplicationSid}
        isFit={(entered) => entered === '' || isSid('AP', entered)}
        save={(entered) => save({ phoneApplicationSid: entered })}
      />
      <SavedTextField
        label={t('phone.identity')}
        description={t('phone.identityHint')}
        invalid={t('phone.identityInvalid')}
        current={settings.phoneIdentity}
        isFit={isIdentity}
        save={(entered) => save({ phoneIdentity: entered })}
      />
      <SavedTextField
        label={t('phone.group')}
        description={t('phone.groupHint')}
        invalid={t('phone.identityInvalid')}
        current={settings.phoneDeskGroup.join(', ')}
        isFit={areIdentities}
        save={(entered) => save({ phoneDeskGroup: listOf(entered) })}
      />
      <SavedTextField
        label={t('phone.callerIds')}
        description={t('phone.callerIdsHint')}
        invalid={t('phone.callerIdsInvalid')}
        current={settings.phoneCallerIds.join(', ')}
        isFit={areNumbers}
        save={(entered) => save({ phoneCallerIds: listOf(entered) })}
      />
      <SavedTextField
        label={t('phone.country')}
        description={t('phone.countryHint')}
        invalid={t('phone.countryInvalid')}
        current={settings.phoneCountry}
        isFit={(entered) => /^[A-Z]{2}$/.test(entered)}
        save={(entered) => save({ phoneCountry: entered })}
      />
      <WholeNumberField
        label={t('phone.ringSeconds')}
        description={t('phone.ringSecondsHint')}
        invalid={t('phone.ringSecondsInvalid')}
        current={settings.phoneRingSeconds}
        min={5}
        max={60}
        save={(phoneRingSeconds) => save({ phoneRingSeconds })}
      />
    </>
  );
}

function RecordingFields({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const policies = [
    { value: 'never', label: t('phone.recordingNever') },
    { value: 'onDemand', label: t('phone.recordingOnDemand') },
    { value: 'always', label: t('phone.recordingAlways') },
  ] as const;
  return (
    <>
      <Select
        w={320}
        label={t('phone.recording')}
        data={policies}
        value={settings.phoneRecording}
        allowDeselect={false}
        onChange={(chosen) => {
          const policy = policies.find(({ value }) => value === chosen);
          if (policy) void attempt(() => save({ phoneRecording: policy.value }));
        }}
      />
      {settings.phoneRecording !== 'never' && (
        <>
          <Switch
            label={t('phone.recordingNotice')}
            description={t('phone.recordingNoticeHint')}
            checked={settings.phoneRecordingNotice}
            onChange={(event) => {
              const phoneRecordingNotice = event.currentTarget.checked;
              void attempt(() => save({ phoneRecordingNotice }));
            }}
          />
          <WholeNumberField
            label={t('phone.recordingKeptDays')}
            description={t('phone.recordingKeptDaysHint')}
            invalid={t('phone.recordingKeptDaysInvalid')}
            current={settings.phoneRecordingKeptDays}
            min={1}
            max={3_650}
            save={(phoneRecordingKeptDays) => save({ phoneRecordingKeptDays })}
          />
        </>
      )}
    </>
  );
}

const overrides = [
  'phoneAccountSid',
  'phoneApiKeySid',
  'phoneApiKeySecret',
  'phoneAuthToken',
  'phoneApplicationSid',
] as const;
const isOverride = (name: string): name is (typeof overrides)[number] =>
  overrides.some((known) => known === name);

/** The telephone account of this desk, and how it takes part in the office's phone. Devices stand in the phone itself. */
export function PhoneSettings({ shell }: { readonly shell: ShellState }) {
  const { t } = useTranslation('settings');
  const { settings, secrets } = shell;
  const secret = secrets.find(({ name }) => name === 'phoneApiKeySecret');
  return (
    <section className={classes.part} aria-labelledby="settings-phone">
      <h2 id="settings-phone" className={classes.heading}>
        {t('phone.title')}
      </h2>
      {shell.overriddenByEnvironment.filter(isOverride).map((name) => (
        <p key={name} className={classes.warn}>
          {t(`overridden.${name}`)}
        </p>
      ))}
      {secret?.isSet === true ? (
        <StoredAccount storage={secret.storage} />
      ) : (
        <p className={classes.quiet}>{t('phone.notSet')}</p>
      )}
      <PhoneAccountForm settings={settings} isSecretSet={secret?.isSet === true} />
      <OfficeFields settings={settings} />
      <RecordingFields settings={settings} />
    </section>
  );
}
