import { CloseButton, UnstyledButton } from '@mantine/core';
import { useFocusTrap } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { formatCount } from '../ui/format.ts';
import classes from './cluster-list.module.css';
import { useFleetView, type OpenCluster } from './fleet-view-store.ts';
import { frameStore } from './frames-feed.ts';
import { useRoster } from './roster-store.ts';
import { VehicleGlyph } from './vehicle-glyph.tsx';
import { vehicleWord } from './vehicle-text.ts';

/** A badge over a country can hold thousands; whoever wants those zooms in or uses the list. */
const shownCountMax = 100;
const widthPx = 300;
const heightMaxPx = 320;

function ClusterRow({ vehicle }: { readonly vehicle: Vehicle }) {
  const { t } = useTranslation('fleet');
  const selectVehicle = useFleetView((view) => view.selectVehicle);
  const row = frameStore.get(vehicle.slot);
  return (
    <li>
      <UnstyledButton className={classes.row} onClick={() => selectVehicle(vehicle.id)}>
        <VehicleGlyph status={row?.status ?? 'unknown'} freshness={row?.freshness ?? 'never'} />
        <span className={classes.name}>{vehicle.name}</span>
        <span className={classes.driver}>{vehicle.driver?.name ?? t('list.noDriver')}</span>
        <span className={classes.word}>{vehicleWord(row)}</span>
      </UnstyledButton>
    </li>
  );
}

function OpenClusterList({ cluster }: { readonly cluster: OpenCluster }) {
  const { t } = useTranslation('fleet');
  const openCluster = useFleetView((view) => view.openCluster);
  const roster = useRoster((state) => state.roster);
  const trapRef = useFocusTrap();
  const vehicles = cluster.slots
    .map((slot) => roster?.bySlot.get(slot))
    .filter((vehicle) => vehicle !== undefined)
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const restCount = vehicles.length - shownCountMax;
  const title = t('cluster.title', { count: vehicles.length, countText: formatCount(vehicles.length) });
  return (
    <div
      ref={trapRef}
      role="dialog"
      aria-label={title}
      className={classes.sheet}
      style={{
        width: widthPx,
        maxHeight: heightMaxPx,
        left: `clamp(8px, ${cluster.xPx + 12}px, calc(100% - ${widthPx + 8}px))`,
        top: `clamp(8px, ${cluster.yPx - 24}px, calc(100% - ${heightMaxPx + 8}px))`,
      }}
      onKeyDown={(event) => event.key === 'Escape' && openCluster(null)}
    >
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <CloseButton size="sm" aria-label={t('cluster.close')} onClick={() => openCluster(null)} />
      </header>
      <ul className={classes.rows}>
        {vehicles.slice(0, shownCountMax).map((vehicle) => (
          <ClusterRow key={vehicle.id} vehicle={vehicle} />
        ))}
      </ul>
      {restCount > 0 && (
        <p className={classes.rest}>{t('cluster.more', { countText: formatCount(restCount) })}</p>
      )}
    </div>
  );
}

/** Whom a badge on the map holds: trucks parked together can each be reached. */
export function ClusterList() {
  const cluster = useFleetView((view) => view.cluster);
  return cluster === null ? null : <OpenClusterList key={cluster.slots.join()} cluster={cluster} />;
}
