import 'i18next';
import type { catalogue } from './text.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    returnNull: false;
    resources: typeof catalogue;
  }
}
