import { startFeeds } from './app/feeds.ts';
import { AppFrame } from './app/frame.tsx';
import { openPage } from './app/open-page.tsx';
import { startText } from './app/text.ts';

startText();
startFeeds();
openPage(<AppFrame />);
