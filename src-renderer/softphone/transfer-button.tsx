import {
  ActionIcon,
  Button,
  Popover,
  SegmentedControl,
  TextInput,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { IconArrowForwardUp, IconBuilding, IconHeadset, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallTarget } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { handOver, type HandOver } from './call-commands.ts';
import { looksLikeNumber } from './dial-text.ts';
import { usePhoneState } from './phone-stores.ts';
import classes from './softphone.module.css';
import { useDialFinding } from './use-people.ts';

const ways: readonly HandOver[] = ['consult', 'transfer', 'add'];

interface Target {
  readonly key: string;
  readonly icon: typeof IconUser;
  readonly name: string;
  readonly detail: string;
  readonly target: CallTarget;
}

/** Colleagues first: most calls go to another desk. */
function useTargets(entered: string): readonly Target[] {
  const { t } = useTranslation('softphone');
  const phone = usePhoneState((state) => state.phone);
  const { people } = useDialFinding(entered);
  const word = entered.trim().toLowerCase();
  const desks = (phone?.deskGroup ?? []).filter(
    (desk) => desk !== phone?.identity && desk.toLowerCase().includes(word),
  );
  return [
    ...desks.map((identity) => ({
      key: `desk ${identity}`,
      icon: IconHeadset,
      name: identity,
      detail: t('transfer.desk'),
      target: { type: 'desk', identity } as const,
    })),
    ...people.flatMap(({ kind, id, name, number, numberText }) =>
      number === null
        ? []
        : [
            {
              key: `${kind} ${id}`,
              icon: kind === 'driver' ? IconUser : IconBuilding,
              name,
              detail: numberText,
              target: { type: 'number', number } as const,
            },
          ],
    ),
  ];
}

function TransferForm({ callId, onDone }: { readonly callId: string; readonly onDone: () => void }) {
  const { t } = useTranslation('softphone');
  const [how, setHow] = useState<HandOver>('consult');
  const [entered, setEntered] = useState('');
  const targets = useTargets(entered);
  const choose = async (target: CallTarget) => {
    if (await handOver(callId, how, target)) onDone();
  };
  const isNumber = looksLikeNumber(entered);
  return (
    <form
      className={classes.transfer}
      onSubmit={(event) => {
        event.preventDefault();
        const [only, ...others] = targets;
        if (isNumber) void choose({ type: 'number', number: entered.trim() });
        else if (only && others.length === 0) void choose(only.target);
      }}
    >
      <SegmentedControl<HandOver>
        size="xs"
        fullWidth
        aria-label={t('transfer.how')}
        value={how}
        onChange={setHow}
        data={ways.map((value) => ({ value, label: t(`transfer.${value}`) }))}
      />
      <p className={classes.quiet}>{t(`transfer.${how}Hint`)}</p>
      <TextInput
        size="sm"
        data-autofocus
        aria-label={t('transfer.field')}
        placeholder={t('transfer.field')}
        autoComplete="off"
        spellCheck={false}
        value={entered}
        onChange={(event) => setEntered(event.currentTarget.value)}
      />
      {targets.length > 0 && (
        <ul className={classes.results} aria-label={t('transfer.found')}>
          {targets.map(({ key, icon: Icon, name, detail, target }) => (
            <li key={key}>
              <UnstyledButton className={classes.result} onClick={() => void choose(target)}>
                <Icon size={17} stroke={1.7} aria-hidden />
                <span className={classes.resultWords}>
                  <span className={classes.cut}>{name}</span>
                  <span className={classes.quiet}>{detail}</span>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      {isNumber && (
        <Button type="submit" size="compact-sm">
          {t('transfer.number', { number: entered.trim() })}
        </Button>
      )}
    </form>
  );
}

/** Hands a call over, with or without speaking first, or brings one more into it. */
export function TransferButton({ callId }: { readonly callId: string }) {
  const { t } = useTranslation('softphone');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover position="bottom-end" width={284} trapFocus returnFocus opened={isOpen} onChange={setIsOpen}>
      <Popover.Target>
        <Tooltip label={t('transfer.label')} position="top">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('transfer.label')}
            onClick={() => setIsOpen(!isOpen)}
          >
            <IconArrowForwardUp size={19} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('transfer.label')}>
        <TransferForm callId={callId} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
