import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fleetNowMs } from '../fleet-map/use-visible-vehicles.ts';
import classes from './review-panel.module.css';
import { useReview } from './review-store.ts';
import {
  fieldTime,
  readFieldTime,
  spanOf,
  spanProblem,
  zoneName,
  zoneText,
  type Span,
  type SpanChoice,
} from './review-time.ts';
import { TimeFields } from './time-fields.tsx';

const choices: readonly SpanChoice[] = ['today', 'yesterday', 'last24', 'custom'];

function CustomSpan({ first, onDone }: { readonly first: Span; readonly onDone: () => void }) {
  const { t } = useTranslation('review');
  const [from, setFrom] = useState(fieldTime(first.fromMs));
  const [to, setTo] = useState(fieldTime(first.toMs));
  const setCustom = useReview((state) => state.setCustom);
  const span = { fromMs: readFieldTime(from), toMs: readFieldTime(to) };
  const problem = spanProblem(span, fleetNowMs());
  return (
    <form
      className={classes.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem !== null) return;
        setCustom(span);
        onDone();
      }}
    >
      <TimeFields from={from} to={to} setFrom={setFrom} setTo={setTo} />
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {t(`span.problem.${problem}`)}
        </p>
      )}
      <Button size="xs" type="submit" disabled={problem !== null}>
        {t('span.show')}
      </Button>
    </form>
  );
}

/** Which time is looked at, in the time of the office, which is named. */
export function SpanPicker() {
  const { t } = useTranslation('review');
  const choice = useReview((state) => state.choice);
  const span = useReview((state) => state.span);
  const choose = useReview((state) => state.choose);
  const [isCustom, setCustom] = useState(false);
  const nowMs = fleetNowMs();
  const known = span.toMs === 0 ? spanOf('today', nowMs) : span;
  return (
    <div className={classes.part}>
      <SegmentedControl
        size="xs"
        fullWidth
        transitionDuration={0}
        aria-label={t('span.label')}
        data={choices.map((value) => ({ value, label: t(`span.${value}`) }))}
        value={isCustom ? 'custom' : choice}
        onChange={(value) => {
          const chosen = choices.find((one) => one === value) ?? 'today';
          setCustom(chosen === 'custom');
          if (chosen !== 'custom') choose(chosen);
        }}
      />
      {(isCustom || choice === 'custom') && (
        <CustomSpan
          key={`${String(known.fromMs)} ${String(known.toMs)}`}
          first={known}
          onDone={() => setCustom(false)}
        />
      )}
      <p className={classes.quiet}>{t('span.zone', { name: zoneName(nowMs), short: zoneText(nowMs) })}</p>
    </div>
  );
}
