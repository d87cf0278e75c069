import { Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { basemapSourceFault, type BasemapSourceFault } from './basemap-source.ts';
import classes from './settings-screen.module.css';

/** `current`: the stored source. Use it under a `key` of the same, so that a source set elsewhere shows here. */
export function BasemapForm({ current }: { readonly current: string }) {
  const { t } = useTranslation('settings');
  const [entered, setEntered] = useState(current);
  const [fault, setFault] = useState<BasemapSourceFault | null>(null);

  const apply = (source: string) => {
    const found = basemapSourceFault(source);
    setFault(found);
    if (found === null) {
      void attempt(() => shellClient.updateSettings({ basemapSource: source.trim() }), t('saved'));
    }
  };
  const choose = async () => {
    const chosen = await shellClient.chooseBasemapFile();
    if (chosen === null) return;
    setEntered(chosen.path);
    apply(chosen.path);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    apply(entered);
  };

  return (
    <form className={classes.row} onSubmit={onSubmit} noValidate>
      <TextInput
        className={classes.whole}
        label={t('map.source')}
        description={t('map.sourceHint')}
        placeholder={t('map.sourcePlaceholder')}
        autoComplete="off"
        spellCheck={false}
        value={entered}
        onChange={(event) => setEntered(event.currentTarget.value)}
        error={fault === null ? undefined : t(`map.${fault}`)}
        inputWrapperOrder={['label', 'description', 'error', 'input']}
      />
      <Button variant="default" onClick={() => void attempt(choose)}>
        {t('map.choose')}
      </Button>
      <Button type="submit" disabled={entered.trim() === current}>
        {t('map.apply')}
      </Button>
      {current !== '' && (
        <Button variant="default" onClick={() => apply('')}>
          {t('map.embedded')}
        </Button>
      )}
    </form>
  );
}
