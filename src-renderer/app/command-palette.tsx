import { Spotlight } from '@mantine/spotlight';
import {
  IconHistory,
  IconBell,
  IconFence,
  IconGauge,
  IconHourglass,
  IconKeyboard,
  IconMap2,
  IconMoon,
  IconPhone,
  IconPhoneCall,
  IconRefresh,
  IconSearch,
  IconSettings,
  IconTruck,
  IconUsersGroup,
  IconDeviceDesktop,
} from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { indexVehicles, searchVehicles } from '../fleet-map/vehicle-search.ts';
import { phoneKeys } from '../softphone/phone-actions.ts';
import { formatCount } from '../ui/format.ts';
import { showWall, switchTheme, syncNow } from './desk-actions.ts';
import { useDesk } from './desk-store.ts';
import { useTheme } from './use-theme.ts';

/** More than this nobody reads in a palette; the rest is one word away. */
const vehicleCountMax = 12;

/** A blurred map would be blurred anew with every frame of it. */
const plainOverlay = { blur: 0, backgroundOpacity: 0.4 };

interface PaletteCommand {
  readonly id:
    | 'goToMap'
    | 'goToReview'
    | 'goToGeofences'
    | 'goToAlerts'
    | 'goToHours'
    | 'goToAccuracy'
    | 'goToCalls'
    | 'goToReferrals'
    | 'goToSettings'
    | 'openPhone'
    | 'focusSearch'
    | 'showWall'
    | 'toggleTheme'
    | 'syncNow'
    | 'keyboardMap';
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

function usePaletteCommands(): readonly PaletteCommand[] {
  const theme = useTheme();
  const { goTo, showKeyboardMap, focusSearch } = useDesk.getState();
  return [
    { id: 'goToMap', icon: <IconMap2 size={18} />, keys: 'Ctrl+1', run: () => goTo('map') },
    { id: 'goToReview', icon: <IconHistory size={18} />, keys: 'Ctrl+2', run: () => goTo('review') },
    { id: 'goToGeofences', icon: <IconFence size={18} />, keys: 'Ctrl+3', run: () => goTo('geofences') },
    { id: 'goToAlerts', icon: <IconBell size={18} />, keys: 'Ctrl+4', run: () => goTo('alerts') },
    { id: 'goToHours', icon: <IconHourglass size={18} />, keys: 'Ctrl+5', run: () => goTo('hours') },
    { id: 'goToAccuracy', icon: <IconGauge size={18} />, keys: 'Ctrl+6', run: () => goTo('accuracy') },
    { id: 'goToCalls', icon: <IconPhoneCall size={18} />, keys: 'Ctrl+7', run: () => goTo('calls') },
    {
      id: 'goToReferrals',
      icon: <IconUsersGroup size={18} />,
      keys: 'Ctrl+8',
      run: () => goTo('referrals'),
    },
    { id: 'openPhone', icon: <IconPhone size={18} />, keys: 'Ctrl+Shift+P', run: phoneKeys.togglePhone },
    { id: 'goToSettings', icon: <IconSettings size={18} />, keys: 'Ctrl+,', run: () => goTo('settings') },
    { id: 'focusSearch', icon: <IconSearch size={18} />, keys: 'Ctrl+F', run: focusSearch },
    {
      id: 'showWall',
      icon: <IconDeviceDesktop size={18} />,
      keys: 'Ctrl+Shift+M',
      run: () => void showWall(),
    },
    { id: 'syncNow', icon: <IconRefresh size={18} />, run: () => void syncNow() },
    {
      id: 'toggleTheme',
      icon: <IconMoon size={18} />,
      keys: 'Ctrl+Shift+L',
      run: () => void switchTheme(theme),
    },
    { id: 'keyboardMap', icon: <IconKeyboard size={18} />, keys: '?', run: () => showKeyboardMap(true) },
  ];
}

function openVehicle(vehicle: Vehicle): void {
  useDesk.getState().goTo('map');
  useFleetView.getState().selectVehicle(vehicle.id, { focus: true });
}

/** Nothing is offered before the first letter: a list of all trucks is on the map screen. */
function useFoundVehicles(query: string): readonly Vehicle[] {
  const roster = useRoster((state) => state.roster);
  const index = useMemo(() => indexVehicles(roster?.vehicles ?? []), [roster]);
  return useMemo(() => (query === '' ? [] : searchVehicles(index, query)), [index, query]);
}

function VehicleActions({ found }: { readonly found: readonly Vehicle[] }) {
  const { t } = useTranslation();
  return (
    <Spotlight.ActionsGroup label={t('palette.groupVehicles')}>
      {found.slice(0, vehicleCountMax).map((vehicle) => (
        <Spotlight.Action
          key={vehicle.id}
          label={vehicle.name}
          description={[vehicle.driver?.name ?? t('palette.noDriver'), vehicle.licensePlate]
            .filter(Boolean)
            .join(' · ')}
          leftSection={<IconTruck size={18} />}
          onClick={() => openVehicle(vehicle)}
        />
      ))}
      {found.length > vehicleCountMax && (
        <Spotlight.Empty>
          {t('palette.moreVehicles', { countText: formatCount(found.length) })}
        </Spotlight.Empty>
      )}
    </Spotlight.ActionsGroup>
  );
}

/** Ctrl+K: everything the desk can do and every truck, driver and plate, by a few letters. */
export function CommandPalette() {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const found = useFoundVehicles(wanted);
  const commands = usePaletteCommands().filter(({ id }) => t(`palette.${id}`).toLowerCase().includes(wanted));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
      maxHeight={440}
      lockScroll={false}
      overlayProps={plainOverlay}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {found.length > 0 && <VehicleActions found={found} />}
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.groupCommands')}>
            {commands.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={t(`palette.${command.id}`)}
                leftSection={command.icon}
                rightSection={command.keys}
                onClick={command.run}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {commands.length + found.length === 0 && (
          <Spotlight.Empty>{t('palette.nothingFound')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
