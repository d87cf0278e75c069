import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import accuracy from '../../resources/text/en/accuracy.json' with { type: 'json' };
import alerts from '../../resources/text/en/alerts.json' with { type: 'json' };
import app from '../../resources/text/en/app.json' with { type: 'json' };
import calls from '../../resources/text/en/calls.json' with { type: 'json' };
import errors from '../../resources/text/en/errors.json' with { type: 'json' };
import fleet from '../../resources/text/en/fleet.json' with { type: 'json' };
import geofences from '../../resources/text/en/geofences.json' with { type: 'json' };
import hours from '../../resources/text/en/hours.json' with { type: 'json' };
import hub from '../../resources/text/en/hub.json' with { type: 'json' };
import phone from '../../resources/text/en/phone.json' with { type: 'json' };
import referralOffice from '../../resources/text/en/referral-office.json' with { type: 'json' };
import referral from '../../resources/text/en/referral.json' with { type: 'json' };
import referrals from '../../resources/text/en/referrals.json' with { type: 'json' };
import review from '../../resources/text/en/review.json' with { type: 'json' };
import letters from '../../resources/templates/en/referral.json' with { type: 'json' };
import settings from '../../resources/text/en/settings.json' with { type: 'json' };
import shell from '../../resources/text/en/shell.json' with { type: 'json' };
import softphone from '../../resources/text/en/softphone.json' with { type: 'json' };

/** One namespace per feature. A key that stands in no catalogue does not compile (see text-types.d.ts). */
export const catalogue = {
  accuracy,
  alerts,
  app,
  calls,
  errors,
  fleet,
  geofences,
  hours,
  hub,
  letters,
  phone,
  referral,
  referralOffice,
  referrals,
  review,
  settings,
  shell,
  softphone,
};

/** Every text shown to people. Numbers and times go in already formatted (ui/format.ts), so no escaping is wanted. */
export const text = i18next.createInstance();

/** Resolves at once: the catalogue is part of the bundle. */
export function startText(): void {
  void text.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: Object.keys(catalogue),
    defaultNS: 'app',
    resources: { en: catalogue },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
}
