import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  profileFields,
  profileLengths,
  type ProfileEntry,
  type ProfileFault,
  type ProfileField,
} from './profile-entry.ts';

interface ProfileFieldsProps {
  readonly entry: ProfileEntry;
  readonly faults: Partial<Readonly<Record<ProfileField, ProfileFault>>>;
  readonly onChange: (entry: ProfileEntry) => void;
  readonly isFirst?: boolean;
}

/** Name and the ways to reach somebody. */
export function ProfileFields({ entry, faults, onChange, isFirst = false }: ProfileFieldsProps) {
  const { t } = useTranslation('referrals');
  return profileFields.map((field) => {
    const fault = faults[field];
    return (
      <TextInput
        key={field}
        size="xs"
        label={t(`profile.${field}`)}
        required={field === 'name'}
        maxLength={profileLengths[field]}
        value={entry[field]}
        error={fault === undefined ? undefined : t(`profile.${fault}`)}
        onChange={(event) => onChange({ ...entry, [field]: event.currentTarget.value })}
        autoFocus={isFirst && field === 'name'}
      />
    );
  });
}
