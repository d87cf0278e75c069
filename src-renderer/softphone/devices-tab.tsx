import { Button, Select, Switch } from '@mantine/core';
import { IconEar, IconPhoneIncoming, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeviceRole, Softphone, SoundDevice } from '../../src-main/shell/phone/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { useShellState } from '../platform/shell-store.ts';
import { LevelMeter } from './level-meter.tsx';
import { measureReception } from './phone-actions.ts';
import { usePhoneState } from './phone-stores.ts';
import { receptionWords } from './reception-text.ts';
import classes from './softphone.module.css';

type Trial = 'ringTone' | 'speakerTone' | 'echo';

interface DeviceChoiceProps {
  readonly role: DeviceRole;
  readonly devices: readonly SoundDevice[];
  readonly use: Softphone['devices']['microphone'];
}

/** One device. A wanted one that is not plugged in stays in the list, and what is used instead is said. */
function DeviceChoice({ role, devices, use }: DeviceChoiceProps) {
  const { t } = useTranslation('softphone');
  const { wanted, used } = use;
  const isThere = wanted === null || devices.some(({ deviceId }) => deviceId === wanted.deviceId);
  const system = { value: '', label: t('devices.system') };
  const plugged = devices.map(({ deviceId, label }) => ({ value: deviceId, label }));
  const missing = isThere
    ? []
    : [{ value: wanted.deviceId, label: t('devices.notPluggedIn', { name: wanted.label }) }];
  const choose = (deviceId: string | null) => {
    const chosen = devices.find((device) => device.deviceId === deviceId) ?? null;
    void attempt(() => shellClient.phone.chooseDevices({ [role]: chosen }));
  };
  return (
    <div>
      <Select
        size="xs"
        label={t(`devices.${role}`)}
        data={[system, ...plugged, ...missing].filter(
          ({ value }, index, all) => all.findIndex((its) => its.value === value) === index,
        )}
        value={wanted?.deviceId ?? ''}
        onChange={choose}
        allowDeselect={false}
      />
      {!isThere && (
        <p className={classes.warn}>
          {used === null
            ? t('devices.usedInsteadNone', { name: wanted.label })
            : t('devices.usedInstead', { name: wanted.label, used: used.label })}
        </p>
      )}
    </div>
  );
}

function TrialButton({ trial, running }: { readonly trial: Trial; readonly running: Softphone['trial'] }) {
  const { t } = useTranslation('softphone');
  const isOn = running === trial;
  const words = {
    ringTone: 'devices.testRing',
    speakerTone: 'devices.testTone',
    echo: 'devices.echo',
  } as const;
  const icons = { ringTone: IconPhoneIncoming, speakerTone: IconVolume, echo: IconEar } as const;
  const Icon = icons[trial];
  return (
    <Button
      size="compact-sm"
      variant={isOn ? 'filled' : 'default'}
      aria-pressed={isOn}
      leftSection={<Icon size={15} aria-hidden />}
      onClick={() => void attempt(() => shellClient.phone.tryDevices({ trial: isOn ? 'none' : trial }))}
    >
      {t(words[trial])}
    </Button>
  );
}

function Hotkeys({ hotkeys }: { readonly hotkeys: Softphone['hotkeys'] }) {
  const { t } = useTranslation('softphone');
  if (hotkeys.length === 0) return null;
  return (
    <>
      <h3 className={classes.heading}>{t('devices.hotkeys')}</h3>
      <dl className={classes.pairs} aria-label={t('devices.hotkeys')}>
        {hotkeys.map(({ action, accelerator, isRegistered }) => (
          <div key={action}>
            <dt>{t(`devices.hotkey.${action}`)}</dt>
            <dd className={isRegistered ? undefined : classes.warn}>
              {accelerator === '' ? t('devices.hotkeyNone') : accelerator.replace('CommandOrControl', 'Ctrl')}
              {!isRegistered && accelerator !== '' && ` (${t('devices.hotkeyTaken')})`}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Wishes() {
  const { t } = useTranslation('softphone');
  const settings = useShellState(({ shell }) => shell?.settings);
  if (settings === undefined) return null;
  const names = ['phoneRingSound', 'phoneNotifications', 'telLinks'] as const;
  const words = {
    phoneRingSound: 'devices.ringSound',
    phoneNotifications: 'devices.notifications',
    telLinks: 'devices.telLinks',
  } as const;
  return names.map((name) => (
    <Switch
      key={name}
      size="xs"
      label={t(words[name])}
      checked={settings[name]}
      onChange={(event) => {
        const checked = event.currentTarget.checked;
        void attempt(() => shellClient.updateSettings({ [name]: checked }));
      }}
    />
  ));
}

/** Microphone, loudspeaker and ringer, each tried on the spot; and whether a call would come through. */
export function DevicesTab({ softphone }: { readonly softphone: Softphone }) {
  const { t } = useTranslation('softphone');
  const { devices, trial } = softphone;
  const reception = receptionWords(
    usePhoneState((state) => state.phone),
    softphone,
  );
  return (
    <div className={classes.dial}>
      <DeviceChoice role="microphone" devices={devices.microphones} use={devices.microphone} />
      {devices.microphoneState === 'denied' && <p className={classes.bad}>{t('devices.denied')}</p>}
      {devices.microphoneState === 'missing' && <p className={classes.bad}>{t('devices.missing')}</p>}
      {devices.microphoneState === 'ready' && <LevelMeter />}
      <div className={classes.buttons}>
        <TrialButton trial="echo" running={trial} />
      </div>
      <DeviceChoice role="speaker" devices={devices.speakers} use={devices.speaker} />
      <div className={classes.buttons}>
        <TrialButton trial="speakerTone" running={trial} />
      </div>
      <DeviceChoice role="ringer" devices={devices.speakers} use={devices.ringer} />
      <div className={classes.buttons}>
        <TrialButton trial="ringTone" running={trial} />
      </div>
      <Button size="compact-sm" variant="default" onClick={measureReception}>
        {t('devices.serviceRing')}
      </Button>
      <p className={classes.quiet} role="status">
        {[reception.state, reception.reason].filter((part) => part !== null).join('. ')}
      </p>
      <Wishes />
      <Hotkeys hotkeys={softphone.hotkeys} />
    </div>
  );
}
