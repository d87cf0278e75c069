import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconCurrentLocation, IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { ageText } from '../ui/age-text.ts';
import { formatCoordinates, formatCount, formatSpeed } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import { useFleetView } from './fleet-view-store.ts';
import type { VehicleRow } from './frame-store.ts';
import { frameStore } from './frames-feed.ts';
import { TrailHours } from './trail-hours.tsx';
import { useTrailState } from './use-trail.ts';
import { fleetNowMs } from './use-visible-vehicles.ts';
import classes from './vehicle-card.module.css';
import { VehicleGlyph } from './vehicle-glyph.tsx';
import { isUrgent, needOf } from './vehicle-need.ts';
import { freshnessSentence, headingText, isCurrent, isWorrying, vehicleWord } from './vehicle-text.ts';

function Coordinates({ row }: { readonly row: VehicleRow }) {
  const { t } = useTranslation('fleet');
  const clipboard = useClipboard({ timeout: 2_000 });
  const coordinates = formatCoordinates(row.latitude, row.longitude);
  const label = t(clipboard.copied ? 'card.coordinatesCopied' : 'card.copyCoordinates');
  return (
    <p className={classes.line}>
      <span className={classes.number}>{coordinates}</span>
      <Tooltip label={label}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={label}
          onClick={() => clipboard.copy(coordinates)}
        >
          {clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        </ActionIcon>
      </Tooltip>
      <span role="status" className={classes.unseen}>
        {clipboard.copied ? t('card.coordinatesCopied') : ''}
      </span>
    </p>
  );
}

/** Status, speed and heading, and above all how old that is and why: an old speed is not a speed. */
function StateLines({ row }: { readonly row: VehicleRow | null }) {
  const { t } = useTranslation('fleet');
  const timeMs = row?.timeMs ?? null;
  const isNow = row !== null && isCurrent(row);
  const motion = [
    row?.speedMph == null || !isNow ? null : formatSpeed(row.speedMph),
    row?.headingDeg == null || row.status !== 'moving' || !isNow
      ? null
      : t('card.heading', { direction: headingText(row.headingDeg) }),
  ].filter((part) => part !== null);
  return (
    <>
      <p className={classes.state}>
        <VehicleGlyph status={row?.status ?? 'unknown'} freshness={row?.freshness ?? 'never'} size={18} />
        <b>{vehicleWord(row)}</b>
        {motion.length > 0 && <span>{motion.join(', ')}</span>}
        <span className={classes.age} data-worrying={isWorrying(row)}>
          {timeMs === null ? t('card.noPosition') : t('card.asOf', { age: ageText(fleetNowMs() - timeMs) })}
        </span>
      </p>
      <p className={isWorrying(row) ? classes.warn : classes.quiet}>{freshnessSentence(row)}</p>
    </>
  );
}

function TrailLine() {
  const { t } = useTranslation('fleet');
  const { trail, failure } = useTrailState();
  if (failure !== null) return <p className={classes.warn}>{failure}</p>;
  if (trail === null) return null;
  const count = trail.timeMs.length;
  const words =
    count === 0 ? t('card.trailEmpty') : t('card.trailPoints', { count, countText: formatCount(count) });
  return <p className={classes.quiet}>{words}</p>;
}

function MapToggles() {
  const { t } = useTranslation('fleet');
  const isFollowing = useFleetView((view) => view.isFollowing);
  const trailShown = useFleetView((view) => view.trailShown);
  const setFollowing = useFleetView((view) => view.setFollowing);
  const setTrailShown = useFleetView((view) => view.setTrailShown);
  return (
    <div className={classes.actions}>
      <Tooltip label={t('card.followHint')}>
        <Button
          size="compact-sm"
          variant={isFollowing ? 'filled' : 'default'}
          aria-pressed={isFollowing}
          leftSection={<IconCurrentLocation size={15} />}
          onClick={() => setFollowing(!isFollowing)}
        >
          {t('card.follow')}
        </Button>
      </Tooltip>
      <Tooltip label={t('card.trailHint')}>
        <Button
          size="compact-sm"
          variant={trailShown ? 'filled' : 'default'}
          aria-pressed={trailShown}
          leftSection={<IconRoute size={15} />}
          onClick={() => setTrailShown(!trailShown)}
        >
          {t('card.trail')}
        </Button>
      </Tooltip>
      {trailShown && <TrailHours />}
      {trailShown && <TrailLine />}
    </div>
  );
}

interface CardPositionProps {
  readonly vehicle: Vehicle;
  readonly address: string | null;
}

/** Where the vehicle is, how old that is, and what can be done with it on the map. Ticks once a second. */
export function CardPosition({ vehicle, address }: CardPositionProps) {
  const { t } = useTranslation('fleet');
  useNowMs();
  const row = frameStore.get(vehicle.slot);
  const need = needOf(vehicle, row, fleetNowMs());
  const isDutyNeed = need === 'driveTimeOver' || need === 'driveTimeShort' || need === 'fuelLow';
  return (
    <div className={classes.part}>
      {isUrgent(need) && isDutyNeed && <p className={classes.warn}>{t(`need.${need}`)}</p>}
      <StateLines row={row} />
      {address !== null && <p className={classes.address}>{address}</p>}
      {row?.timeMs != null && <Coordinates row={row} />}
      <MapToggles />
    </div>
  );
}
