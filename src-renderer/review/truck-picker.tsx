import { CloseButton, Combobox, InputBase, useCombobox } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoster } from '../fleet-map/roster-store.ts';
import { indexVehicles, searchVehicles } from '../fleet-map/vehicle-search.ts';
import { truckCountMax, useReview } from './review-store.ts';
import classes from './review-panel.module.css';
import { TruckNumber } from './truck-number.tsx';

/** More than this nobody reads; one letter more narrows it down. */
const optionCountMax = 8;

function ChosenTrucks() {
  const { t } = useTranslation('review');
  const vehicleIds = useReview((state) => state.vehicleIds);
  const setVehicles = useReview((state) => state.setVehicles);
  const byId = useRoster(({ roster }) => roster?.byId ?? null);
  const review = useReview((state) => state.review);
  const nameOf = (vehicleId: string): string =>
    byId?.get(vehicleId)?.name ??
    review?.vehicles.find((vehicle) => vehicle.vehicleId === vehicleId)?.name ??
    vehicleId;
  return (
    <ul className={classes.chosen} aria-label={t('trucks.chosen')}>
      {vehicleIds.map((vehicleId, index) => (
        <li key={vehicleId} className={classes.chip}>
          <TruckNumber index={index} />
          {nameOf(vehicleId)}
          <CloseButton
            size="xs"
            aria-label={t('trucks.remove', { name: nameOf(vehicleId) })}
            onClick={() => setVehicles(vehicleIds.filter((id) => id !== vehicleId))}
          />
        </li>
      ))}
    </ul>
  );
}

/** Up to five trucks, found by name, driver or plate. */
export function TruckPicker() {
  const { t } = useTranslation('review');
  const [query, setQuery] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const vehicles = useRoster(({ roster }) => roster?.vehicles ?? null);
  const vehicleIds = useReview((state) => state.vehicleIds);
  const setVehicles = useReview((state) => state.setVehicles);
  const index = useMemo(() => indexVehicles(vehicles ?? []), [vehicles]);
  const found = useMemo(
    () =>
      searchVehicles(index, query)
        .filter(({ id }) => !vehicleIds.includes(id))
        .slice(0, optionCountMax),
    [index, query, vehicleIds],
  );
  const isFull = vehicleIds.length >= truckCountMax;
  const choose = (vehicleId: string) => {
    setVehicles([...vehicleIds, vehicleId]);
    setQuery('');
    combobox.closeDropdown();
  };
  return (
    <div className={classes.part}>
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
        <Combobox.Target>
          <InputBase
            label={t('trucks.label')}
            size="xs"
            placeholder={isFull ? t('trucks.full') : t('trucks.placeholder')}
            disabled={isFull}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              combobox.openDropdown();
              combobox.selectFirstOption();
            }}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options aria-label={t('trucks.label')}>
            {found.map(({ id, name, driver, licensePlate }) => (
              <Combobox.Option key={id} value={id}>
                <span className={classes.optionName}>{name}</span>
                <span className={classes.optionMore}>
                  {[driver?.name, licensePlate].filter(Boolean).join(' · ')}
                </span>
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>{t('trucks.none')}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {vehicleIds.length > 0 && <ChosenTrucks />}
    </div>
  );
}
