import { Button, NumberInput, SegmentedControl, Select, Textarea } from '@mantine/core';
import { IconCircle, IconPolygon, IconRectangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { frameStore } from '../fleet-map/frames-feed.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import type { FormProblem, GeofenceForm, MaybeNumber } from './geofence-form.ts';
import { useGeofenceView, type DrawTool } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';
import { fromMeters, radiusUnits, toMeters, type RadiusUnit } from './radius-unit.ts';

const tools = [
  { tool: 'circle', icon: IconCircle, label: 'form.drawCircle', hint: 'form.drawHintCircle' },
  { tool: 'polygon', icon: IconPolygon, label: 'form.drawPolygon', hint: 'form.drawHintPolygon' },
  { tool: 'rectangle', icon: IconRectangle, label: 'form.drawRectangle', hint: 'form.drawHintRectangle' },
] as const satisfies readonly { tool: DrawTool; icon: unknown; label: string; hint: string }[];

function DrawTools({ form }: { readonly form: GeofenceForm }) {
  const { t } = useTranslation('geofences');
  const tool = useGeofenceView((view) => view.tool);
  const take = useGeofenceView((view) => view.take);
  const toolHint = tools.find((each) => each.tool === tool)?.hint;
  const hasArea = form.shape === 'circle' ? form.latitude !== '' : form.corners.trim() !== '';
  const editHint = form.shape === 'circle' ? 'form.editHintCircle' : 'form.editHintPolygon';
  const hint = toolHint ?? (hasArea ? editHint : undefined);
  return (
    <div role="group" aria-label={t('form.draw')}>
      <Button.Group>
        {tools.map(({ tool: each, icon: Icon, label }) => (
          <Button
            key={each}
            flex={1}
            size="compact-sm"
            variant={tool === each ? 'filled' : 'default'}
            aria-pressed={tool === each}
            leftSection={<Icon size={15} aria-hidden />}
            onClick={() => take(tool === each ? null : each)}
          >
            {t(label)}
          </Button>
        ))}
      </Button.Group>
      <p className={classes.quiet} role="status">
        {hint === undefined ? ' ' : t(hint)}
      </p>
    </div>
  );
}

/** The keyboard's way to a place: a truck stands there. */
function AroundTruck() {
  const { t } = useTranslation('geofences');
  const roster = useRoster((state) => state.roster);
  const change = useGeofenceView((view) => view.change);
  const data = useMemo(
    () => (roster?.vehicles ?? []).map(({ id, name }) => ({ value: id, label: name })),
    [roster],
  );
  const choose = (vehicleId: string | null) => {
    const slot = vehicleId === null ? undefined : roster?.byId.get(vehicleId)?.slot;
    const row = slot === undefined ? null : frameStore.get(slot);
    if (row === null || row.timeMs === null) return;
    const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
    change({ shape: 'circle', latitude: round(row.latitude), longitude: round(row.longitude) });
  };
  return (
    <Select
      size="xs"
      label={t('form.around')}
      placeholder={t('form.aroundPlaceholder')}
      nothingFoundMessage={t('form.aroundNothing')}
      data={data}
      limit={50}
      searchable
      clearable={false}
      onChange={choose}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

const numberOf = (value: number | string): MaybeNumber =>
  value === '' || Number.isNaN(Number(value)) ? '' : Number(value);

const unitWords = { ft: 'form.unitFt', mi: 'form.unitMi', m: 'form.unitM' } as const;

function CircleFields({ form, problem }: PlaceProps) {
  const { t } = useTranslation('geofences');
  const change = useGeofenceView((view) => view.change);
  const errorOf = (field: 'latitude' | 'longitude' | 'radius') =>
    problem?.field === field ? t(`problem.${field}`) : null;
  const setUnit = (unit: RadiusUnit) => {
    const meters = form.radius === '' ? null : toMeters(form.radius, form.radiusUnit);
    change({ radiusUnit: unit, ...(meters === null ? {} : { radius: fromMeters(meters, unit) }) });
  };
  return (
    <>
      <AroundTruck />
      <div className={classes.pair}>
        {(['latitude', 'longitude'] as const).map((field) => (
          <NumberInput
            key={field}
            size="xs"
            hideControls
            label={t(`form.${field}`)}
            value={form[field]}
            error={errorOf(field)}
            onChange={(value) => change({ [field]: numberOf(value) })}
          />
        ))}
      </div>
      <div className={classes.pair}>
        <NumberInput
          size="xs"
          hideControls
          allowNegative={false}
          label={t('form.radius')}
          value={form.radius}
          error={errorOf('radius')}
          onChange={(value) => change({ radius: numberOf(value) })}
        />
        <Select
          size="xs"
          label={t('form.unit')}
          data={radiusUnits.map((unit) => ({ value: unit, label: t(unitWords[unit]) }))}
          value={form.radiusUnit}
          allowDeselect={false}
          onChange={(value) => setUnit(radiusUnits.find((unit) => unit === value) ?? 'ft')}
          comboboxProps={{ withinPortal: false }}
        />
      </div>
    </>
  );
}

interface PlaceProps {
  readonly form: GeofenceForm;
  readonly problem: FormProblem | null;
}

/** Where it is: drawn on the map, or entered. Both show the same place at every moment. */
export function FormPlace({ form, problem }: PlaceProps) {
  const { t } = useTranslation('geofences');
  const change = useGeofenceView((view) => view.change);
  const areaError = problem?.field === 'area' ? t(`problem.${problem.kind}`) : null;
  return (
    <fieldset className={classes.fieldset}>
      <legend>{t('form.shape')}</legend>
      <DrawTools form={form} />
      <SegmentedControl
        size="xs"
        aria-label={t('form.shape')}
        value={form.shape}
        onChange={(value) => change({ shape: value === 'polygon' ? 'polygon' : 'circle' })}
        data={[
          { value: 'circle', label: t('form.shapeCircle') },
          { value: 'polygon', label: t('form.shapePolygon') },
        ]}
      />
      {form.shape === 'circle' ? (
        <CircleFields form={form} problem={problem} />
      ) : (
        <Textarea
          size="xs"
          autosize={false}
          rows={5}
          label={t('form.corners')}
          description={t('form.cornersHint')}
          value={form.corners}
          error={problem?.field === 'corners' ? t('problem.cornerLine', { line: problem.line }) : null}
          onChange={(event) => change({ corners: event.currentTarget.value })}
        />
      )}
      {areaError !== null && (
        <p role="alert" className={classes.bad}>
          {areaError}
        </p>
      )}
    </fieldset>
  );
}
