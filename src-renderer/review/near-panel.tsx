import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconCircleDashed } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NearVehicle, ReviewArea } from '../../src-main/core/operations/telematics/review/contract.ts';
import { ageText } from '../ui/age-text.ts';
import { formatCoordinates, formatDistance } from '../ui/format.ts';
import { readCircle } from './circle-words.ts';
import { currentNearSpan } from './near-span.ts';
import lists from './review-lists.module.css';
import classes from './review-panel.module.css';
import { useReview, type NearState } from './review-store.ts';
import { fieldTime, momentText, readFieldTime, type Span } from './review-time.ts';
import { TimeFields } from './time-fields.tsx';

const nearSpanMsMax = 7 * 86_400_000;

const areaText = (area: ReviewArea): string =>
  area.kind === 'circle'
    ? `${formatCoordinates(area.center.latitude, area.center.longitude)}, ${formatDistance(area.radiusMeters)}`
    : '';

function spanProblemOf({ fromMs, toMs }: Span): 'unreadable' | 'backwards' | 'tooLong' | null {
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return 'unreadable';
  if (fromMs >= toMs) return 'backwards';
  return toMs - fromMs > nearSpanMsMax ? 'tooLong' : null;
}

function NearForm({ near }: { readonly near: NearState }) {
  const { t } = useTranslation('review');
  const { setDrawing, setNear, setNearSpan } = useReview.getState();
  const isDrawing = useReview((state) => state.isDrawing);
  const first = 'span' in near ? near.span : currentNearSpan();
  const [place, setPlace] = useState(near.kind === 'none' ? '' : areaText(near.area));
  const [from, setFrom] = useState(fieldTime(first.fromMs));
  const [to, setTo] = useState(fieldTime(first.toMs));
  const [problem, setProblem] = useState<string | null>(null);
  const readSpan = (): Span => ({ fromMs: readFieldTime(from), toMs: readFieldTime(to) });
  const search = () => {
    const circle = readCircle(place);
    const span = readSpan();
    const wrong = spanProblemOf(span);
    if (circle === null) setProblem(t('near.problem.place'));
    else if (wrong !== null) setProblem(t(`near.problem.${wrong}`));
    else {
      setProblem(null);
      setNearSpan(span);
      setNear({ kind: 'searching', area: { kind: 'circle', ...circle }, span });
    }
  };
  const draw = () => {
    const span = readSpan();
    if (spanProblemOf(span) === null) setNearSpan(span);
    setDrawing(!isDrawing);
  };
  return (
    <form
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <div className={classes.fields}>
        <TimeFields from={from} to={to} setFrom={setFrom} setTo={setTo} />
      </div>
      <TextInput
        size="xs"
        label={t('near.place')}
        placeholder={t('near.placePlaceholder')}
        value={place}
        error={problem}
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
      <div className={classes.fields}>
        <Button
          size="xs"
          variant={isDrawing ? 'filled' : 'default'}
          aria-pressed={isDrawing}
          leftSection={<IconCircleDashed size={15} />}
          onClick={draw}
        >
          {isDrawing ? t('near.drawing') : t('near.draw')}
        </Button>
        <Button size="xs" type="submit">
          {t('near.search')}
        </Button>
      </div>
    </form>
  );
}

function NearRow({ vehicle, span }: { readonly vehicle: NearVehicle; readonly span: Span }) {
  const { t } = useTranslation('review');
  const ask = useReview((state) => state.ask);
  const { firstSeenAtMs, lastSeenAtMs, closestAtMs } = vehicle;
  return (
    <li>
      <UnstyledButton
        className={lists.item}
        onClick={() => ask(vehicle.vehicleId, Math.max(closestAtMs, span.fromMs))}
      >
        <span className={lists.top}>
          <span className={lists.when}>{vehicle.name}</span>
          <span className={lists.figure}>{formatDistance(vehicle.closestMeters)}</span>
        </span>
        <span className={lists.more} data-flush>
          {vehicle.isFromBefore && vehicle.fixCount === 0
            ? t('near.fromBefore', { age: ageText(span.fromMs - closestAtMs) })
            : t('near.seen', {
                first: momentText(firstSeenAtMs, span),
                last: momentText(lastSeenAtMs, span),
                closest: momentText(closestAtMs, span),
              })}
        </span>
      </UnstyledButton>
    </li>
  );
}

function NearResult({ near }: { readonly near: NearState }) {
  const { t } = useTranslation('review');
  switch (near.kind) {
    case 'none':
    case 'drawn':
      return <p className={lists.empty}>{t('near.hint')}</p>;
    case 'searching':
      return (
        <p className={lists.empty} role="status">
          {t('near.searching')}
        </p>
      );
    case 'failed':
      return (
        <p className={lists.empty} role="alert">
          {near.sentence}
        </p>
      );
    case 'found':
      return (
        <>
          <p className={lists.note} role="status">
            {t('near.found', { count: near.vehicles.length, countText: String(near.vehicles.length) })}
          </p>
          <ul className={lists.list} aria-label={t('near.label')}>
            {near.vehicles.map((vehicle) => (
              <NearRow key={vehicle.vehicleId} vehicle={vehicle} span={near.span} />
            ))}
          </ul>
        </>
      );
  }
}

/** Who was near a place between two times: drawn on the map, or typed. */
export function NearPanel() {
  const near = useReview((state) => state.near);
  const key = near.kind === 'none' || near.kind === 'drawn' ? 'none' : JSON.stringify([near.area, near.span]);
  return (
    <>
      <NearForm key={key} near={near} />
      <NearResult near={near} />
    </>
  );
}
