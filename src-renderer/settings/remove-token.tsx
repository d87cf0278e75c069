import { useTranslation } from 'react-i18next';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { AskFirst } from './ask-first.tsx';

export function RemoveToken() {
  const { t } = useTranslation('settings');
  return (
    <AskFirst
      label={t('samsara.remove')}
      question={t('samsara.removeConfirm')}
      yes={t('samsara.removeConfirmYes')}
      no={t('samsara.removeConfirmNo')}
      onYes={() =>
        void attempt(() => shellClient.clearSecret({ name: 'samsaraToken' }), t('samsara.removed'))
      }
    />
  );
}
