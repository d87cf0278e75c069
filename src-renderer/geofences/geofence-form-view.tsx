import {
  Button,
  Checkbox,
  CloseButton,
  NumberInput,
  Select,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  geofenceLimits,
  geofenceTypes,
} from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';
import { FormPlace } from './form-place.tsx';
import type { FormProblem, GeofenceForm } from './geofence-form.ts';
import { useGeofences } from './geofence-store.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';
import { saveForm } from './save-form.ts';

const inPlace = { withinPortal: false };

function AlertFields({ form }: { readonly form: GeofenceForm }) {
  const { t } = useTranslation('geofences');
  const change = useGeofenceView((view) => view.change);
  const numberOf = (value: number | string) => (value === '' ? '' : Number(value));
  return (
    <fieldset className={classes.fieldset}>
      <legend>{t('form.alerts')}</legend>
      <Checkbox
        size="sm"
        label={t('form.alertsOnEntry')}
        checked={form.alertsOnEntry}
        onChange={(event) => change({ alertsOnEntry: event.currentTarget.checked })}
      />
      <Checkbox
        size="sm"
        label={t('form.alertsOnExit')}
        checked={form.alertsOnExit}
        onChange={(event) => change({ alertsOnExit: event.currentTarget.checked })}
      />
      <div className={classes.pair}>
        <NumberInput
          size="xs"
          label={t('form.dwell')}
          placeholder={t('form.noLimit')}
          min={1}
          max={geofenceLimits.dwellMinutesMax}
          allowDecimal={false}
          clampBehavior="strict"
          value={form.dwellMinutes}
          onChange={(value) => change({ dwellMinutes: numberOf(value) })}
        />
        <NumberInput
          size="xs"
          label={t('form.speed')}
          placeholder={t('form.noLimit')}
          min={1}
          max={geofenceLimits.speedMphMax}
          allowDecimal={false}
          clampBehavior="strict"
          value={form.speedMph}
          onChange={(value) => change({ speedMph: numberOf(value) })}
        />
      </div>
    </fieldset>
  );
}

function MoreFields({ form }: { readonly form: GeofenceForm }) {
  const { t } = useTranslation('geofences');
  const change = useGeofenceView((view) => view.change);
  const knownTags = useGeofences((state) => state.knownTags);
  return (
    <>
      <TagsInput
        size="xs"
        label={t('form.tags')}
        placeholder={form.tags.length === 0 ? t('form.tagsPlaceholder') : ''}
        data={[...knownTags]}
        maxTags={geofenceLimits.tagCount}
        value={[...form.tags]}
        onChange={(tags) => change({ tags })}
        comboboxProps={inPlace}
      />
      <Textarea
        size="xs"
        rows={2}
        label={t('form.notes')}
        maxLength={geofenceLimits.notesLength}
        value={form.notes}
        onChange={(event) => change({ notes: event.currentTarget.value })}
      />
      <Checkbox
        size="sm"
        label={t('form.share')}
        description={t(form.isShareFixed ? 'form.shareFixed' : 'form.shareHint')}
        disabled={form.isShareFixed}
        checked={form.isShared}
        onChange={(event) => change({ isShared: event.currentTarget.checked })}
      />
    </>
  );
}

/** Esc: the tool in hand is laid down first, then the form. */
function escape() {
  const { tool, take, close } = useGeofenceView.getState();
  if (tool === null) close();
  else take(null);
}

function OpenForm({ form }: { readonly form: GeofenceForm }) {
  const { t } = useTranslation('geofences');
  const { change, close } = useGeofenceView.getState();
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const title = t(form.id === null ? 'form.newTitle' : 'form.editTitle');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsSaving(true);
    const outcome = await saveForm(form);
    setIsSaving(false);
    setProblem(outcome.kind === 'problem' ? outcome.problem : null);
    setFailure(outcome.kind === 'failed' ? outcome.sentence : null);
  };

  return (
    <section
      className={classes.card}
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && escape()}
    >
      <header className={classes.head}>
        <h2 className={`${classes.name} ${classes.grow}`}>{title}</h2>
        <CloseButton aria-label={t('form.cancel')} onClick={close} />
      </header>
      <form className={classes.body} noValidate id="geofence-form" onSubmit={(event) => void submit(event)}>
        <div className={classes.form}>
          <TextInput
            size="xs"
            data-autofocus
            autoFocus
            label={t('form.name')}
            placeholder={t('form.namePlaceholder')}
            maxLength={geofenceLimits.nameLength}
            value={form.name}
            error={problem?.field === 'name' ? t('problem.nameMissing') : null}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Select
            size="xs"
            label={t('form.type')}
            data={geofenceTypes.map((type) => ({ value: type, label: t(`type.${type}`) }))}
            value={form.type}
            allowDeselect={false}
            onChange={(value) => change({ type: geofenceTypes.find((type) => type === value) ?? 'other' })}
            comboboxProps={inPlace}
          />
          <FormPlace form={form} problem={problem} />
          <AlertFields form={form} />
          <MoreFields form={form} />
        </div>
      </form>
      <div className={classes.actions}>
        {failure !== null && (
          <p role="alert" className={classes.bad}>
            {failure}
          </p>
        )}
        <Button size="compact-sm" type="submit" form="geofence-form" loading={isSaving}>
          {t('form.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={close}>
          {t('form.cancel')}
        </Button>
      </div>
    </section>
  );
}

/** What is being entered; nothing when nothing is. */
export function GeofenceFormView() {
  const form = useGeofenceView((view) => view.form);
  return form === null ? null : <OpenForm key={form.id ?? 'new'} form={form} />;
}
