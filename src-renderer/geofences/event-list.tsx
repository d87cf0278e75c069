import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatMoment } from '../ui/format.ts';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';
import { usePresence } from './geofence-store.ts';
import { eventText } from './geofence-text.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';
import { useVehicleNames } from './use-vehicle-names.ts';

/** What happened last at all geofences, newest first. */
export function EventList() {
  const { t } = useTranslation('geofences');
  const events = usePresence((presence) => presence.events);
  const select = useGeofenceView((view) => view.select);
  const nameOf = useVehicleNames();
  if (events.length === 0)
    return <EmptyState title={t('empty.noEventsTitle')} body={t('empty.noEventsBody')} />;
  return (
    <ul className={classes.events} aria-label={t('tabs.events')}>
      {events.map((event) => (
        <li key={event.id} className={classes.event}>
          <p className={classes.eventText}>
            {eventText(event, nameOf(event.vehicleId) ?? t('event.unknownVehicle'), t)}
          </p>
          <p className={classes.eventQuiet}>
            <UnstyledButton
              className={classes.vehicle}
              onClick={() => select(event.geofenceId, { focus: true })}
            >
              {event.geofenceName}
            </UnstyledButton>{' '}
            · {formatMoment(event.timeMs, fleetNowMs())}
          </p>
        </li>
      ))}
    </ul>
  );
}
