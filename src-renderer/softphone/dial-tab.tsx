import { ActionIcon, Button, Select, TextInput, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconBackspace, IconClipboard, IconPhone, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../ui/format.ts';
import { looksLikeNumber, numberIn } from './dial-text.ts';
import { DialResults } from './dial-results.tsx';
import { DigitPad } from './digit-pad.tsx';
import { dialEntered } from './phone-actions.ts';
import { usePhoneState } from './phone-stores.ts';
import { noSubject, usePhoneView } from './phone-view-store.ts';
import classes from './softphone.module.css';
import { useDialFinding } from './use-people.ts';

function CallerIdChoice() {
  const { t } = useTranslation('softphone');
  const callerIds = usePhoneState(({ phone }) => phone?.callerIds);
  const ownNumber = usePhoneView((view) => view.ownNumber);
  const showAs = usePhoneView((view) => view.showAs);
  if (callerIds === undefined || callerIds.length < 2) return null;
  return (
    <Select
      size="xs"
      label={t('dial.showAs')}
      placeholder={t('dial.showFirst')}
      data={callerIds.map(({ number, text }) => ({ value: number, label: text }))}
      value={ownNumber}
      onChange={showAs}
      clearable
    />
  );
}

function Subject() {
  const { t } = useTranslation('softphone');
  const subject = usePhoneView((view) => view.subject);
  const entered = usePhoneView((view) => view.entered);
  const prepare = usePhoneView((view) => view.prepare);
  if (subject.vehicleName === null && subject.alertId === null) return null;
  return (
    <p className={classes.subject}>
      {subject.vehicleName === null ? t('dial.aboutAlert') : t('dial.about', { name: subject.vehicleName })}
      <Tooltip label={t('dial.forgetAbout')}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('dial.forgetAbout')}
          onClick={() => prepare(entered, noSubject)}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </p>
  );
}

function FieldButtons() {
  const { t } = useTranslation('softphone');
  const entered = usePhoneView((view) => view.entered);
  const enter = usePhoneView((view) => view.enter);
  if (entered === '') return <IconClipboard size={16} aria-hidden className={classes.fieldHint} />;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t('dial.erase')}
      onClick={() => enter(entered.slice(0, -1))}
    >
      <IconBackspace size={18} />
    </ActionIcon>
  );
}

/** One field for a number, a name or a truck; a pasted text gives its number. Enter calls the number, or the only one found. */
export function DialTab() {
  const { t } = useTranslation('softphone');
  const entered = usePhoneView((view) => view.entered);
  const enter = usePhoneView((view) => view.enter);
  const focusCount = usePhoneView((view) => view.focusCount);
  const field = useRef<HTMLInputElement>(null);
  const finding = useDialFinding(entered);
  const isNumber = looksLikeNumber(entered);
  const foundCount = finding.people.length + finding.vehicles.length;
  useEffect(() => {
    if (focusCount > 0) field.current?.focus();
  }, [focusCount]);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isNumber) return dialEntered(entered.trim());
    const [only, ...others] = finding.people;
    if (only?.number != null && others.length === 0) dialEntered(only.number);
  };
  return (
    <form className={classes.dial} onSubmit={onSubmit}>
      <TextInput
        ref={field}
        size="md"
        aria-label={t('dial.field')}
        placeholder={t('dial.placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={entered}
        onChange={(event) => enter(event.currentTarget.value)}
        onPaste={(event) => {
          const number = numberIn(event.clipboardData.getData('text'));
          if (number === null) return;
          event.preventDefault();
          enter(number);
        }}
        rightSection={<FieldButtons />}
      />
      <Subject />
      {entered === '' ? (
        <p className={classes.quiet}>{t('dial.hint')}</p>
      ) : (
        <>
          <VisuallyHidden component="p" role="status">
            {t('dial.foundCount', { count: foundCount, countText: formatCount(foundCount) })}
          </VisuallyHidden>
          {foundCount > 0 && <DialResults {...finding} />}
          {foundCount === 0 && !isNumber && <p className={classes.quiet}>{t('dial.nobody')}</p>}
        </>
      )}
      <DigitPad label={t('dial.pad')} onDigit={(digit) => enter(entered + digit)} />
      <Button
        type="submit"
        className={classes.answer}
        leftSection={<IconPhone size={17} aria-hidden />}
        disabled={!isNumber && !(finding.people.length === 1)}
      >
        {isNumber ? t('dial.callNumber', { number: entered.trim() }) : t('dial.call')}
      </Button>
      <CallerIdChoice />
    </form>
  );
}
