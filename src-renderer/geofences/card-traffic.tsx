import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../app/desk-store.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';
import { formatMoment } from '../ui/format.ts';
import { usePresence } from './geofence-store.ts';
import { durationText, eventText } from './geofence-text.ts';
import classes from './geofences-screen.module.css';
import { useVehicleNames } from './use-vehicle-names.ts';
import { useVisits } from './use-visits.ts';

const eventCountMax = 8;

function VehicleLink({ vehicleId, name }: { readonly vehicleId: string; readonly name: string }) {
  const { t } = useTranslation('geofences');
  const open = () => {
    useDesk.getState().goTo('map');
    useFleetView.getState().selectVehicle(vehicleId, { focus: true });
  };
  return (
    <UnstyledButton className={classes.vehicle} aria-label={t('card.showVehicle', { name })} onClick={open}>
      {name}
    </UnstyledButton>
  );
}

function InsideNow({ id }: { readonly id: string }) {
  const { t } = useTranslation('geofences');
  const inside = usePresence(({ byGeofence }) => byGeofence.get(id));
  const nameOf = useVehicleNames();
  const known = (inside ?? []).flatMap((presence) => {
    const name = nameOf(presence.vehicleId);
    return name === null ? [] : [{ ...presence, name }];
  });
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('card.inside')}</h3>
      {known.length === 0 ? (
        <p>{t('card.nobody')}</p>
      ) : (
        <ul className={classes.plainList}>
          {known.map(({ vehicleId, name, sinceMs, isEntrySeen }) => (
            <li key={vehicleId}>
              <VehicleLink vehicleId={vehicleId} name={name} />
              <span className={classes.quiet}>
                {t(isEntrySeen ? 'card.since' : 'card.sinceAtLeast', {
                  time: formatMoment(sinceMs, fleetNowMs()),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function LastEvents({ id }: { readonly id: string }) {
  const { t } = useTranslation('geofences');
  const all = usePresence(({ events }) => events);
  const nameOf = useVehicleNames();
  const events = all.filter(({ geofenceId }) => geofenceId === id).slice(0, eventCountMax);
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('card.recent')}</h3>
      {events.length === 0 ? (
        <p>{t('card.noEvents')}</p>
      ) : (
        <ul className={classes.plainList}>
          {events.map((event) => (
            <li key={event.id}>
              {eventText(event, nameOf(event.vehicleId) ?? t('event.unknownVehicle'), t)}
              <span className={classes.quiet}>{formatMoment(event.timeMs, fleetNowMs())}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Visits({ id }: { readonly id: string }) {
  const { t } = useTranslation('geofences');
  const lastEventId = usePresence(({ events }) => events.find(({ geofenceId }) => geofenceId === id)?.id);
  const state = useVisits(id, lastEventId);
  const nameOf = useVehicleNames();
  const visits = state.kind === 'shown' ? state.visits : [];
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t('card.visits')}</h3>
      {state.kind === 'failed' && (
        <p role="alert" className={classes.bad}>
          {state.sentence}
        </p>
      )}
      {state.kind === 'shown' && visits.length === 0 && <p>{t('card.noVisits')}</p>}
      <ul className={classes.plainList}>
        {visits.map(({ vehicleId, enteredAtMs, exitedAtMs, isEntrySeen }) => (
          <li key={`${vehicleId} ${String(enteredAtMs)}`}>
            <span>{nameOf(vehicleId) ?? t('event.unknownVehicle')}</span>
            <span className={classes.quiet}>
              {t(isEntrySeen ? 'card.since' : 'card.sinceAtLeast', {
                time: formatMoment(enteredAtMs, fleetNowMs()),
              })}
              {' · '}
              {exitedAtMs === null
                ? t('card.visitOpen')
                : t('card.visitFor', { duration: durationText(exitedAtMs - enteredAtMs) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who is inside, what happened last, who came by. */
export function CardTraffic({ id }: { readonly id: string }) {
  return (
    <>
      <InsideNow id={id} />
      <LastEvents id={id} />
      <Visits id={id} />
    </>
  );
}
