import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { text } from '../app/text.ts';
import { namesOf } from './call-text.ts';
import { isRinging } from './desk-calls.ts';
import { useSoftphone } from './phone-stores.ts';
import { useCallerCard } from './use-caller-card.ts';

function RingWords({ title, address }: { readonly title: string; readonly address: string | null }) {
  const { t } = useTranslation('softphone');
  const card = useCallerCard(address);
  const who = namesOf(card) ?? (title === '' ? text.t('softphone:who.withheld') : title);
  const [only, ...others] = card?.matches ?? [];
  const truck = others.length === 0 ? (only?.truck?.name ?? null) : null;
  return truck === null ? t('ring.announcement', { who }) : t('ring.announcementTruck', { who, truck });
}

/** Tells a screen reader at once who rings and how to answer, wherever the focus is. Always in the document, or it would be missed. */
export function RingAnnouncer() {
  const ringing = useSoftphone(({ softphone }) => softphone?.calls.find(isRinging) ?? null);
  return (
    <VisuallyHidden component="div" aria-live="assertive" aria-atomic>
      {ringing !== null && <RingWords key={ringing.callId} title={ringing.title} address={ringing.address} />}
    </VisuallyHidden>
  );
}
