import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoundLevels } from '../../src-main/shell/phone/contract.ts';
import { shellClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';
import classes from './softphone.module.css';

const nothingHeard: SoundLevels = { microphone: null, speaker: null };
/** Below this a bar that moves is noise of the electronics. */
const heardLevelMin = 0.02;

/** The microphone is open while this is in sight, and no longer. */
export function LevelMeter() {
  const { t } = useTranslation('softphone');
  const [levels, setLevels] = useState(nothingHeard);
  const [wasHeard, setHeard] = useState(false);
  useEffect(
    () =>
      followStream({
        open: (signal) => shellClient.phone.watchSoundLevels(undefined, { signal }),
        onItem: (next) => {
          setLevels(next);
          if ((next.microphone ?? 0) > heardLevelMin) setHeard(true);
        },
        needsCore: false,
      }),
    [],
  );
  const { microphone } = levels;
  return (
    <div>
      <meter
        className={classes.meter}
        aria-label={t('devices.level')}
        min={0}
        max={1}
        value={microphone ?? 0}
      />
      <p className={classes.quiet}>
        {t(wasHeard || microphone === null ? 'devices.speakNow' : 'devices.silent')}
      </p>
    </div>
  );
}
