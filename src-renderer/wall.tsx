import { startMapFeeds } from './app/map-feeds.ts';
import { openPage } from './app/open-page.tsx';
import { startText } from './app/text.ts';
import { WallFrame } from './app/wall-frame.tsx';
import { connect } from './platform/client.ts';

startText();
startMapFeeds();
connect();
openPage(<WallFrame />);
