import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallerCard } from '../../src-main/core/operations/twilio/people/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { coreClient } from '../platform/client.ts';

/** Several have the number: who it was is said by whoever spoke, and kept with the call. */
export function PartyChoice({ callId, card }: { readonly callId: string; readonly card: CallerCard }) {
  const { t } = useTranslation('softphone');
  const [chosen, setChosen] = useState<string | null>(null);
  const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }) => `${kind} ${id}`;
  const choose = (key: string | null) => {
    setChosen(key);
    const match = card.matches.find((its) => keyOf(its) === key);
    if (match) {
      const party = { kind: match.kind, id: match.id };
      void attempt(() => coreClient.phone.wrapUpCall({ callId, party }));
    }
  };
  return (
    <Select
      size="xs"
      label={t('wrapUp.chooseParty')}
      data={card.matches.map((match) => ({
        value: keyOf(match),
        label: `${match.name} (${t(`who.${match.kind}`)})`,
      }))}
      value={chosen}
      onChange={choose}
    />
  );
}
