import { Button, CloseButton } from '@mantine/core';
import { IconMapPin, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Geofence } from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { failureText } from '../platform/failure-text.ts';
import { AskFirst } from '../settings/ask-first.tsx';
import { CardTraffic } from './card-traffic.tsx';
import { ConflictView } from './conflict-view.tsx';
import { deleteGeofence } from './delete-geofence.tsx';
import { formOf } from './geofence-form.ts';
import { useGeofences } from './geofence-store.ts';
import { alertTexts, shapeText } from './geofence-text.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';
import { SyncIcon } from './sync-icon.tsx';
import { TypeSwatch } from './type-swatch.tsx';

function SyncLine({ geofence }: { readonly geofence: Geofence }) {
  const { t } = useTranslation('geofences');
  const { sync } = geofence;
  if (sync.state === 'conflict') return null;
  const hint =
    sync.state === 'sending' && sync.failure !== null
      ? t('syncHint.sendingFailed', { reason: failureText(sync.failure) })
      : t(`syncHint.${sync.state}`);
  return (
    <div className={`${classes.part} ${classes.syncLine}`}>
      <SyncIcon state={sync.state} />
      <span>{hint}</span>
    </div>
  );
}

function Facts({ geofence }: { readonly geofence: Geofence }) {
  const { t } = useTranslation('geofences');
  const facts = [
    { label: t('card.shape'), value: shapeText(geofence.area, t) },
    { label: t('card.address'), value: geofence.formattedAddress },
    { label: t('card.alerts'), value: alertTexts(geofence, t).join(', ') || t('card.alertNone') },
    { label: t('card.tags'), value: geofence.tags.join(', ') },
    { label: t('card.notes'), value: geofence.notes },
  ].filter(({ value }) => value !== null && value !== '');
  return (
    <section className={classes.part} aria-label={t('card.facts')}>
      <dl className={classes.facts}>
        {facts.map(({ label, value }) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function OpenCard({ geofence }: { readonly geofence: Geofence }) {
  const { t } = useTranslation('geofences');
  const { select, open } = useGeofenceView.getState();
  const { id, name, type, sync } = geofence;
  return (
    <section
      className={classes.card}
      aria-label={t('card.label', { name })}
      onKeyDown={(event) => event.key === 'Escape' && select(null)}
    >
      <header className={classes.head}>
        <div className={classes.grow}>
          <h2 className={classes.name}>{name}</h2>
          <p className={`${classes.quiet} ${classes.line}`}>
            <TypeSwatch type={type} />
            {t(`type.${type}`)}
          </p>
        </div>
        <CloseButton aria-label={t('card.close')} onClick={() => select(null)} />
      </header>
      <div className={classes.body} tabIndex={0} role="group" aria-label={name}>
        {sync.state === 'conflict' && <ConflictView id={id} conflict={sync} />}
        <SyncLine geofence={geofence} />
        <Facts geofence={geofence} />
        <CardTraffic id={id} />
      </div>
      <div className={classes.actions}>
        {sync.state !== 'conflict' && (
          <Button
            size="compact-sm"
            leftSection={<IconPencil size={15} aria-hidden />}
            onClick={() => open(formOf(geofence))}
          >
            {t('card.edit')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconMapPin size={15} aria-hidden />}
          onClick={() => select(id, { focus: true })}
        >
          {t('card.show')}
        </Button>
        {sync.state !== 'conflict' && (
          <AskFirst
            label={t('card.delete')}
            question={t(geofence.isShared ? 'card.deleteQuestionShared' : 'card.deleteQuestion', { name })}
            yes={t('card.deleteYes')}
            no={t('card.deleteNo')}
            onYes={() => void deleteGeofence(geofence)}
          />
        )}
      </div>
    </section>
  );
}

/** The chosen geofence; nothing while none is chosen or one is being edited. */
export function GeofenceCard() {
  const selectedId = useGeofenceView((view) => (view.form === null ? view.selectedId : null));
  const geofence = useGeofences(({ byId }) => (selectedId === null ? undefined : byId.get(selectedId)));
  return geofence === undefined ? null : <OpenCard key={geofence.id} geofence={geofence} />;
}
