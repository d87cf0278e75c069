import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LiveCall } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { formatPhone } from '../ui/format.ts';
import {
  cancelConsultation,
  completeConsultation,
  holdParty,
  joinConsultation,
  removeParty,
  swapConsultation,
} from './call-commands.ts';
import { nameOfParty, thereNow } from './parties.ts';
import classes from './softphone.module.css';

type Party = LiveCall['parties'][number];

function PartyRow({ callId, party }: { readonly callId: string; readonly party: Party }) {
  const { t } = useTranslation('softphone');
  const { partyId, isHeld, state } = party;
  const name = nameOfParty(party, formatPhone);
  const isThere = state === 'joined';
  const word = isHeld ? 'party.held' : (`party.${state}` as const);
  return (
    <li className={classes.party}>
      <span className={classes.resultWords}>
        <span className={classes.cut}>{name}</span>
        <span className={isHeld ? classes.warn : classes.quiet}>{t(word)}</span>
      </span>
      {isThere && (
        <Tooltip label={t(isHeld ? 'party.resumeOne' : 'party.holdOne', { name })}>
          <ActionIcon
            variant="default"
            aria-label={t(isHeld ? 'party.resumeOne' : 'party.holdOne', { name })}
            onClick={() => holdParty(callId, partyId, !isHeld)}
          >
            {isHeld ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('party.removeOne', { name })}>
        <ActionIcon
          variant="default"
          aria-label={t('party.removeOne', { name })}
          onClick={() => removeParty(callId, partyId)}
        >
          <IconUserMinus size={16} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

/** Speaking with somebody first, before the call is handed over. */
function Consultation({ live }: { readonly live: LiveCall }) {
  const { t } = useTranslation('softphone');
  const { transfer, parties, id } = live;
  if (transfer?.kind !== 'warm') return null;
  const consulted = parties.find(({ partyId }) => partyId === transfer.partyId);
  if (consulted === undefined) return null;
  const who = nameOfParty(consulted, formatPhone);
  const hasCome = consulted.state === 'joined';
  return (
    <div className={classes.consultation} role="group" aria-label={t('transfer.consulting', { who })}>
      <p className={classes.line} role="status">
        {t(hasCome ? 'transfer.speaking' : 'transfer.waiting', { who })}
      </p>
      <div className={classes.buttons}>
        {hasCome && (
          <>
            <Button size="compact-sm" onClick={() => completeConsultation(id)}>
              {t('transfer.complete')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => swapConsultation(id)}>
              {t('transfer.swap')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => joinConsultation(id)}>
              {t('transfer.join')}
            </Button>
          </>
        )}
        <Button size="compact-sm" variant="default" onClick={() => cancelConsultation(id)}>
          {t('transfer.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** Everybody of a call besides this desk, once it is more than two who speak. */
export function CallParties({ live }: { readonly live: LiveCall }) {
  const { t } = useTranslation('softphone');
  const there = thereNow(live);
  const isCold = live.transfer?.kind === 'cold';
  return (
    <>
      <Consultation live={live} />
      {isCold && <p className={classes.line}>{t('transfer.underWay')}</p>}
      {there.length > 1 && (
        <ul className={classes.parties} aria-label={t('party.label')}>
          {there.map((party) => (
            <PartyRow key={party.partyId} callId={live.id} party={party} />
          ))}
        </ul>
      )}
    </>
  );
}
