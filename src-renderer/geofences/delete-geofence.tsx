import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Geofence } from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { text } from '../app/text.ts';
import { coreClient } from '../platform/client.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';

/** As long as the core waits before Samsara is told. */
const undoMs = 10_000;

function Undo({
  id,
  name,
  onDone,
}: {
  readonly id: string;
  readonly name: string;
  readonly onDone: () => void;
}) {
  const restore = async () => {
    onDone();
    await coreClient.telematics.restoreGeofence({ id });
    useGeofenceView.getState().select(id);
  };
  return (
    <span className={classes.line}>
      <span className={classes.grow}>{text.t('geofences:card.deleted', { name })}</span>
      <Button size="compact-sm" variant="default" onClick={() => void attempt(restore)}>
        {text.t('geofences:card.undo')}
      </Button>
    </span>
  );
}

/** Deletes, and offers for a while to take it back. */
export const deleteGeofence = ({ id, name }: Geofence): Promise<void> =>
  attempt(async () => {
    await coreClient.telematics.deleteGeofence({ id });
    useGeofenceView.getState().select(null);
    const noticeId = `geofence-deleted-${id}`;
    const hide = () => notifications.hide(noticeId);
    notifications.show({
      id: noticeId,
      message: <Undo id={id} name={name} onDone={hide} />,
      autoClose: undoMs,
    });
  });
