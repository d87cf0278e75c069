import { Button, Switch, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PhoneState, ReceptionReport } from '../../src-main/core/operations/twilio/tokens/contract.ts';
import { StatusItem } from '../app/status-item.tsx';
import { useShellState } from '../platform/shell-store.ts';
import { formatMoment } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import { measureReception, openDevices, openPhoneSettings, setDoNotDisturb } from './phone-actions.ts';
import { usePhoneState, useSoftphone } from './phone-stores.ts';
import { usePhoneView } from './phone-view-store.ts';
import { receptionWords } from './reception-text.ts';
import classes from './softphone.module.css';

function useTestRingWords(report: ReceptionReport | null): string {
  const { t } = useTranslation('softphone');
  const nowMs = useMinuteMs();
  const test = report?.testRing ?? null;
  if (test === null) return t('status.testNever');
  const time = formatMoment(test.atMs, nowMs);
  const words = {
    waiting: 'status.testWaiting',
    passed: 'status.testPassed',
    failed: 'status.testFailed',
  } as const;
  return t(words[test.state], { time });
}

function Facts({ phone }: { readonly phone: PhoneState }) {
  const { t } = useTranslation('softphone');
  const nowMs = useMinuteMs();
  const { report, sinceMs } = phone.reception;
  const others = phone.deskGroup.filter((desk) => desk !== phone.identity);
  const heardAtMs = report?.heardAtMs ?? null;
  const facts: readonly (readonly [string, string])[] = [
    [t('status.identity'), phone.identity],
    [t('status.group'), others.length === 0 ? t('status.alone') : others.join(', ')],
    [t('status.heard'), heardAtMs === null ? t('status.heardNever') : formatMoment(heardAtMs, nowMs)],
    [t('status.lastTestRing'), useTestRingWords(report)],
    [t('status.callFlow'), t(`status.flow.${phone.callFlow.state}`)],
  ];
  return (
    <>
      <p className={classes.quiet}>{t('status.since', { time: formatMoment(sinceMs, nowMs) })}</p>
      <dl className={classes.pairs}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function StatusPanel({
  phone,
  reason,
}: {
  readonly phone: PhoneState | null;
  readonly reason: string | null;
}) {
  const { t } = useTranslation('softphone');
  const isOn = useSoftphone(({ softphone }) => softphone?.isDoNotDisturbOn === true);
  const setPinned = usePhoneView((view) => view.setPinned);
  if (phone === null) return <p className={classes.line}>{t('panel.coreAway')}</p>;
  if (phone.account === 'notConfigured') {
    return (
      <div className={classes.statusPanel}>
        <p className={classes.line}>{t('status.fault.notConfigured')}</p>
        <Button size="compact-sm" onClick={openPhoneSettings}>
          {t('panel.openSettings')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.statusPanel}>
      {reason !== null && <p className={classes.bad}>{reason}</p>}
      <Facts phone={phone} />
      <Switch
        size="xs"
        label={t('status.dnd')}
        description={t('status.dndHint')}
        checked={isOn}
        onChange={(event) => setDoNotDisturb(event.currentTarget.checked)}
      />
      <div className={classes.buttons}>
        <Button size="compact-sm" onClick={() => setPinned(true)}>
          {t('status.openPhone')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={openDevices}>
          {t('status.openDevices')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={measureReception}>
          {t('status.measure')}
        </Button>
      </div>
    </div>
  );
}

/** Whether this desk can receive calls, as measured, with the reason when it cannot. */
export function PhoneStatus() {
  const { t } = useTranslation('softphone');
  const { t: app } = useTranslation();
  const known = usePhoneState((state) => state.phone);
  const softphone = useSoftphone((state) => state.softphone);
  // While the core is away nobody measures: what it said last is not the present.
  const isCoreAway = useShellState(({ shell }) => shell !== null && shell.core.state !== 'running');
  const phone = isCoreAway ? null : known;
  const { tone, state, reason } = receptionWords(phone, softphone);
  return (
    <>
      <StatusItem label={app('statusBar.phone')} value={state} tone={tone}>
        <StatusPanel phone={phone} reason={reason} />
      </StatusItem>
      <VisuallyHidden role="status">
        {t('status.announcement', { state: reason === null ? state : `${state}. ${reason}` })}
      </VisuallyHidden>
    </>
  );
}
