import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconZoomOut } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePlayback } from './playback-store.ts';
import { playbackRates } from './playback.ts';
import { graphSidesPx } from './review-graph.tsx';
import { useReview } from './review-store.ts';
import { clockSecondsText, dayText, momentText, zoneText } from './review-time.ts';
import classes from './transport.module.css';
import { usePlayhead } from './use-playhead.ts';

const rates = playbackRates.map((rate) => ({ value: String(rate), label: `${String(rate)}×` }));

function PlayButton() {
  const { t } = useTranslation('review');
  const isPlaying = usePlayback((state) => state.isPlaying);
  const toggle = usePlayback((state) => state.toggle);
  const Icon = isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  const label = isPlaying ? t('transport.pause') : t('transport.play');
  return (
    <Tooltip label={`${label} (${t('transport.spaceKey')})`} position="top">
      <ActionIcon size={34} radius="xl" aria-label={label} onClick={toggle}>
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

function RateControl() {
  const { t } = useTranslation('review');
  const rate = usePlayback((state) => state.rate);
  const setRate = usePlayback((state) => state.setRate);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('transport.rate')}
      data={rates}
      value={String(rate)}
      transitionDuration={0}
      onChange={(value) => {
        const chosen = playbackRates.find((known) => String(known) === value);
        if (chosen !== undefined) setRate(chosen);
      }}
    />
  );
}

function Clock() {
  const timeMs = usePlayhead();
  return (
    <span className={classes.clock}>
      <span className={classes.day}>{dayText(timeMs)}</span>
      <span className={classes.time}>{clockSecondsText(timeMs)}</span>
      <span className={classes.day}>{zoneText(timeMs)}</span>
    </span>
  );
}

/** Play, how fast, and when it is on the map. */
export function Transport() {
  const { t } = useTranslation('review');
  const shown = useReview((state) => state.shown);
  const show = useReview((state) => state.show);
  return (
    <div className={classes.transport}>
      <PlayButton />
      <Clock />
      <RateControl />
      <div className={classes.space} />
      {shown === null ? (
        <span className={classes.hint}>{t('graph.hint')}</span>
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconZoomOut size={14} />}
          onClick={() => show(null)}
        >
          {t('graph.showAll')}
        </Button>
      )}
    </div>
  );
}

/** The same time axis as the graph above it, for keyboard, pen and screen reader. */
export function Scrubber() {
  const { t } = useTranslation('review');
  const span = useReview((state) => state.shown ?? state.review);
  const timeMs = usePlayhead();
  const seek = usePlayback((state) => state.seek);
  if (span === null) return null;
  const sides = { marginLeft: graphSidesPx.left, marginRight: graphSidesPx.right };
  return (
    <div className={classes.scrubber} style={sides}>
      <input
        type="range"
        className={classes.range}
        aria-label={t('transport.scrubber')}
        aria-valuetext={`${momentText(timeMs, span)} ${zoneText(timeMs)}`}
        min={span.fromMs}
        max={span.toMs}
        step={1_000}
        value={Math.min(span.toMs, Math.max(span.fromMs, timeMs))}
        onChange={(event) => seek(Number(event.currentTarget.value))}
      />
    </div>
  );
}
