import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './recording-player.module.css';
import { waveformPath, type Waveform } from './waveform.ts';

const channelHeight = 22;

interface RecordingPlayerProps {
  readonly url: string;
  /** `null`: it cannot be drawn. */
  readonly waveform: Waveform | null;
}

/** Plays a recording, with its sound drawn above: who speaks when is seen, and a press goes there. */
export function RecordingPlayer({ url, waveform }: RecordingPlayerProps) {
  const { t } = useTranslation('calls');
  const audio = useRef<HTMLAudioElement>(null);
  const [playedShare, setPlayedShare] = useState(0);
  const path = useMemo(() => (waveform === null ? '' : waveformPath(waveform, channelHeight)), [waveform]);
  const width = waveform?.[0]?.length ?? 0;
  const height = channelHeight * (waveform?.length ?? 0);

  const goTo = (event: PointerEvent<SVGSVGElement>) => {
    const element = audio.current;
    if (element === null || !Number.isFinite(element.duration)) return;
    const box = event.currentTarget.getBoundingClientRect();
    element.currentTime = ((event.clientX - box.left) / box.width) * element.duration;
    void element.play();
  };
  return (
    <div className={classes.player}>
      {waveform !== null && (
        // The keyboard and screen readers have the player's own slider below.
        <svg
          className={classes.wave}
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          preserveAspectRatio="none"
          aria-hidden
          onPointerDown={goTo}
        >
          <path d={path} className={classes.sound} />
          <svg width={playedShare * width} height={height} aria-hidden>
            <path d={path} className={classes.played} />
          </svg>
        </svg>
      )}
      <audio
        ref={audio}
        className={classes.controls}
        controls
        autoPlay
        src={url}
        aria-label={t('recording.player')}
        onTimeUpdate={({ currentTarget: { currentTime, duration } }) =>
          setPlayedShare(duration > 0 ? currentTime / duration : 0)
        }
      />
    </div>
  );
}
