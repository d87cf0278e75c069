import i18next from 'i18next';
import phone from '../../../resources/text/en/phone.json' with { type: 'json' };

const catalogue = i18next.createInstance();
void catalogue.init({
  lng: 'en',
  fallbackLng: 'en',
  ns: ['phone'],
  defaultNS: 'phone',
  resources: { en: { phone } },
  initAsync: false,
  interpolation: { escapeValue: false },
});

type Branch = 'tray' | 'notification';
type Key = { [B in Branch]: `${B}.${keyof (typeof phone)[B] & string}` }[Branch];

/** Words of the tray and of notifications: they are there while no desk is open. */
export const phoneText = (key: Key, values: Readonly<Record<string, string>> = {}): string =>
  catalogue.t(key, values);
